import { globSync, readFileSync } from "node:fs"
import { join } from "node:path"

import { parseAst } from "rolldown/parseAst"

import { root } from "./page.ts"

/** The fixed parts of a line that the sources can print; anything may stand between two of them. */
type Pattern = readonly string[]

/** Gives a test whether a line, without its code and indentation, is one that the sources of the packages can print. */
export function printable(): (line: string) => boolean {
  const patterns = globSync("packages/*/src/**/*.ts", { cwd: root })
    .flatMap((path) => texts(parseAst(readFileSync(join(root, path), "utf8"), { lang: "ts" })))
    .flatMap(lines)
    .filter((pattern) => fixed(pattern) >= 8)
  return (line) => patterns.some((pattern) => fixed(pattern) >= line.length * 0.3 && matches(pattern, line))
}

function fixed(pattern: Pattern): number {
  return pattern.join("").trim().length
}

function matches(pattern: Pattern, line: string): boolean {
  const [first = "", ...rest] = pattern
  if (!line.startsWith(first.trimStart())) return false
  let at = first.trimStart().length
  for (const part of rest) {
    const found = line.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return at === line.length || (rest.length > 0 && rest.at(-1) === "") || line.endsWith(pattern.at(-1) ?? "")
}

/** The texts of a syntax tree: those in quotes, and those with places to fill in. */
function texts(node: unknown): readonly Pattern[] {
  if (Array.isArray(node)) return node.flatMap(texts)
  if (typeof node !== "object" || node === null) return []
  const { type, value, quasis } = node as { type?: string; value?: unknown; quasis?: readonly Quasi[] }
  const below = Object.values(node).flatMap(texts)
  if (type === "Literal" && typeof value === "string") return [[value], ...below]
  if (type === "TemplateLiteral") return [(quasis ?? []).map(({ value }) => value.cooked), ...below]
  return below
}

interface Quasi {
  readonly value: { readonly cooked: string }
}

/** A text of several lines is several. */
function lines(text: Pattern): readonly Pattern[] {
  const found: string[][] = [[]]
  for (const part of text) {
    const [first = "", ...rest] = part.split("\n")
    found.at(-1)?.push(first)
    for (const line of rest) found.push([line])
  }
  return found
}
