import pg from "pg"
import { Umzug } from "umzug"

// Umzug brings no place to record for a bare driver; this is the smallest.
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })
await pool.query("create table if not exists umzug (name text primary key)")
const storage = {
  logMigration: ({ name }) => pool.query("insert into umzug values ($1)", [name]),
  unlogMigration: ({ name }) => pool.query("delete from umzug where name = $1", [name]),
  executed: async () =>
    (await pool.query("select name from umzug order by name")).rows.map(({ name }) => name),
}
const migrations = {
  glob: "migrations/*.js",
  resolve: ({ name, path, context }) => ({
    name,
    up: async () => (await import(`file://${path}`)).up({ context }),
  }),
}
await new Umzug({ migrations, context: pool, storage, logger: undefined }).up()
await pool.end()
