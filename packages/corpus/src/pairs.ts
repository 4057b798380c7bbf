import { globSync } from "node:fs"
import { dirname, join } from "node:path"

/** Two states of one database as dumps. */
export interface Pair {
  /** The folder that holds both. */
  readonly folder: string
  readonly old: string
  readonly new: string
}

/** The folders at or below a folder that hold `old.sql` and `new.sql`, sorted. */
export function pairsBelow(root: string): readonly Pair[] {
  const olds = new Set(globSync("**/old.sql", { cwd: root }).map((path) => dirname(path)))
  return globSync("**/new.sql", { cwd: root })
    .map((path) => dirname(path))
    .filter((folder) => olds.has(folder))
    .toSorted()
    .map((folder) => ({
      folder: join(root, folder),
      old: join(root, folder, "old.sql"),
      new: join(root, folder, "new.sql"),
    }))
}
