// The graph of revisions: reading headers against importing the files, and how its queries grow with the history.
import { spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { writeRevisions } from "./graph/files.mjs"

const count = 10_000
const rounds = 3
const sizes = [1_000, 10_000, 100_000]
const ratios = {}
const aims = {}

compareReading()
for (const shape of ["line", "branches", "random"]) compareSizes(shape)
console.log(JSON.stringify({ bench: "graph", ratios, aims }))

/** Each in a process of its own, in turn, from its first to its last moment; the fastest. */
function compareReading() {
  const folder = makeProject()
  try {
    const runs = { headers: [], import: [] }
    for (let round = 0; round < rounds; round++) {
      for (const [way, done] of Object.entries(runs)) done.push(measured(`graph/${way}.mjs`, folder))
    }
    const [ours, theirs] = [runs.headers, runs.import].map((all) => ({
      milliseconds: Math.min(...all.map((one) => one.milliseconds)),
      megabytes: Math.min(...all.map((one) => one.megabytes)),
    }))
    row(`${count} revision files`, ["headers", "import", "ratio", "aim"])
    const time = ratio("headers time", ours.milliseconds / theirs.milliseconds, 1 / 20)
    row("milliseconds", [ours.milliseconds.toFixed(0), theirs.milliseconds.toFixed(0), ...time])
    const memory = ratio("headers memory", ours.megabytes / theirs.megabytes, 1 / 4)
    row("megabytes, resident", [ours.megabytes.toFixed(0), theirs.megabytes.toFixed(0), ...memory])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What each query takes at each size, and how much longer it takes for ten times the revisions. */
function compareSizes(shape) {
  const [small, middle, large] = sizes.map((size) => measured("graph/queries.mjs", shape, size))
  console.log()
  row(`${shape}, ms`, [...sizes, "growth", "growth", "aim"])
  for (const query of Object.keys(small)) {
    const times = [small, middle, large].map((all) => all[query])
    const first = ratio(`${shape} ${query} 10000`, times[1] / times[0], 15)
    const second = ratio(`${shape} ${query} 100000`, times[2] / times[1], 15)
    row(query, [...times.map((time) => time.toFixed(time < 10 ? 3 : 1)), first[0], ...second])
  }
  const slowest = Math.max(...Object.values(large)) / 1000
  row("slowest, seconds", ["", "", "", "", ...ratio(`${shape} seconds`, slowest, 1)])
}

function ratio(key, value, aim) {
  ratios[key] = Math.round(value * 1000) / 1000
  aims[key] = aim
  return [value.toFixed(3), aim.toFixed(2), ...(value > aim ? ["over its aim"] : [])]
}

function row(name, cells) {
  console.log(name.padEnd(24) + cells.map((cell) => `  ${String(cell).padStart(9)}`).join(""))
}

function measured(script, ...args) {
  const file = fileURLToPath(new URL(script, import.meta.url))
  const done = spawnSync(process.execPath, [file, ...args.map(String)], { encoding: "utf8" })
  if (done.status !== 0)
    throw new Error(`${script} ${args.join(" ")} ended with ${done.status}\n${done.stderr}`)
  return JSON.parse(done.stdout)
}

/** A folder with the revisions, where they can be imported. */
function makeProject() {
  const folder = mkdtempSync(join(tmpdir(), "aludel-bench-"))
  mkdirSync(join(folder, "node_modules/@aludel"), { recursive: true })
  symlinkSync(
    fileURLToPath(new URL("../packages/core", import.meta.url)),
    join(folder, "node_modules/@aludel/core"),
    "junction",
  )
  mkdirSync(join(folder, "migrations"))
  writeRevisions(join(folder, "migrations"), count)
  return folder
}
