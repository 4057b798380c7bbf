import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"

import { isAludelError } from "@aludel/core"

/** A fresh folder with these files. */
export function project(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "aludel-config-")))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

/** What a person is told: code, message and hint, the folder's path taken out. */
export async function told(work: Promise<unknown>, folder: string): Promise<string> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!isAludelError(error)) throw error ?? new Error("nothing was thrown")
  return `[${error.code}] ${error.message}${error.hint === undefined ? "" : `\n${error.hint}`}`.replaceAll(
    folder,
    "FOLDER",
  )
}
