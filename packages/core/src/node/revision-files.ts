import { readdirSync, type Dirent } from "node:fs"
import { isAbsolute, join, relative, sep } from "node:path"
import { AludelError } from "../errors/error.ts"

/** A file that may hold a revision. */
export interface RevisionPath {
  readonly path: string
  /** As the person would write it. */
  readonly location: string
}

/** The files in these folders that may hold revisions, sorted, each once. */
export function revisionFiles(
  folders: readonly string[],
  { recursive, cwd }: { readonly recursive: boolean; readonly cwd: string },
): readonly RevisionPath[] {
  const files: RevisionPath[] = []
  const open = new Set(folders)
  for (const folder of open) {
    const entries = entriesOf(folder)
    const names = new Set(entries.map(({ name }) => name))
    const [before, shown] = [join(folder, "x"), display(join(folder, "x"), cwd)].map((path) =>
      path.slice(0, -1),
    )
    for (const entry of entries) {
      const { name } = entry
      if (entry.isDirectory()) {
        if (recursive && !name.startsWith(".") && name !== "node_modules") open.add(`${before}${name}`)
      } else if (mayBeRevision(name, names))
        files.push({ path: `${before}${name}`, location: `${shown}${name}` })
    }
  }
  return files.toSorted((a, b) => (a.path < b.path ? -1 : 1))
}

/** A path as the person would write it: relative to where they are if it lies below, else whole. */
export function display(path: string, cwd: string): string {
  const inside = relative(cwd, path)
  return inside === "" || inside.startsWith("..") || isAbsolute(inside) ? path : inside.split(sep).join("/")
}

function mayBeRevision(name: string, beside: ReadonlySet<string>): boolean {
  if (name.startsWith(".") || /\.d\.m?ts$/.test(name)) return false
  if (/\.m?ts$/.test(name)) return true
  return /\.m?js$/.test(name) && !beside.has(name.replace(/js$/, "ts"))
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException
    if (code === "ENOENT") return []
    throw new AludelError(
      "config/invalid",
      `the folder of revisions ${folder} can't be read (${code ?? String(cause)})`,
      {
        hint: "Look at `migrations` in the configuration.",
        cause,
      },
    )
  }
}
