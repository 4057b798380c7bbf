// Builds and tests every package, then prints the time of each suite and one line of totals over all of them.
import { spawnSync } from "node:child_process"
import { existsSync, globSync, readFileSync, rmSync } from "node:fs"
import { availableParallelism } from "node:os"
import { basename, dirname } from "node:path"

const results = () => globSync("{packages,apps,examples}/*/.test-totals.json").toSorted()
for (const file of results()) rmSync(file)

// A package that fails does not hide what the others say; more suites at once than cores only make each other late.
const options = ["--continue", `--concurrency=${Math.max(2, availableParallelism())}`]
const turbo = spawnSync("turbo", ["run", "build", "test", ...options, ...process.argv.slice(2)], {
  stdio: "inherit",
  // What types commands types the built one: it is there, and starts in half the time.
  env: { ...process.env, ALUDEL_COMMAND: "built" },
  shell: process.platform === "win32",
})

const sum = { passed: 0, failed: 0, skipped: 0 }
console.log("\nsuite                 seconds   passed   failed  skipped")
for (const file of results()) {
  const totals = JSON.parse(readFileSync(file, "utf8"))
  for (const name of Object.keys(sum)) sum[name] += totals[name]
  const cells = [(totals.milliseconds / 1000).toFixed(1), totals.passed, totals.failed, totals.skipped]
  console.log(basename(dirname(file)).padEnd(20) + cells.map((cell) => String(cell).padStart(9)).join(""))
}
for (const folder of globSync("{packages,apps,examples}/*/test").toSorted()) {
  if (existsSync(`${dirname(folder)}/.test-totals.json`)) continue
  console.log(`${basename(dirname(folder)).padEnd(20)} gave no result`)
}
if (turbo.status !== 0 && sum.failed === 0) sum.failed = 1 // a build, or what a suite needs before its first test
if (turbo.error) console.error(`turbo: ${turbo.error.message}`)
console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`)
process.exit(turbo.status ?? 1)
