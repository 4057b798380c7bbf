import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

import { onTestFinished } from "vitest"

/** A person's project in a folder of its own, with what `npm install` would have put there. */
export interface Project {
  readonly folder: string
  read(path: string): string
  write(path: string, text: string): void
  edit(path: string, change: (text: string) => string): void
}

/** Makes a project, which is removed when the test ends. */
export function createProject(): Project {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "aludel-story-")))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const modules = join(folder, "node_modules")
  mkdirSync(modules)
  for (const name of ["@aludel", "@types", "better-sqlite3", "kysely", "pg"]) {
    const installed = fileURLToPath(new URL(`../../node_modules/${name}`, import.meta.url))
    symlinkSync(realpathSync(installed), join(modules, name), "junction")
  }
  const read = (path: string) => readFileSync(join(folder, path), "utf8")
  const write = (path: string, text: string) => writeFileSync(join(folder, path), text)
  write("package.json", `{ "name": "story", "private": true, "type": "module" }\n`)
  return { folder, read, write, edit: (path, change) => write(path, change(read(path))) }
}
