// `pnpm bench NAME` runs bench/NAME.mjs on freshly built packages; bench/ has an install of its own.
import { spawnSync } from "node:child_process"
import { globSync } from "node:fs"

const names = globSync("bench/*.mjs")
  .map((file) => file.slice("bench/".length, -".mjs".length))
  .filter((name) => !["measure", "report"].includes(name))
  .toSorted()
const [name] = process.argv.slice(2)
if (!names.includes(name)) {
  console.error(`usage: pnpm bench NAME, where NAME is one of: ${names.join(", ")}`)
  process.exit(2)
}

// Only the measurement itself speaks on stdout.
run("pnpm", ["--dir", "bench", "install", "--frozen-lockfile", "--silent"], ["ignore", 2, 2])
run("turbo", ["run", "build", "--output-logs=errors-only"], ["ignore", 2, 2])
run(process.execPath, [`bench/${name}.mjs`], ["ignore", 1, 2])

function run(command, args, stdio) {
  const shell = process.platform === "win32" && command !== process.execPath
  const done = spawnSync(command, args, { stdio, shell })
  if (done.error) console.error(`${command}: ${done.error.message}`)
  if (done.status !== 0) process.exit(done.status ?? 1)
}
