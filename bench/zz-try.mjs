import pg from "pg"
import { readFileSync } from "node:fs"
const n = process.argv[2]
const url = new URL(readFileSync("/tmp/pg1w/url","utf8")); url.pathname = "/introspect_" + n
const client = new pg.Client({ connectionString: url.href }); await client.connect()
await client.query("begin; set local enable_nestloop=off; set local enable_mergejoin=off; set local work_mem='64MB'; set local join_collapse_limit=1; set local jit=off;" + (process.argv[4] ?? ""))
const qs = readFileSync(process.argv[3], "utf8").split(/^--\s*/m).filter(x => x.trim()).map(x => [x.slice(0, x.indexOf("\n")), x.slice(x.indexOf("\n"))])
const best = new Map()
for (let i = 0; i < 6; i++) for (const [name, q] of qs) {
  if (q.trim().startsWith("set")) { await client.query(q); continue }
  const { rows } = await client.query("explain (analyze, timing off, serialize text) " + q)
  const ms = Number(rows.at(-1)["QUERY PLAN"].match(/([\d.]+) ms/)[1])
  best.set(name, Math.min(ms, best.get(name) ?? 1e9))
}
for (const [k, v] of best) console.log(v.toFixed(1).padStart(8), k)
await client.end()
