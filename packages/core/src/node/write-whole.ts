import { existsSync, linkSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { basename, dirname, join } from "node:path"
import { AludelError } from "../errors/error.ts"

/**
 * Writes a new file whole or not at all, and its folder if it is missing.
 *
 * @throws AludelError `revision/exists` where there is a file of this name: none is ever overwritten
 */
export function writeWhole(path: string, text: string, location: string): void {
  mkdirSync(dirname(path), { recursive: true })
  const temporary = join(dirname(path), `.${basename(path)}.${globalThis.crypto.randomUUID()}.tmp`)
  try {
    writeFileSync(temporary, text, { flag: "wx" })
    place(temporary, path, location)
  } finally {
    rmSync(temporary, { force: true })
  }
}

function place(temporary: string, path: string, location: string): void {
  try {
    // A link refuses an existing name, a renaming replaces it.
    linkSync(temporary, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST" || existsSync(path)) {
      throw new AludelError("revision/exists", `the file ${location} is there already`, {
        hint: "Move it away, or take another message or id.",
      })
    }
    renameSync(temporary, path)
  }
}
