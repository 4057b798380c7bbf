// `pnpm release:dry-run` does all that a release does, in a clone of what is committed, and publishes nothing: the versions and
// changelogs that the changesets ask for, a build, and `pnpm publish --dry-run` of each package. The clone goes away.
import { spawnSync } from "node:child_process"
import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

const clone = mkdtempSync(join(tmpdir(), "aludel-release-"))
const env = { ...process.env, CI: "1", TURBO_TELEMETRY_DISABLED: "1" }

try {
  run(process.cwd(), "git", "clone", "--quiet", "--no-hardlinks", process.cwd(), clone)
  run(clone, "pnpm", "install", "--frozen-lockfile", "--prefer-offline", "--silent")
  run(clone, "pnpm", "run", "release:version")
  run(clone, "pnpm", "exec", "turbo", "run", "build", "--output-logs=errors-only")
  run(clone, "pnpm", "--recursive", "publish", "--dry-run", "--no-git-checks")
  const packages = globSync("packages/*/package.json", { cwd: clone })
    .map((path) => JSON.parse(readFileSync(join(clone, path), "utf8")))
    .filter((manifest) => manifest.private !== true)
    .map(({ name, version }) => `${name}@${version}`)
  const versions = new Set(packages.map((each) => each.slice(each.lastIndexOf("@"))))
  if (versions.size !== 1) throw new Error(`packages are released under one version: ${packages.join(", ")}`)
  console.log(`would be published: ${packages.toSorted().join(", ")}`)
} finally {
  rmSync(clone, { recursive: true, force: true })
}

function run(cwd, command, ...args) {
  const shell = process.platform === "win32"
  const done = spawnSync(command, args, { cwd, env, stdio: "inherit", shell })
  if (done.status !== 0)
    throw new Error(`${command} ${args.join(" ")} ended with ${done.status ?? done.error?.message}`)
}
