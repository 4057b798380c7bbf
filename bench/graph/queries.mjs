// What the queries take in a history of this shape and size: the fastest of many runs, which is the least disturbed one.
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

const queries = {
  load: () => revisionGraph(headers),
  heads: () => resolve(graph, "heads"),
  upgrade: () => upgradeSteps(graph, nothing, "heads"),
  downgrade: () => downgradeSteps(graph, everything, "base"),
  history: () => range(graph, ":"),
}

const times = Object.fromEntries(Object.entries(queries).map(([name, query]) => [name, fastest(query)]))
console.log(JSON.stringify(times))

function fastest(query) {
  let least = Infinity
  const until = performance.now() + 1_000
  for (let run = 0; run < 7 || (run < 200 && performance.now() < until); run++) {
    least = Math.min(least, perRun(query))
  }
  return least
}

/** What takes no time to speak of is measured many times over. */
function perRun(query) {
  const started = worked()
  let count = 0
  do {
    query()
    count++
  } while (worked() - started < 2)
  return (worked() - started) / count
}

/** The milliseconds that this thread has worked: what else the machine does counts for nothing. */
function worked() {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}
