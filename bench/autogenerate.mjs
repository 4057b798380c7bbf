// Generating a revision against PostgreSQL: the whole and its phases, against the bare bulk queries of the catalog, and beside drizzle-kit.
import { spawnSync } from "node:child_process"
import { readdirSync, rmSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { startPostgres } from "../packages/test-postgres/src/index.ts"
import { makeDatabase } from "./introspect/database.mjs"

const sizes = (process.env.ALUDEL_BENCH_SIZES ?? "100,1000,10000").split(",").map(Number)
const limit = 120_000
const aim = 2
const columns = [
  "floor",
  "import schema",
  "import revisions",
  "introspect",
  "diff",
  "print",
  "check",
  "generate",
  "proof",
]
const ratios = {}
const server = await startPostgres()
try {
  console.log(["tables", "changed", ...columns, "× floor", "MB"].map((cell) => cell.padStart(17)).join(""))
  for (const size of sizes) {
    const url = await makeDatabase(server.url, size)
    for (const percent of [0, 1]) row(size, percent, generate(url, percent))
    drizzle(size, url)
  }
} finally {
  await server.stop()
}
console.log(JSON.stringify({ bench: "autogenerate", ratios, aims: { "nothing changed 1000": aim } }))

function generate(url, percent) {
  const script = fileURLToPath(new URL("autogenerate/generate.mjs", import.meta.url))
  const done = spawnSync(process.execPath, [script, url, String(percent)], {
    encoding: "utf8",
    timeout: 5 * limit,
  })
  if (done.error?.code === "ETIMEDOUT") return { reason: "over the limit" }
  if (done.status !== 0) return { reason: done.stderr.trim().split("\n").slice(0, 12).join("\n") }
  return JSON.parse(done.stdout)
}

function row(size, percent, { phases, megabytes, reason }) {
  const start = [String(size), `${percent} %`]
  if (phases === undefined) return console.log([...start, reason].map((cell) => cell.padStart(17)).join(""))
  const ratio = Math.round((phases.generate / phases.floor) * 100) / 100
  ratios[`${percent === 0 ? "nothing" : "1 %"} changed ${size}`] = ratio
  const times = columns.map((name) => (phases[name] ?? 0).toFixed(0))
  const note = percent === 0 && size === 1000 && ratio > aim ? "  over its aim" : ""
  console.log(
    [...start, ...times, ratio.toFixed(2), megabytes.toFixed(0)].map((cell) => cell.padStart(17)).join("") +
      note,
  )
}

/**
 * Its nearest: `generate` compares a schema module with its own snapshot, no database; `push` with the database, and runs the
 * difference. The module is what `pull` writes.
 */
function drizzle(size, url) {
  const bin = fileURLToPath(new URL("node_modules/drizzle-kit/bin.cjs", import.meta.url))
  const cwd = fileURLToPath(new URL(".", import.meta.url))
  const out = "node_modules/.drizzle-autogenerate"
  rmSync(`${cwd}/${out}`, { recursive: true, force: true })
  const run = (...args) => {
    const started = performance.now()
    const place = args[0] === "push" ? [] : ["--out", out]
    const done = spawnSync(process.execPath, [bin, ...args, "--dialect", "postgresql", ...place], {
      cwd,
      encoding: "utf8",
      timeout: limit,
    })
    return {
      milliseconds: performance.now() - started,
      failed: done.error !== undefined || done.status !== 0,
    }
  }
  const pulled = run("pull", "--url", url)
  if (pulled.failed || !readdirSync(`${cwd}/${out}`).includes("schema.ts"))
    return console.log(`drizzle-kit pull (${size} tables): failed, or over ${limit / 1000} s`)
  const generated = run("generate", "--schema", `${out}/schema.ts`)
  const pushed = run("push", "--schema", `${out}/schema.ts`, "--url", url, "--force")
  const told = ({ failed, milliseconds }) =>
    failed ? `failed, or over ${limit / 1000} s` : `${milliseconds.toFixed(0)} ms`
  ratios[`drizzle-kit generate ${size} (ms)`] = generated.failed ? null : Math.round(generated.milliseconds)
  ratios[`drizzle-kit push ${size} (ms)`] = pushed.failed ? null : Math.round(pushed.milliseconds)
  console.log(
    `drizzle-kit (${size} tables): pull ${told(pulled)}; nothing changed: generate ${told(generated)}, push ${told(pushed)}`,
  )
}
