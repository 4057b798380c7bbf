// Reading a PostgreSQL schema: this dialect against the bare bulk queries of the catalog, and beside other readers.
import { spawnSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import { startPostgres } from "../packages/test-postgres/src/index.ts"
import { makeDatabase } from "./introspect/database.mjs"

const sizes = [1_000, 10_000]
const rounds = 5
const limit = 120_000
const aims = { floor: 1.5, growth: 12 }
const ratios = {}
const queries = {}
const server = await startPostgres()

try {
  const measured = []
  for (const size of sizes) measured.push(await measure(size))
  const [small, large] = measured.map((ways) => ways.get("this dialect")?.milliseconds)
  ratios.growth = rounded(large / small)
  console.log(
    `\nthis dialect, from ${sizes.join(" to ")} tables: ${ratios.growth} times (aim ${aims.growth})${over("growth")}`,
  )
} finally {
  await server.stop()
}
const all = Object.fromEntries(
  Object.keys(ratios).map((key) => [key, key.startsWith("floor") ? aims.floor : aims[key]]),
)
console.log(JSON.stringify({ bench: "introspect", ratios, aims: all, queries }))

/** Every way in a process of its own that reads several times, in turn; the fastest reading of the way, and the most memory. */
async function measure(size) {
  const url = await makeDatabase(server.url, size)
  const ways = ["floor", "this dialect", "Kysely", "pg_dump -s", "drizzle-kit pull"]
  const found = new Map()
  console.log(
    `\n${`${size} tables`.padEnd(24)}${["ms", "ratio", "aim", "MB", "queries"].map((cell) => cell.padStart(9)).join("")}`,
  )
  for (let round = 0; round < rounds; round++) {
    for (const way of ways) {
      // What takes minutes is told from one run.
      if (round > 0 && found.get(way)?.slow) continue
      const run = once(way, url)
      const before = found.get(way)
      const isBetter = before === undefined || run.milliseconds < before.milliseconds
      if (isBetter) found.set(way, { ...run, slow: run.reason !== undefined || run.milliseconds > 20_000 })
    }
  }
  for (const [way, run] of found) tell(way, run, found.get("floor").milliseconds, size)
  return found
}

function once(way, url) {
  if (way === "pg_dump -s") return command("pg_dump", ["--schema-only", "--file", "/dev/null", url])
  if (way === "drizzle-kit pull") return drizzle(url)
  const script = fileURLToPath(new URL("introspect/read.mjs", import.meta.url))
  const done = spawnSync(process.execPath, [script, way, url], { encoding: "utf8", timeout: limit })
  if (done.error?.code === "ETIMEDOUT") return { milliseconds: limit, reason: "over the limit" }
  if (done.status !== 0) throw new Error(`${way} ended with ${done.status}\n${done.stderr}`)
  return JSON.parse(done.stdout)
}

/** A program of its own, from its first to its last moment. */
function command(name, args, options = {}) {
  const started = performance.now()
  const done = spawnSync(name, args, { encoding: "utf8", timeout: limit, ...options })
  const milliseconds = performance.now() - started
  if (done.error?.code === "ENOENT") return { milliseconds: Infinity, reason: "not installed" }
  if (done.error?.code === "ETIMEDOUT") return { milliseconds, reason: "over the limit" }
  // pg_dump refuses servers that are newer than itself.
  if (done.status !== 0)
    return { milliseconds: Infinity, reason: (done.stderr || done.stdout).trim().split("\n")[0] }
  return { milliseconds }
}

function drizzle(url) {
  const bin = fileURLToPath(new URL("node_modules/drizzle-kit/bin.cjs", import.meta.url))
  const out = fileURLToPath(new URL("node_modules/.drizzle", import.meta.url))
  const args = [bin, "pull", "--dialect", "postgresql", "--url", url, "--out", out]
  return command(process.execPath, args, { cwd: fileURLToPath(new URL(".", import.meta.url)) })
}

function tell(way, run, floor, size) {
  const ratio = rounded(run.milliseconds / floor)
  const key = way === "this dialect" ? `floor ${size}` : `${way} ${size}`
  if (way !== "floor" && Number.isFinite(ratio)) ratios[key] = ratio
  if (run.queries !== undefined) queries[`${way} ${size}`] = run.queries
  const cells = Number.isFinite(run.milliseconds)
    ? [
        run.milliseconds.toFixed(0),
        ratio.toFixed(2),
        way === "this dialect" ? aims.floor : "",
        run.megabytes?.toFixed(0) ?? "",
        run.queries ?? "",
      ]
    : []
  const reason = run.reason === undefined ? "" : `  ${run.reason}`
  console.log(way.padEnd(24) + cells.map((cell) => String(cell).padStart(9)).join("") + over(key) + reason)
}

function over(key) {
  const aim = key.startsWith("floor") ? aims.floor : aims[key]
  return ratios[key] > aim ? "  over its aim" : ""
}

function rounded(value) {
  return Math.round(value * 100) / 100
}
