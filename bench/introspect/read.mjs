// Reads a schema in one way, several times; prints the fastest, the memory and the number of queries.
import { Kysely, PostgresDialect } from "kysely"
import pg from "pg"
import { postgres } from "../../packages/dialect-postgres/dist/index.js"
import { floor } from "./floor.mjs"

const [way, connectionString] = process.argv.slice(2)
const pool = new pg.Pool({ connectionString, max: 1 })
let queries = 0
const db = new Kysely({ dialect: new PostgresDialect({ pool }), log: () => queries++ })

const ways = {
  async floor() {
    for (const query of floor) {
      await pool.query(query)
      queries++
    }
  },
  "this dialect": () => postgres().introspect(db, {}),
  Kysely: () => db.introspection.getTables({ withInternalKyselyTables: true }),
}

let milliseconds = Infinity
for (let round = 0; round < 4; round++) {
  queries = 0
  const started = performance.now()
  await ways[way]()
  milliseconds = Math.min(milliseconds, performance.now() - started)
}
// A Kysely that was never asked anything does not end its pool.
await (way === "floor" ? pool.end() : db.destroy())
const megabytes = process.resourceUsage().maxRSS / 1024
console.log(JSON.stringify({ milliseconds, megabytes, queries }))
