import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"

import { readDataFile } from "@aludel/config/node"

import type { Engine } from "./engine.ts"
import { pathsOf, type SourceFile } from "./source-files.ts"

/** Where a project has its database's URL. */
export interface FoundUrl {
  /** As the configuration writes it: a text, or a key path. */
  readonly written: string | { readonly file: string; readonly key: string }
  /** The file that says so. */
  readonly path: string
  /** What is there, in words. */
  readonly what: string
  /** What the URL says of the engine, where it stands there. */
  readonly engine?: Engine
}

/**
 * The URL as the project itself has it: an environment variable that its code reads, a key in a settings file of its own, a
 * file of SQLite that its code opens, or a variable of its `.env`. No secret is copied.
 */
export async function findUrl(folder: string, files: readonly SourceFile[]): Promise<FoundUrl | undefined> {
  return (
    first(files, variableRead) ?? (await keyOf(folder)) ?? first(files, sqliteFile) ?? variableWritten(folder)
  )
}

function first(
  files: readonly SourceFile[],
  find: (file: SourceFile) => FoundUrl | undefined,
): FoundUrl | undefined {
  return files.map(find).find((found) => found !== undefined)
}

function variableRead({ path, text }: SourceFile): FoundUrl | undefined {
  const names = [...text.matchAll(/\benv(?:\.(\w+)|\[["'](\w+)["']\])/g)].map(([, a, b]) => a ?? b ?? "")
  const name = names.find((each) => /URL|URI|DSN|CONNECTION/.test(each))
  return name === undefined ? undefined : variable(name, path)
}

function variable(name: string, path: string): FoundUrl {
  return { written: `\${${name}}`, path, what: `the URL in ${name}` }
}

function sqliteFile({ path, text }: SourceFile): FoundUrl | undefined {
  const name = /\bnew\s+\w+\(\s*["'`]([^"'`$]+\.(?:db|sqlite3?))["'`]/.exec(text)?.[1]
  return name === undefined
    ? undefined
    : { written: `sqlite:${name}`, path, what: `the SQLite file ${name}`, engine: "sqlite" }
}

function variableWritten(folder: string): FoundUrl | undefined {
  for (const path of [".env", ".env.local", ".env.example"]) {
    if (!existsSync(join(folder, path))) continue
    const text = readFileSync(join(folder, path), "utf8")
    const name = /^\s*(?:export\s+)?(\w*(?:DATABASE|POSTGRES|PG|DB|SQLITE)\w*(?:URL|URI|DSN))\s*=/m.exec(
      text,
    )?.[1]
    if (name !== undefined) return variable(name, path)
  }
  return undefined
}

async function keyOf(folder: string): Promise<FoundUrl | undefined> {
  const paths = ["", "config"]
    .flatMap((within) => pathsOf(folder, within))
    .filter((path) =>
      /(?:^|\/)(?:config|settings|app|appsettings|default|database)\.(?:ya?ml|json)$/.test(path),
    )
  for (const path of paths) {
    const found = urlIn(await dataOf(join(folder, path)), [])
    if (found !== undefined)
      return {
        written: { file: path, key: found.key },
        path,
        what: `the URL at ${found.key}`,
        engine: found.engine,
      }
  }
  return undefined
}

async function dataOf(path: string): Promise<unknown> {
  try {
    return await readDataFile(path)
  } catch {
    return undefined // somebody else's file, which may be a template or anything
  }
}

function urlIn(
  data: unknown,
  keys: readonly string[],
): { readonly key: string; readonly engine: Engine } | undefined {
  if (typeof data === "string") {
    const scheme = /^(?:(postgres)|(sqlite|file))\w*(?:\+\w+)?:/.exec(data)
    return scheme === null ? undefined : { key: keys.join("."), engine: scheme[1] ? "postgres" : "sqlite" }
  }
  if (typeof data !== "object" || data === null || Array.isArray(data)) return undefined
  return Object.entries(data)
    .map(([key, value]) => urlIn(value, [...keys, key]))
    .find((found) => found !== undefined)
}
