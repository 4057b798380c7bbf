import { basename, dirname, resolve } from "node:path"

import { AludelError } from "@aludel/core"

import type { Config, DatabaseConfig, Environment, ExtraValues } from "./config.ts"
import { readDataFile } from "./data-file.ts"
import { findConfig, namedConfig } from "./find.ts"
import { interpolateAll } from "./interpolate.ts"
import { importFault, importHint, importModule } from "./module.ts"
import { chooseDatabase } from "./named.ts"
import { invalidConfig, type Problem } from "./problem.ts"
import { validate } from "./validate.ts"

/** Where to look for a configuration, and what is said beside it. */
export interface LoadOptions {
  /** The folder to search from; see {@link findConfig}. */
  readonly cwd: string
  /** The configuration itself, relative to `cwd`. Default: it is searched for. */
  readonly path?: string | undefined
  /** Which of the `databases`. Default: the keys beside them, or the only one. */
  readonly name?: string | undefined
  /** Environment variables. */
  readonly env: Environment
  /** What the function that a configuration exports is handed besides. Default: nothing. */
  readonly x?: ExtraValues | undefined
  /** Wins over every other URL; a relative path in it is relative to `cwd`. */
  readonly url?: string | undefined
  /** Wins over the configuration's. */
  readonly defaultSchema?: string | undefined
}

/** A configuration that was found, read and validated, for one database. Nothing is opened and no schema loaded yet. */
export interface LoadedConfig {
  /** The absolute path of the file. */
  readonly file: string
  /** Its folder: relative paths are relative to it. */
  readonly folder: string
  /** The database that was chosen, where there are several. */
  readonly name?: string
  /** The folders of the revisions, absolute; the first takes new ones. */
  readonly migrations: readonly string[]
  /** What the file says of the database, defaults not filled in. */
  readonly settings: DatabaseConfig
  /** What it was loaded with. */
  readonly options: LoadOptions
}

/**
 * Finds, reads and validates the configuration. Where the URL stands in an environment variable or another file, that is
 * looked up by `openDatabase` only, so that what needs no database works without.
 *
 * @throws AludelError `config/not-found`, `config/invalid` with every problem in `details.problems`
 */
export async function loadConfig(options: LoadOptions): Promise<LoadedConfig> {
  const { file, config } = await validConfig(options)
  const { name, settings } = chooseDatabase(config, file, options.name)
  const folder = dirname(file)
  const migrations = [settings.migrations ?? "migrations"].flat().map((path) => resolve(folder, path))
  return { file, folder, migrations, settings, options, ...(name === undefined ? {} : { name }) }
}

/**
 * The names of the `databases` of a configuration, as they stand there.
 *
 * @throws AludelError as {@link loadConfig} does
 */
export async function databaseNames(options: LoadOptions): Promise<readonly string[]> {
  const { config } = await validConfig(options)
  return Object.keys(config.databases ?? {})
}

async function validConfig(
  options: LoadOptions,
): Promise<{ readonly file: string; readonly config: Config }> {
  const file = options.path === undefined ? findConfig(options.cwd) : namedConfig(options.cwd, options.path)
  const { config, problems } = await readConfig(file, options)
  const all = [...problems, ...validate(config)]
  if (all.length > 0) throw invalidConfig(basename(file), all)
  return { file, config: config as Config }
}

interface ReadConfig {
  readonly config: unknown
  readonly problems: readonly Problem[]
}

async function readConfig(file: string, { env, x = {} }: LoadOptions): Promise<ReadConfig> {
  try {
    return /\.(?:yaml|yml|json)$/.test(file)
      ? await readData(file, env)
      : { config: await readModule(file, env, x), problems: [] }
  } catch (cause) {
    throw new AludelError("config/invalid", `${basename(file)} could not be loaded: ${importFault(cause)}`, {
      cause,
      hint: importHint(cause),
    })
  }
}

async function readData(file: string, env: Environment): Promise<ReadConfig> {
  const data = await readDataFile(file)
  const { value, problems } = interpolateAll(data ?? {}, env, isReadLater)
  return { config: value, problems }
}

async function readModule(file: string, env: Environment, x: ExtraValues): Promise<unknown> {
  const { default: exported } = await importModule(file)
  if (exported === undefined)
    throw new TypeError("it has no default export; write `export default defineConfig({ ... })`")
  if (typeof exported !== "function") return exported
  return (exported as (env: Environment, x: ExtraValues) => unknown)(env, x)
}

/** A URL may name a variable that only those who need a database have set. */
function isReadLater(key: string): boolean {
  return /^(?:databases\.[^.]+\.)?(?:(?:scratch\.)?url|defaultSchema)$/.test(key)
}
