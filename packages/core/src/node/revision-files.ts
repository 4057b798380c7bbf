import { readdirSync, type Dirent } from "node:fs"
import { isAbsolute, join, relative, sep } from "node:path"
import { AludelError } from "../errors/error.ts"

/** The files in these folders that may hold revisions, sorted, each once. */
export function revisionFiles(folders: readonly string[], recursive: boolean): readonly string[] {
  const files = new Set<string>()
  const open = [...new Set(folders)]
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    const entries = entriesOf(folder)
    const names = new Set(entries.map(({ name }) => name))
    for (const entry of entries) {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) {
        if (recursive && !entry.name.startsWith(".") && entry.name !== "node_modules") open.push(path)
      } else if (mayBeRevision(entry.name, names)) files.add(path)
    }
  }
  return [...files].toSorted()
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
