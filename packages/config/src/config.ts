import type {
  AutogenerateSettings,
  Declaration,
  RevisionHook,
  RevisionTemplate,
  SessionHook,
} from "@aludel/core"
import type { AnyDatabase, Dialect } from "@aludel/core/dialect"

import type { ScratchConfig } from "./scratch-config.ts"

/** A place in a YAML or JSON file of the application's own: `{ file: "config.yaml", key: "database.url" }`; `null` there says nothing. */
export interface KeyPath {
  /** Relative to the configuration's folder. */
  readonly file: string
  /** Keys joined by dots. */
  readonly key: string
}

/** What is known of one database and its history. Every key may be left out. */
export interface DatabaseConfig {
  /**
   * The database's URL, or where it stands; `${VAR}` and `${VAR:-default}` are filled in. `--url` and
   * `ALUDEL_DATABASE_URL` win over it; without it `DATABASE_URL` is used.
   */
  readonly url?: string | KeyPath | undefined
  /** A dialect, or the name of a package that exports one, or `postgres` or `sqlite`. Default: by the URL. */
  readonly dialect?: string | Dialect | undefined
  /** A Kysely, or a function that makes one: for drivers and credentials of your own. Wins over `url`; give `dialect` with it. */
  readonly db?: AnyDatabase | (() => AnyDatabase | Promise<AnyDatabase>) | undefined
  /** The folder of the revisions, or several. Default: `migrations`. */
  readonly migrations?: string | readonly string[] | undefined
  /**
   * The declared schema, or the path of a module whose default export it is; or several paths, or patterns as
   * `src/*.schema.ts`, whose exports together make it. Needed to generate revisions and for `check`.
   */
  readonly schema?: string | readonly string[] | Declaration | undefined
  /** What autogenerate looks at, what counts as a difference, which changes are refused, how types are written. Default: nothing is said. */
  readonly autogenerate?: AutogenerateSettings | undefined
  /** The schema that names without one lie in, or where its name stands; created if missing. Default: the engine's own. */
  readonly defaultSchema?: string | KeyPath | undefined
  /** Where the history is kept. Default: `aludel_history` in the default schema. */
  readonly history?: { readonly table?: string | undefined; readonly schema?: string | undefined } | undefined
  /** Where generated revisions are proven and expressions compared. Default: what the dialect finds by itself. */
  readonly scratch?: ScratchConfig | undefined
  /** What new revision files are called, without the ending. Default: `{year}_{month}_{day}_{hour}{minute}-{id}_{slug}`. */
  readonly fileName?: string | undefined
  /** The time zone of the times in file names, such as `Europe/Rome`. Default: UTC. */
  readonly timeZone?: string | undefined
  /** How much of the message a file name may hold, in letters. Default: 40. */
  readonly slugLength?: number | undefined
  /** Whether folders within `migrations` hold revisions too. Default: no. */
  readonly recursive?: boolean | undefined
  /** The language of new revision files. Default: `ts`. */
  readonly language?: "ts" | "js" | undefined
  /**
   * What new revision files are put together by: the path of a text in which `{{imports}}`, `{{summary}}`, `{{header}}`,
   * `{{upgrade}}` and `{{downgrade}}` stand on lines of their own, or a function of those parts. Default: as a person would write it.
   */
  readonly revisionTemplate?: RevisionTemplate | undefined
  /**
   * A command that is run on each revision file once it is written, or several: `prettier --write`. The file's path
   * stands behind it; programs that the project has installed are found. One that fails leaves no file. Default: none.
   */
  readonly afterWrite?: string | readonly string[] | undefined
  /** What each connection of a run does first, also on a scratch: SQL, or a function of the connection. Default: nothing. */
  readonly session?: SessionHook | undefined
  /** Called in the transaction of each revision that was applied, taken back or stamped, behind its row; where it throws, the revision is rolled back. Default: nothing. */
  readonly onRevision?: RevisionHook | undefined
  /** How long to wait for another run, in milliseconds. Default: as long as it takes. */
  readonly lockTimeout?: number | undefined
  /** How long a statement may wait for a lock of the database's, in milliseconds; then its transaction is run again. Default: what the connection has. */
  readonly statementLockTimeout?: number | undefined
  /** How often a transaction is run again after a failure that goes away: a lock's timeout, a deadlock. Default: 10. */
  readonly retries?: number | undefined
  /** How many transactions a run has: one (`run`), one for each revision (`revision`), one for each operation (`false`). Default: `run`. */
  readonly transaction?: "run" | "revision" | false | undefined
}

/** What a configuration file says. */
export interface Config extends DatabaseConfig {
  /** Several databases, chosen by `--name`; what an entry leaves out, it has from the keys beside `databases`. */
  readonly databases?: Readonly<Record<string, DatabaseConfig>> | undefined
}

/** Environment variables. */
export type Environment = Readonly<Record<string, string | undefined>>

/** What `-x key=value` said on the command line; empty in a program. */
export type ExtraValues = Readonly<Record<string, string>>

/**
 * What a configuration file exports: the configuration, a promise of it, or a function that gives either, of the
 * environment and of what `-x key=value` said.
 */
export type ConfigInput =
  | Config
  | Promise<Config>
  | ((env: Environment, x: ExtraValues) => Config | Promise<Config>)

/** Gives back what it is given; with it an editor knows the keys of a configuration. */
export function defineConfig<const C extends ConfigInput>(config: C): C {
  return config
}
