import { globSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

/** The root of the workspace. */
export const root = fileURLToPath(new URL("../../../../", import.meta.url))

/** A page of the documentation. */
export interface Page {
  /** Relative to the root: `docs/guide/which-schema.md`. */
  readonly path: string
  readonly text: string
  readonly blocks: readonly Block[]
}

/** A fenced block of code. */
export interface Block {
  readonly language: string
  readonly text: string
  /** The line of the page that its text begins on, from 1. */
  readonly line: number
  /** What the comments right above it say: `<!-- file: schema.ts -->` is `{ file: "schema.ts" }`. */
  readonly marks: Readonly<Record<string, string>>
}

// The tutorial and the decisions have tests of their own, or nothing to run.
const elsewhere = /^docs\/(?:decisions\/|tutorial\.md$)/

/** The pages whose code is tested here: the README, what lies in `docs`, the READMEs of packages. */
export function pages(): readonly Page[] {
  const docs = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`)
    .filter((path) => !elsewhere.test(path))
  const packages = readdirSync(join(root, "packages"))
    .map((name) => `packages/${name}/README.md`)
    .filter((path) => isFile(path))
  return ["README.md", ...docs, ...packages].toSorted().map(page)
}

/** All that is written for people: these, and those whose code is tested elsewhere or not at all. */
export function allPages(): readonly Page[] {
  const folders = ["*.md", "bench/*.md", "docs/**/*.md", "{apps,examples,packages}/*/*.md"]
  return globSync(folders, { cwd: root })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => !/\/(?:CHANGELOG|api)\.md$/.test(path))
    .toSorted()
    .map(page)
}

/** One page, by its path from the root. */
export function page(path: string): Page {
  const text = readFileSync(join(root, path), "utf8")
  return { path, text, blocks: blocks(text) }
}

/** Whether its text is what commands print, which are typed to find out. */
export function isPlayed({ language, marks }: Block): boolean {
  return language === "console" || marks["output"] !== undefined
}

function isFile(path: string): boolean {
  try {
    return readFileSync(join(root, path)).length >= 0
  } catch {
    return false
  }
}

function blocks(text: string): readonly Block[] {
  const found: Block[] = []
  const lines = text.split("\n")
  let marks: Record<string, string> = {}
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? ""
    const [, key, value] = /^<!-- ([a-z]+): (.*) -->$/.exec(line) ?? []
    const [, language] = /^```(.*)$/.exec(line) ?? []
    if (key !== undefined) marks[key] = value ?? ""
    else if (language !== undefined) {
      const end = lines.indexOf("```", at + 1)
      found.push({ language, text: lines.slice(at + 1, end).join("\n"), line: at + 2, marks })
      at = end
      marks = {}
    } else if (line !== "") marks = {}
  }
  return found
}

/** The page's text with the text of some blocks replaced. */
export function withBlocks({ text }: Page, changes: ReadonlyMap<Block, string>): string {
  const lines: (string | undefined)[] = text.split("\n")
  for (const [block, changed] of changes) {
    const end = lines.indexOf("```", block.line - 1)
    lines.fill(undefined, block.line - 1, end)
    lines[end] = `${changed}\n\`\`\``
  }
  return lines.filter((line) => line !== undefined).join("\n")
}
