import { readdirSync, readFileSync } from "node:fs"
import { posix, relative, sep } from "node:path"

/** How an import reaches its target: for types alone, when the file loads, or when the code gets there. */
export type ImportMode = "type" | "static" | "dynamic"

/** One import in a source file; `to` is a path like `from` where it is relative, else the name as written. */
export interface Import {
  readonly from: string
  readonly to: string
  readonly mode: ImportMode
}

/** Every import of the TypeScript files under `folder`, with paths relative to it, `/` between their parts. */
export function importsUnder(folder: string): readonly Import[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => relative(folder, `${entry.parentPath}/${entry.name}`).split(sep).join("/"))
    .toSorted()
    .flatMap((file) => importsIn(file, readFileSync(`${folder}/${file}`, "utf8")))
}

// Enough of the language to know what is code: an `import` in a comment, a template or a string is none.
const strings = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/
const templates = /`(?:[^`\\]|\\[^])*`/
const comments = /\/\/[^\n]*|\/\*[^]*?\*\//
const regexes = /(?<=[=(,:!&|?[{};\n]\s*)\/(?![*/])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\//
const tokens = new RegExp(
  [strings, templates, comments, regexes].map((part) => `(${part.source})`).join("|"),
  "g",
)
const statement =
  /(?:^|[;\n])\s*(?:import|export)\s+(type\s+(?![,]|from\b))?(?:[^"';]*?\bfrom\s*)?["']([^"']+)["']/g
const call = /\bimport\(\s*["']([^"']+)["']/g

/** The imports and re-exports that the text of one file holds. */
export function importsIn(file: string, text: string): readonly Import[] {
  const code = text.replaceAll(tokens, (token: string, string?: string) =>
    string === undefined ? " " : token,
  )
  const resolve = (name: string): string =>
    name.startsWith(".") ? posix.join(posix.dirname(file), name) : name
  return [
    ...[...code.matchAll(statement)].map(([, type, name = ""]) =>
      edge(type === undefined ? "static" : "type", name),
    ),
    ...[...code.matchAll(call)].map(([, name = ""]) => edge("dynamic", name)),
  ]

  function edge(mode: ImportMode, name: string): Import {
    return { from: file, to: resolve(name), mode }
  }
}
