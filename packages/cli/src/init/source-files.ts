import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

/** A file of a project, with its path relative to the project's folder. */
export interface SourceFile {
  readonly path: string
  readonly text: string
}

const passedOver = new Set(["node_modules", "dist", "build", "out", "coverage", "vendor"])

/** Where kysely-codegen writes to unless it is told otherwise. */
const generated = "node_modules/kysely-codegen/dist/db.d.ts"

/** The TypeScript and JavaScript of a project, without what is installed, built or hidden. */
export function sourceFiles(folder: string): readonly SourceFile[] {
  const paths = [
    ...pathsIn(folder, "").filter((path) => /\.[cm]?[jt]s$/.test(path)),
    ...pathsOf(folder, ".config").filter((path) => path.includes("kysely.config.")),
    ...(existsSync(join(folder, generated)) ? [generated] : []),
  ]
  return paths.map((path) => ({ path, text: readFileSync(join(folder, path), "utf8") }))
}

/** The files of a folder of a project, by their paths; none where it is not there. */
export function pathsOf(folder: string, within: string): readonly string[] {
  if (!existsSync(join(folder, within))) return []
  return readdirSync(join(folder, within), { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => (within === "" ? name : `${within}/${name}`))
    .toSorted()
}

function pathsIn(folder: string, within: string): readonly string[] {
  const below = readdirSync(join(folder, within), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith(".") && !passedOver.has(entry.name))
    .map(({ name }) => (within === "" ? name : `${within}/${name}`))
    .toSorted()
  return [...pathsOf(folder, within), ...below.flatMap((path) => pathsIn(folder, path))]
}
