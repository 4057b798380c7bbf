// interleaved: floor vs dialect in one process; per-part timing
import { Kysely, PostgresDialect } from "kysely"
import pg from "pg"
import { postgres } from "../packages/dialect-postgres/dist/index.js"
import { floor } from "./introspect/floor.mjs"
const n = process.argv[2], rounds = Number(process.argv[3] ?? 10)
const url = new URL((await import("node:fs")).readFileSync("/tmp/pg1w/url","utf8")); url.pathname = "/introspect_" + n
const pool = new pg.Pool({ connectionString: url.href, max: 1 })
const log = []
const db = new Kysely({ dialect: new PostgresDialect({ pool }), log: (e) => log.push([e.queryDurationMillis, e.query.sql.slice(0,90).replaceAll(/\s+/g, " ")]) })
const d = postgres()
let bf = 1e9, bd = 1e9
for (let i = 0; i < rounds; i++) {
  let t = performance.now(); for (const q of floor) await pool.query(q); const f = performance.now() - t
  log.length = 0
  t = performance.now(); await d.introspect(db, {}); const x = performance.now() - t
  if (x < bd) { bd = x; var best = [...log] }
  bf = Math.min(bf, f)
}
console.log("floor", bf.toFixed(1), "dialect", bd.toFixed(1), "ratio", (bd / bf).toFixed(3))
if (process.argv[4]) { for (const [ms, s] of best) console.log(ms.toFixed(1), s); for (const q of floor) { let b = 1e9; for (let i=0;i<5;i++){const t = performance.now(); await pool.query(q); b = Math.min(b, performance.now()-t)}; console.log("floor q", b.toFixed(1), q.slice(0,60)) } }
await db.destroy()
