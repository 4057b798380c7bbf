import { existsSync, mkdirSync, writeFileSync } from "node:fs"
import { dirname, relative, resolve } from "node:path"

import { AludelError, type Pulled } from "@aludel/core"

/**
 * Writes the files of a declaration; a path that ends like a file takes the one that there is.
 *
 * @returns the paths that were written, relative to `cwd`
 * @throws AludelError `schema/exists` where a file is there and `force` is not set, before anything is written
 */
export function writePulled(
  cwd: string,
  out: string,
  files: Pulled["files"],
  { force = false }: { readonly force?: boolean | undefined },
): readonly string[] {
  const [only] = files
  const isFile = files.length === 1 && /\.[cm]?[jt]s$/.test(out)
  const paths = isFile ? [resolve(cwd, out)] : files.map(({ name }) => resolve(cwd, out, name))
  const shown = paths.map((path) => relative(cwd, path) || path)
  const there = shown.filter((_, index) => existsSync(paths[index]!))
  if (there.length > 0 && !force) {
    throw new AludelError("schema/exists", `There is ${list(there)} already. Nothing was written.`, {
      hint: "Name another place with --out, or add --force to write over it.",
    })
  }
  for (const [index, path] of paths.entries()) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, (isFile ? only : files[index])!.text)
  }
  return shown
}

/** The language that a path asks for; else that of the configuration's revisions. */
export function languageOf(out: string | undefined, configured: "ts" | "js" | undefined): "ts" | "js" {
  const ending = /\.[cm]?([jt]s)$/.exec(out ?? "")?.[1]
  return ending === undefined ? (configured ?? "ts") : ending === "js" ? "js" : "ts"
}

function list(paths: readonly string[]): string {
  return paths.length > 3 ? `${paths.slice(0, 3).join(", ")} and ${paths.length - 3} more` : paths.join(", ")
}
