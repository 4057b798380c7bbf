/** An engine that we have a dialect for. */
export type Engine = "postgres" | "sqlite"

/** What has to be installed for an engine: our packages and the driver that the command opens it with. */
export const packagesFor: Readonly<Record<Engine, readonly string[]>> = {
  postgres: ["@aludel/core", "@aludel/config", "@aludel/dialect-postgres", "pg"],
  sqlite: ["@aludel/core", "@aludel/config", "@aludel/dialect-sqlite", "better-sqlite3"],
}
