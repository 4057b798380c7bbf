import { basename } from "node:path"

import { AludelError } from "@aludel/core"

import { closest } from "./closest.ts"
import type { Config, DatabaseConfig } from "./config.ts"

/** The settings of one database; `name` is absent where the configuration names none. */
export interface ChosenDatabase {
  readonly name?: string
  readonly settings: DatabaseConfig
}

/**
 * The database that is meant: the one named; else what stands beside `databases`, if that says which database it is;
 * else the only one.
 *
 * @throws AludelError `config/invalid` where the name is unknown, or several come into question
 */
export function chooseDatabase(config: Config, file: string, name: string | undefined): ChosenDatabase {
  const { databases = {}, ...shared } = config
  const names = Object.keys(databases)
  const chosen = name ?? (names.length === 1 && !namesDatabase(shared) ? names[0] : undefined)
  if (chosen === undefined) {
    if (names.length === 0 || namesDatabase(shared)) return { settings: shared }
    throw severalDatabases(names, file)
  }
  const database = databases[chosen]
  if (database === undefined) throw unknownDatabase(chosen, names, file)
  return { name: chosen, settings: overridden(shared, database) }
}

function namesDatabase(settings: DatabaseConfig): boolean {
  return settings.url !== undefined || settings.db !== undefined
}

/** A database's own `url` also replaces a shared `db`, which would win over it. */
function overridden(shared: DatabaseConfig, database: DatabaseConfig): DatabaseConfig {
  const { db, ...rest } = shared
  const inherited = database.url === undefined && db !== undefined ? { ...rest, db } : rest
  return {
    ...inherited,
    ...Object.fromEntries(Object.entries(database).filter(([, value]) => value !== undefined)),
  }
}

function severalDatabases(names: readonly string[], file: string): AludelError {
  return new AludelError("config/invalid", `${basename(file)} has several databases: ${names.join(", ")}.`, {
    hint: `Say which one: --name ${names[0]}`,
  })
}

function unknownDatabase(name: string, names: readonly string[], file: string): AludelError {
  const near = closest(name, names)
  const known = names.length === 0 ? "it names none" : `it has ${names.join(", ")}`
  return new AludelError(
    "config/invalid",
    `${basename(file)} has no database ${JSON.stringify(name)}; ${known}.`,
    {
      hint:
        near !== undefined
          ? `Did you mean --name ${near}?`
          : names.length === 0
            ? "Leave --name out, or name databases under `databases`."
            : `Say which one: --name ${names[0]}`,
    },
  )
}
