import { spawnSync } from "node:child_process"

/** An engine's own shell, which runs scripts. */
export interface Shell {
  readonly program: "psql" | "sqlite3"
  /** Runs a script, and stops at the first error. */
  run(place: string, script: string): void
}

/** PostgreSQL's shell; a place is a URL. */
export const psql: Shell = {
  program: "psql",
  run: (url, script) =>
    feed("psql", ["--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", "--file", "-", url], script),
}

/** SQLite's shell; a place is a path. */
export const sqlite3: Shell = {
  program: "sqlite3",
  run: (path, script) => feed("sqlite3", ["-bail", path], script),
}

/** Why a shell is not on this machine; nothing where it is. */
export function noShell({ program }: Shell): string | undefined {
  const { error } = spawnSync(program, ["--version"])
  return error === undefined ? undefined : `${program} is not installed`
}

function feed(program: Shell["program"], args: readonly string[], script: string): void {
  const { status, stderr, error } = spawnSync(program, args, { input: script, encoding: "utf8" })
  if (error !== undefined) throw error
  // SQLite's shell of Debian 12 ends with 0 where `-bail` stopped it.
  if (status !== 0 || stderr !== "") throw new Error(`${program}: ${stderr}`)
}
