import { existsSync, mkdirSync, writeFileSync } from "node:fs"
import { dirname, join, normalize } from "node:path"

import { configsIn, resolveFrom } from "@aludel/config/node"
import { AludelError } from "@aludel/core"

import { readme } from "./readme.ts"
import { type Template } from "./template.ts"

/** What was written, what was there already and left as it was, and what has to be installed. */
export interface WrittenProject {
  readonly written: readonly string[]
  readonly kept: readonly string[]
  readonly install: readonly string[]
}

/**
 * Writes the files of a new project. Nothing that exists is written over.
 *
 * @throws AludelError `config/exists` where there is a configuration, before anything is written
 */
export function writeProject(folder: string, migrations: string, template: Template): WrittenProject {
  const [existing] = configsIn(folder)
  if (existing !== undefined) {
    throw new AludelError(
      "config/exists",
      `There is a configuration already: ${existing}. Nothing was written.`,
      {
        hint: "Edit it, or delete it and type `aludel init` again.",
      },
    )
  }
  const engine = engineOf(folder)
  const files = {
    [template.config]: template.configText({ migrations, url: engine.url }),
    [template.schema]: template.schemaText(),
    [normalize(join(migrations, "README.md"))]: readme,
  }
  const paths = Object.keys(files)
  const kept = paths.filter((path) => existsSync(join(folder, path)))
  const written = paths.filter((path) => !kept.includes(path))
  for (const path of written) writeNew(join(folder, path), files[path] ?? "")
  return { written, kept, install: engine.packages.filter((name) => !isInstalled(folder, name)) }
}

interface Engine {
  readonly url: string
  readonly packages: readonly string[]
}

/** PostgreSQL where only its dialect is installed, else SQLite, which needs no server. */
function engineOf(folder: string): Engine {
  const ours = ["@aludel/core", "@aludel/config"]
  return isInstalled(folder, "@aludel/dialect-postgres") && !isInstalled(folder, "@aludel/dialect-sqlite")
    ? { url: "postgres://localhost/app", packages: [...ours, "@aludel/dialect-postgres", "pg"] }
    : { url: "sqlite:app.db", packages: [...ours, "@aludel/dialect-sqlite", "better-sqlite3"] }
}

function isInstalled(folder: string, name: string): boolean {
  return resolveFrom(folder, name) !== undefined
}

function writeNew(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text, { flag: "wx" })
}
