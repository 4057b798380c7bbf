import { relative } from "node:path"

import {
  databaseAddress,
  dialectOf,
  loadConfig,
  loadSchema,
  type LoadedConfig,
  withoutPasswords,
} from "@aludel/config/node"
import { createHistory, isAludelError } from "@aludel/core"

import type { Globals } from "../project/globals.ts"
import { configOptions, projectOf } from "../project/project.ts"
import { refuseOtherVersions } from "../project/versions.ts"
import { withMigrator } from "../project/with-migrator.ts"
import { version } from "../version.ts"

/** One thing that was looked at: what was found, or what is wrong with it and what to do. */
export interface Examined {
  readonly what: string
  readonly found?: string
  readonly problem?: string
  readonly hint?: string
}

/**
 * Looks at everything that a command needs, one after the other; what is wrong with one thing does not keep the next from
 * being looked at, where it can be. Writes nothing.
 *
 * @throws whatever is no error of ours: a bug
 */
export async function examine(globals: Globals): Promise<readonly Examined[]> {
  const examined: Examined[] = []
  const look = async <T>(what: string, work: () => Promise<T>, say: (found: T) => string) => {
    try {
      const found = await work()
      examined.push({ what, found: say(found) })
      return found
    } catch (error) {
      if (!isAludelError(error)) throw error
      examined.push({
        what,
        problem: error.message,
        ...(error.hint === undefined ? {} : { hint: error.hint }),
      })
      return undefined
    }
  }
  await look(
    "command",
    async () => version(),
    (found) => `@aludel/cli ${found}, Node.js ${process.version}`,
  )
  const config = await look("configuration", () => loadConfig(configOptions(globals)), sayConfig)
  if (config === undefined) return examined
  await look(
    "packages",
    async () => refuseOtherVersions(config.folder),
    () => "one version of all",
  )
  await look(
    "revisions",
    () => revisions(config),
    (found) => found,
  )
  await look(
    "schema",
    () => loadSchema(config),
    (found) => (found === undefined ? "none is configured" : `${found["~schema"].nodes.length} objects`),
  )
  const address = await look(
    "database",
    () => databaseAddress(config),
    ({ url }) => sayUrl(config, url),
  )
  if (address === undefined) return examined
  const dialect = await look(
    "dialect",
    () => dialectOf(config, address.url, import.meta.url),
    (found) => (found === undefined ? "the generic one: it can't read a database" : found.name),
  )
  const isThere = address.url !== undefined || config.settings.db !== undefined
  if (isThere && (dialect !== undefined || config.settings.dialect === undefined))
    await look(
      "connection",
      () => withMigrator(globals, {}, (migrator) => migrator.current()),
      (current) =>
        current.length === 0
          ? "made; nothing is applied"
          : `made; at ${current.map(({ id }) => id).join(", ")}`,
    )
  return examined
}

function sayConfig({ file, name, options }: LoadedConfig): string {
  const path = relative(options.cwd, file) || file
  return name === undefined ? path : `${path}, database ${name}`
}

async function revisions(config: LoadedConfig): Promise<string> {
  const history = createHistory({ source: projectOf(config).source })
  const all = await history.history()
  const heads = await history.heads()
  const folders = config.migrations.map((path) => relative(config.options.cwd, path) || ".").join(", ")
  const headNames =
    heads.length === 0
      ? ""
      : `, ${heads.length === 1 ? "head" : "heads"} ${heads.map(({ id }) => id).join(", ")}`
  return `${all.length} in ${folders}${headNames}`
}

function sayUrl(
  config: LoadedConfig,
  url: { readonly url: string; readonly from: string } | undefined,
): string {
  if (url !== undefined) return `${withoutPasswords(url.url)} (from ${url.from})`
  return config.settings.db === undefined
    ? "none is configured; set `url`, or DATABASE_URL, or add --url URL"
    : "the Kysely that `db` of the configuration gives"
}
