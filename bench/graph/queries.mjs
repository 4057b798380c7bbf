// What the queries take in a history of this shape and size: the fastest of several runs, the least disturbed one.
import {
  downgradeSteps,
  range,
  resolve,
  revisionGraph,
  upgradeSteps,
} from "../../packages/core/dist/revisions/index.js"
import { shapes } from "./shapes.mjs"

const [, , shape, size] = process.argv
const headers = shapes[shape](Number(size))
const graph = revisionGraph(headers)
const everything = new Set(graph.ids)
const nothing = new Set()
const other = new Uint8Array(2 ** 26)

const queries = {
  load: () => revisionGraph(headers),
  heads: () => resolve(graph, "heads"),
  upgrade: () => upgradeSteps(graph, nothing, "heads"),
  downgrade: () => downgradeSteps(graph, everything, "base"),
  history: () => range(graph, ":"),
}

const times = Object.fromEntries(Object.entries(queries).map(([name, query]) => [name, fastest(query)]))
console.log(JSON.stringify(times))

/** After a few runs, as the engine compiles what is used often. */
function fastest(query) {
  for (let run = 0; run < 5; run++) query()
  return Math.min(...Array.from({ length: 15 }, () => measured(query)))
}

// A command asks each question once. Asked again and again, a short history would be answered out of the processor's
// caches, which a long one doesn't fit into, and what is compared would be the caches.
function measured(query) {
  other.fill(other[0] + 1)
  const [started, before] = [performance.now(), process.threadCpuUsage()]
  query()
  const passed = performance.now() - started
  const { user, system } = process.threadCpuUsage(before)
  // What takes long is interrupted by what else the machine does; what takes no time is below the clock of the thread.
  return passed < 20 ? passed : (user + system) / 1_000
}
