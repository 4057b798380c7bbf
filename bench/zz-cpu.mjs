// CPU of backend and client per round, floor vs dialect, per query
import { Kysely, PostgresDialect } from "kysely"
import pg from "pg"
import { readFileSync } from "node:fs"
import { postgres } from "../packages/dialect-postgres/dist/index.js"
import { floor } from "./introspect/floor.mjs"
const n = process.argv[2], rounds = Number(process.argv[3] ?? 10)
const url = new URL(readFileSync("/tmp/pg1w/url","utf8")); url.pathname = "/introspect_" + n
const pool = new pg.Pool({ connectionString: url.href, max: 1 })
const db = new Kysely({ dialect: new PostgresDialect({ pool }) })
const pid = (await pool.query("select pg_backend_pid() p")).rows[0].p
const sched = () => Number(readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ")[0]) / 1e6
const d = postgres()
async function cpu(f) { let bs = 1e9, bc = 1e9, bt=1e9; for (let i = 0; i < rounds; i++) { const s = sched(), c = process.cpuUsage(), t = performance.now(); await f(); const cc = process.cpuUsage(c); bs = Math.min(bs, sched() - s); bc = Math.min(bc, (cc.user + cc.system) / 1000); bt = Math.min(bt, performance.now()-t) } return `server ${bs.toFixed(1)} client ${bc.toFixed(1)} wall ${bt.toFixed(1)}` }
console.log("floor  ", await cpu(async () => { for (const q of floor) await pool.query(q) }))
console.log("dialect", await cpu(() => d.introspect(db, {})))
if (process.argv[4]) {
  for (const q of floor) console.log(await cpu(() => pool.query(q)), q.slice(0, 30))
  const qs = readFileSync("/tmp/pg1w/all.sql", "utf8").split(/^--\s*/m).filter(x => x.trim()).map(x => [x.slice(0, x.indexOf("\n")), x.slice(x.indexOf("\n"))]).filter(([n]) => !n.startsWith("floor"))
  await pool.query("set max_parallel_workers_per_gather=0; set enable_nestloop=off; set enable_mergejoin=off; set work_mem='64MB'; set join_collapse_limit=1; set jit=off")
  for (const [name, q] of qs) console.log(await cpu(() => pool.query(q)), name)
}
await db.destroy()
