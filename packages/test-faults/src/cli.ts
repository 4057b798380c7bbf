// `pnpm test:faults [--share NUMBER] [NAME…]`: does every fault, prints a table and, in the last line, the same as JSON.
import { parseArgs } from "node:util"

import { startPostgres } from "@aludel/test-postgres"

import { allFaults } from "./faults.ts"
import { lazyPooler } from "./pooler.ts"
import { tally, type Tally } from "./tally.ts"

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { share: { type: "string", default: "1" } },
})
const share = Number(values.share)
const server = await startPostgres({ durable: true })
const pooler = lazyPooler(server.url)
const tallies: Tally[] = []
const columns = (cells: readonly string[]) =>
  `${cells[0]!.padEnd(44)}${cells
    .slice(1)
    .map((cell) => cell.padStart(10))
    .join("")}`
console.log(columns(["fault", "tried", "resumed", "lost", "seconds"]))
try {
  for (const faults of allFaults(server, pooler.started)) {
    if (positionals.length > 0 && !positionals.some((name) => faults.name.includes(name))) continue
    const absent = faults.missing?.()
    if (absent !== undefined) {
      console.log(`${faults.name}: skipped, ${absent}`)
      continue
    }
    const found = await tally(faults, share, ({ name, lost }, tried) => {
      if (lost !== undefined) console.error(`  ${faults.name}, ${name}: ${lost}`)
      else if (tried % 100 === 0) console.error(`  ${faults.name}: ${tried} tried`)
    })
    tallies.push(found)
    const { name, tried, resumed, lost, seconds } = found
    console.log(columns([name, String(tried), String(resumed), String(lost), seconds.toFixed(0)]))
  }
} finally {
  await pooler.stop()
  await server.stop()
}
const sum = (key: "tried" | "resumed" | "lost") =>
  tallies.reduce((total, { [key]: count }) => total + count, 0)
const faults = Object.fromEntries(
  tallies.map(({ name, tried, resumed, lost }) => [name, { tried, resumed, lost }]),
)
console.log(
  JSON.stringify({ tried: sum("tried"), resumed: sum("resumed"), lost: sum("lost"), share, faults }),
)
process.exitCode = sum("lost") === 0 ? 0 : 1
