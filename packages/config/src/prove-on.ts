import type { ProofPlace } from "@aludel/core"

import { databaseAddress, dialectOf, openDatabase } from "./database.ts"
import { dialectOfUrl } from "./dialect.ts"
import { databaseNames, loadConfig, type LoadedConfig } from "./load.ts"
import { scratchSettings } from "./scratch.ts"

/**
 * The other databases of a configuration that have the same revisions and another dialect, one for each dialect: where
 * generated revisions are proven besides. Nothing is connected to.
 *
 * @param alsoFrom the URL of a file whose packages serve where the project has not installed a dialect
 */
export async function proveOn(config: LoadedConfig, alsoFrom?: string): Promise<readonly ProofPlace[]> {
  const seen = new Set([await dialectKey(config)])
  const places: ProofPlace[] = []
  for (const name of await databaseNames(config.options)) {
    const { url: _, defaultSchema: _schema, ...options } = config.options
    const other = await loadConfig({ ...options, name })
    if (name === config.name || !sharesRevisions(other, config)) continue
    const key = await dialectKey(other)
    if (key === undefined || seen.has(key)) continue
    seen.add(key)
    const { url } = await databaseAddress(other)
    const dialect = await dialectOf(other, url, alsoFrom)
    if (dialect === undefined) continue
    const { db, defaultSchema } = await openDatabase(other, { alsoFrom, offline: true })
    const scratch = await scratchSettings(other, { dialect, ...(url === undefined ? {} : { url }) })
    places.push({ name: `${name}, ${dialect.name}`, dialect, db, defaultSchema, scratch })
  }
  return places
}

/** What says which dialect a database has. */
async function dialectKey(config: LoadedConfig): Promise<unknown> {
  if (config.settings.dialect !== undefined) return config.settings.dialect
  const { url } = await databaseAddress(config)
  return url === undefined ? undefined : dialectOfUrl(url.url)
}

function sharesRevisions(one: LoadedConfig, other: LoadedConfig): boolean {
  return one.migrations.some((folder) => other.migrations.includes(folder))
}
