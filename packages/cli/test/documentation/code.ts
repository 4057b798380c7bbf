import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

import type { Block, Page } from "./page.ts"

// What a block may leave out, since the page has said it already. Each on one line, so that lines shift by one.
const preludes: Readonly<Record<string, string>> = {
  none: "",
  db: `import { Kysely } from "kysely"; interface Tables { hotels: { id: number, code: string } } declare const db: Kysely<Tables>;`,
  migrator: `import type { Migrator } from "@aludel/core"; declare const migrator: Migrator;`,
  schema: `import { check, defineSchema, foreignKey, index, primaryKey, sql, t, table, unique } from "@aludel/core";`,
  hotels: `const hotels = table("hotels", { id: t.integer().identity().primaryKey(), code: t.text().unique() });`,
  options: `import { createMigrator, type MigratorOptions } from "@aludel/core"; declare const options: MigratorOptions;`,
}

/** A block as a file that the compiler takes. */
export interface CodeFile {
  readonly page: Page
  readonly block: Block
  /** Where it was written. */
  readonly path: string
  /** How many lines stand before the block's own first. */
  readonly before: number
  /** Whether it is a revision or a schema, which are evaluated too. */
  readonly runs: boolean
}

/** The blocks of TypeScript of all pages, written as files that can be compiled and run. */
export interface CodeFolder {
  readonly folder: string
  readonly files: readonly CodeFile[]
  remove(): void
}

/** Writes the blocks to a folder from which the packages of the workspace are found. */
export function writeCode(pages: readonly Page[]): CodeFolder {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "aludel-documentation-")))
  symlinkSync(fileURLToPath(new URL("../../node_modules", import.meta.url)), join(folder, "node_modules"))
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }')
  const files = pages.flatMap((page) =>
    page.blocks
      .filter(({ language, marks }) => language === "ts" && !marks["unchecked"] && !marks["from"])
      .map((block) => writeBlock(folder, page, block)),
  )
  return { folder, files, remove: () => rmSync(folder, { recursive: true, force: true }) }
}

function writeBlock(folder: string, page: Page, block: Block): CodeFile {
  const { text, before } = wrapped(block)
  const [, said] = /^\/\/ ([\w./-]+\.ts)$/m.exec(block.text.split("\n")[0] ?? "") ?? []
  const name = block.marks["file"] ?? said ?? `block-${block.line}.ts`
  const place = join(folder, page.path.replaceAll(/[/.]/g, "_"))
  // A file that the page shows again, changed, is another file.
  const path = join(existsSync(join(place, name)) ? join(place, `line-${block.line}`) : place, name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `${text}\n`)
  return { page, block, path, before, runs: /(?:default|=) define(?:Revision|Schema)\(/.test(text) }
}

function wrapped({ text, marks }: Block): { readonly text: string; readonly before: number } {
  if (marks["in"] !== undefined) return inRevision(text, marks["in"])
  if (marks["prelude"] === undefined) return { text, before: 0 }
  const lines = marks["prelude"].split(" ").map((name) => {
    const prelude = preludes[name]
    if (prelude === undefined) throw new Error(`there is no prelude ${name}`)
    return prelude
  })
  return { text: [lines.join(" "), text, "export {}"].join("\n"), before: 1 }
}

function inRevision(text: string, direction: string): { readonly text: string; readonly before: number } {
  const imports = [
    ...new Set(text.match(/\b(?:check|foreignKey|index|primaryKey|sql|t|unique)\b(?=[.(`])/g) ?? []),
  ].filter((name) => new RegExp(`(?<!op\\.)\\b${name}[.(\`]`).test(text))
  const head = `import { ${["defineRevision", ...imports].join(", ")} } from "@aludel/core"; export default defineRevision({ id: "b2", parents: ["a1"], message: "", ${direction}(op) {`
  const rest = direction === "upgrade" ? "" : "upgrade() {},"
  return { text: `${head}\n${text}\n}, ${rest} })`, before: 1 }
}
