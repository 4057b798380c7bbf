import { Kysely, PostgresDialect, CompiledQuery } from "kysely"
import pg from "pg"
import { floor } from "./introspect/floor.mjs"
import { columnsQuery } from "../packages/dialect-postgres/src/reading/columns.ts"
import { constraintsQuery } from "../packages/dialect-postgres/src/reading/constraints.ts"
import { indexesQuery } from "../packages/dialect-postgres/src/reading/indexes.ts"
import { objectsQuery } from "../packages/dialect-postgres/src/reading/objects.ts"
import { relationsQuery } from "../packages/dialect-postgres/src/reading/relations.ts"
import { settlePlace } from "../packages/dialect-postgres/src/reading/place.ts"
const n = process.argv[2]
const url = new URL((await import("node:fs")).readFileSync("/tmp/pg1w/url","utf8")); url.pathname = "/introspect_" + n
const pool = new pg.Pool({ connectionString: url.href, max: 1 })
const db = new Kysely({ dialect: new PostgresDialect({ pool }) })
await db.transaction().execute(async (tx) => {
  const place = await settlePlace(tx, undefined, [])
  const source = { version: place.version, schemas: place.namespaces.map(x => x.oid).join(", "), viewColumns: false }
  const qs = { relations: relationsQuery, objects: objectsQuery, columns: columnsQuery, constraints: constraintsQuery, indexes: indexesQuery }
  for (const [name, q] of Object.entries(qs)) {
    let best
    for (let i = 0; i < 4; i++) {
      const { rows } = await tx.executeQuery(CompiledQuery.raw("explain (analyze, timing off, costs off" + (process.argv[4] ? ", verbose" : "") + ") " + q(source)))
      const text = rows.map(r => r["QUERY PLAN"])
      const ms = Number(text.at(-1).match(/([\d.]+) ms/)[1])
      if (!best || ms < best.ms) best = { ms, text }
    }
    console.log(name, best.ms); if (process.argv[3] === name || process.argv[3] === "all") console.log(best.text.join("\n"))
  }
  for (const q of floor) {
    let best = 1e9
    for (let i = 0; i < 4; i++) { const { rows } = await tx.executeQuery(CompiledQuery.raw("explain (analyze, timing off) " + q)); best = Math.min(best, Number(rows.at(-1)["QUERY PLAN"].match(/([\d.]+) ms/)[1])) }
    console.log("floor", best, q.slice(0, 40))
  }
})
await db.destroy()
