import { basename, resolve } from "node:path"

import { AludelError, isAludelError } from "@aludel/core"
import type { AnyDatabase, Dialect } from "@aludel/core/dialect"

import type { DatabaseConfig, KeyPath } from "./config.ts"
import { closestKey, readDataFile, valueAt } from "./data-file.ts"
import { dialectOfUrl, loadDialect } from "./dialect.ts"
import { interpolate } from "./interpolate.ts"
import type { LoadedConfig } from "./load.ts"
import { invalidConfig, type Problem } from "./problem.ts"
import { absoluteUrl, type LocatedUrl } from "./url.ts"

/** Which database a configuration means, everything looked up. */
export interface DatabaseAddress {
  /** Absent where the configuration brings a Kysely, or nobody said. */
  readonly url?: LocatedUrl
  readonly defaultSchema?: string
}

/** An open database. */
export interface OpenDatabase extends DatabaseAddress {
  readonly db: AnyDatabase
  /** Absent where the configuration brings a Kysely and names no dialect: then the generic one is meant. */
  readonly dialect?: Dialect
}

/**
 * Looks up the URL and the default schema. The URL is, in this order: `--url`, `ALUDEL_DATABASE_URL`, the
 * configuration's, `DATABASE_URL`; a configured `db` wins over all but `--url`.
 *
 * @throws AludelError `config/invalid` where a variable is not set, or a file or a key in it is missing
 */
export async function databaseAddress(config: LoadedConfig): Promise<DatabaseAddress> {
  const problems: Problem[] = []
  const url = await locateUrl(config, problems)
  const defaultSchema = config.options.defaultSchema ?? (await lookUp(config, "defaultSchema", problems))
  if (problems.length > 0) throw invalidConfig(basename(config.file), problems)
  return { ...(url === undefined ? {} : { url }), ...(defaultSchema === undefined ? {} : { defaultSchema }) }
}

/** How to open a database. */
export interface OpenOptions {
  /** The URL of a file whose packages serve where the project has not installed a dialect. */
  readonly alsoFrom?: string | undefined
  /** Only to compile with: no connection is made, and a dialect will do without a URL. Default: false. */
  readonly offline?: boolean | undefined
}

/**
 * Opens the database of a configuration; whoever calls this calls `db.destroy()`.
 *
 * @throws AludelError `database/url`, `dialect/not-installed`, `dialect/invalid`, `dialect/unsupported`, and what {@link databaseAddress} throws
 */
export async function openDatabase(config: LoadedConfig, options: OpenOptions = {}): Promise<OpenDatabase> {
  const address = await databaseAddress(config)
  const dialect = await dialectOf(config, address.url, options.alsoFrom)
  const { db } = config.settings
  const own = address.url === undefined && db !== undefined
  const opened = own ? await brought(db) : await connect(dialect, address.url, options)
  return { ...address, db: opened, ...(dialect === undefined ? {} : { dialect }) }
}

/** The dialect of a configuration without opening anything; `undefined` where neither it nor a URL says which. */
export async function dialectOf(
  config: LoadedConfig,
  url: LocatedUrl | undefined,
  alsoFrom?: string,
): Promise<Dialect | undefined> {
  const configured = config.settings.dialect
  if (configured !== undefined && typeof configured !== "string") return configured
  const name = configured ?? (url === undefined ? undefined : dialectOfUrl(url.url))
  return name === undefined
    ? undefined
    : loadDialect(name, alsoFrom === undefined ? [config.folder] : [config.folder, alsoFrom])
}

async function brought(db: NonNullable<DatabaseConfig["db"]>): Promise<AnyDatabase> {
  if (typeof db !== "function") return db
  try {
    return await db()
  } catch (cause) {
    if (isAludelError(cause)) throw cause
    throw new AludelError(
      "database/connection",
      `\`db\` of the configuration failed: ${(cause as Error).message}`,
      {
        cause,
        hint: "Correct the function that makes the Kysely.",
      },
    )
  }
}

async function connect(
  dialect: Dialect | undefined,
  url: LocatedUrl | undefined,
  { offline = false }: OpenOptions,
): Promise<AnyDatabase> {
  if (dialect === undefined || (url === undefined && !offline)) {
    throw new AludelError("database/url", "No database is configured.", {
      hint: "Set `url` in the configuration or the environment variable DATABASE_URL, or add --url URL.",
    })
  }
  if (dialect.connect !== undefined) return dialect.connect({ url: url?.url ?? "", offline })
  throw new AludelError(
    "dialect/unsupported",
    `The dialect ${dialect.name} can't open a database by its URL.`,
    {
      hint: "Give a Kysely as `db` in the configuration.",
    },
  )
}

async function locateUrl(config: LoadedConfig, problems: Problem[]): Promise<LocatedUrl | undefined> {
  const { env, cwd, url } = config.options
  if (url !== undefined) return { url: absoluteUrl(url, cwd), from: "--url" }
  if (config.settings.db !== undefined) return undefined
  const fromVariable = (name: string) => (env[name] ? { url: env[name], from: name } : undefined)
  const found =
    fromVariable("ALUDEL_DATABASE_URL") ??
    (await configuredUrl(config, problems)) ??
    fromVariable("DATABASE_URL")
  return found && { ...found, url: absoluteUrl(found.url, config.folder) }
}

async function configuredUrl(config: LoadedConfig, problems: Problem[]): Promise<LocatedUrl | undefined> {
  const url = await lookUp(config, "url", problems)
  return url === undefined ? undefined : { url, from: basename(config.file) }
}

/** A setting that is text with variables, or lies in a file of the application's. */
export async function lookUp(
  config: LoadedConfig,
  setting: "url" | "defaultSchema" | "scratch.url",
  problems: Problem[],
): Promise<string | undefined> {
  const key = config.name === undefined ? setting : `databases.${config.name}.${setting}`
  const value = setting === "scratch.url" ? config.settings.scratch?.url : config.settings[setting]
  const text = typeof value === "object" ? await readKey(config, value, key, problems) : value
  if (text === undefined) return undefined
  const filled = interpolate(text, config.options.env, key)
  problems.push(...filled.problems)
  return filled.value
}

async function readKey(
  config: LoadedConfig,
  at: KeyPath,
  key: string,
  problems: Problem[],
): Promise<string | undefined> {
  try {
    const data = await readDataFile(resolve(config.folder, at.file))
    const value = valueAt(data, at.key)
    if (typeof value === "string" && value !== "") return value
    // Written out, it says that there is none; left out, it may be a slip of the pen.
    if (value === null) return undefined
    const near = value === undefined ? closestKey(data, at.key) : undefined
    const meant = near === undefined ? "" : `; did you mean ${near}?`
    problems.push({
      key,
      problem: `${at.file} has ${value === undefined ? "nothing" : "no text"} at ${at.key}${meant}`,
    })
  } catch (error) {
    const missing = (error as { code?: unknown }).code === "ENOENT"
    problems.push({
      key,
      problem: missing
        ? `there is no file ${at.file}`
        : `${at.file} could not be read: ${(error as Error).message}`,
    })
  }
  return undefined
}
