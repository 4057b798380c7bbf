// `pnpm site` builds docs/ as a site, into site/.vitepress/dist; site/ has an install of its own.
import { spawnSync } from "node:child_process"

for (const args of [
  ["install", "--frozen-lockfile", "--silent"],
  ["run", "build", ...process.argv.slice(2)],
]) {
  const done = spawnSync("pnpm", ["--dir", "site", ...args], {
    stdio: "inherit",
    shell: process.platform === "win32",
  })
  if (done.error) console.error(`pnpm: ${done.error.message}`)
  if (done.status !== 0) process.exit(done.status ?? 1)
}
