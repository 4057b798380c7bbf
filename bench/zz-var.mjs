import pg from "pg"
import { readFileSync } from "node:fs"
const n = process.argv[2], rounds = Number(process.argv[4] ?? 6)
const url = new URL(readFileSync("/tmp/pg1w/url","utf8")); url.pathname = "/introspect_" + n
const client = new pg.Client({ connectionString: url.href }); await client.connect()
await client.query("set enable_nestloop=off; set enable_mergejoin=off; set work_mem='64MB'; set join_collapse_limit=1; set jit=off; set max_parallel_workers_per_gather=0")
const pid = (await client.query("select pg_backend_pid() p")).rows[0].p
const sched = () => Number(readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ")[0]) / 1e6
const qs = readFileSync(process.argv[3], "utf8").split(/^--\s*/m).filter(x => x.trim()).map(x => [x.slice(0, x.indexOf("\n")), x.slice(x.indexOf("\n"))])
const best = new Map()
for (let i = 0; i < rounds; i++) for (const [name, q] of qs) {
  const s = sched(); await client.query(q); best.set(name, Math.min(best.get(name) ?? 1e9, sched() - s))
}
for (const [k, v] of best) console.log(v.toFixed(1).padStart(8), k)
await client.end()
