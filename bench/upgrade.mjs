// Upgrading on PostgreSQL: with nothing to do, which is what most runs find, and 500 migrations at once; beside other tools
// and the bare driver. `pnpm bench upgrade 5000` measures the others with 5,000 migrations too.
import { spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { startPostgres } from "../packages/test-postgres/src/index.ts"
import { freshDatabase, withClient } from "./upgrade/database.mjs"
import { makeProject } from "./upgrade/projects.mjs"
import { tools } from "./upgrade/tools.mjs"

const sizes = [10, 500, 5_000]
const firstRun = 500
const rounds = { nothing: Number(process.env.BENCH_ROUNDS ?? 7), first: 3 }
const aims = { "first run command": 1.3, "nothing seconds": 0.2 }
const everything = process.argv.includes("5000")
const only = process.argv.slice(2).find((each) => !/^\d+$/.test(each))
const chosen = tools.filter(({ name, floor }) => only === undefined || floor || name.includes(only))
const root = mkdtempSync(join(tmpdir(), "aludel-bench-"))
const cpu = fileURLToPath(new URL("cpu.cjs", import.meta.url))
const server = await startPostgres()
const ratios = {}
const seconds = {}

try {
  await measureFirstRun()
  for (const size of sizes) await measureNothing(size)
  console.log(JSON.stringify({ bench: "upgrade", ratios, seconds, aims }))
} finally {
  await server.stop()
  rmSync(root, { recursive: true, force: true })
}

/** Each tool in turn on a fresh database, and that once more per round; the median of the time that passes. */
async function measureFirstRun() {
  const runs = new Map(chosen.map((tool) => [tool, []]))
  const projects = new Map(chosen.map((tool) => [tool, makeProject(root, tool, firstRun)]))
  for (let round = 0; round < rounds.first; round++)
    for (const [tool, all] of runs) {
      const url = await freshDatabase(server.url)
      all.push(once(tool, projects.get(tool), url))
      await expectTables(tool, url, firstRun)
    }
  heading(`first run of ${firstRun}`, ["ms", "ratio", "aim", "CPU s"])
  const floor = median(runs.get(tools[0]).map(({ milliseconds }) => milliseconds))
  for (const [tool, all] of runs) {
    const milliseconds = median(all.map((run) => run.milliseconds))
    const ratio = rounded(milliseconds / floor)
    const key = `first run ${tool.key}`
    if (tool.key !== undefined) ratios[key] = ratio
    tell(
      tool,
      [milliseconds.toFixed(0), ratio.toFixed(2), aims[key]?.toFixed(2) ?? "", cpuOf(all).toFixed(2)],
      ratio > aims[key],
    )
  }
}

/** What a run costs that finds nothing to do: the CPU of its process. */
async function measureNothing(size) {
  const runs = new Map()
  for (const tool of chosen) {
    if (size > firstRun && !everything && tool.key !== undefined && !tool.name.startsWith("aludel")) continue
    const project = makeProject(root, tool, size)
    const url = await freshDatabase(server.url)
    once(tool, project, url)
    runs.set(tool, { project, url, all: [] })
  }
  for (let round = 0; round < rounds.nothing; round++)
    for (const [tool, { project, url, all }] of runs) all.push(once(tool, project, url))
  heading(`nothing to do, of ${size}`, ["ms", "CPU s", "aim"])
  for (const [tool, { all }] of runs) {
    const spent = cpuOf(all)
    if (tool.key !== undefined) seconds[`${size} ${tool.key}`] = spent
    const hasAim = size === 500 && tool.key === "command"
    const milliseconds = median(all.map((run) => run.milliseconds))
    tell(
      tool,
      [milliseconds.toFixed(0), spent.toFixed(2), hasAim ? aims["nothing seconds"].toFixed(2) : ""],
      hasAim && spent > aims["nothing seconds"],
    )
  }
}

function once(tool, cwd, url) {
  const file = join(root, "cpu")
  const env = { ...process.env, DATABASE_URL: url, BENCH_CPU_FILE: file, NO_COLOR: "1", CI: "1" }
  const started = performance.now()
  const done = spawnSync(process.execPath, ["--require", cpu, ...tool.args], { cwd, env, encoding: "utf8" })
  const milliseconds = performance.now() - started
  if (done.status !== 0)
    throw new Error(`${tool.name} ended with ${done.status}\n${done.stdout}${done.stderr}`)
  return { milliseconds, cpu: Number(readFileSync(file, "utf8")) / 1000 }
}

async function expectTables(tool, url, count) {
  const { rows } = await withClient(url, (client) =>
    client.query("select count(*)::int as count from pg_tables where tablename ~ '^t[0-9]+$'"),
  )
  if (rows[0].count !== count) throw new Error(`${tool.name} made ${rows[0].count} of ${count} tables`)
}

function cpuOf(all) {
  return rounded(median(all.map(({ cpu: spent }) => spent)))
}

function median(all) {
  return all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]
}

function rounded(number) {
  return Math.round(number * 100) / 100
}

function heading(title, cells) {
  console.log(`\n${title.padEnd(26)}${cells.map((cell) => cell.padStart(9)).join("")}`)
}

function tell({ name }, cells, isOver) {
  console.log(
    `${name.padEnd(26)}${cells.map((cell) => cell.padStart(9)).join("")}${isOver ? "  over its aim" : ""}`,
  )
}
