// The least that can be done: the statements in one transaction, or, where they were run, one look.
import { readFileSync } from "node:fs"
import pg from "pg"

const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
await client.connect()
const { rows } = await client.query("select to_regclass('t1') is not null as done")
if (!rows[0].done) {
  await client.query("begin")
  for (const statement of JSON.parse(readFileSync("statements.json", "utf8"))) await client.query(statement)
  await client.query("commit")
}
await client.end()
