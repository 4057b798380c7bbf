import { fileURLToPath } from "node:url"
import { describe, expect, it, test } from "vitest"
import { type Import, importsIn, importsUnder } from "../../../tools/imports.ts"

// ARCHITECTURE.md has the picture: a folder imports only from itself and from the folders above it in this list.
const order = [
  "errors",
  "sql",
  "schema",
  "operations",
  "revisions",
  "dialect",
  "diff",
  "codegen",
  "execution",
  "scratch",
  "history",
  "runner",
  "generate",
  "migrator",
  "node",
  "testing",
]

// The rest of `generate` is loaded when a revision is generated; what it asks, a person's code may handle at any time.
const questions = "generate/questions.ts"
// Methods of the migrator that need the generator, and are imported when they are called.
const apart = ["migrator/create.ts", "migrator/diff.ts"]

const imports = importsUnder(fileURLToPath(new URL("../src", import.meta.url)))

test("a folder of core imports only from folders above it", () => {
  expect(imports.flatMap(objections)).toEqual([])
})

test.each(["index.ts", "dialect/index.ts", "revisions/index.ts"])(
  "loading %s loads neither Kysely nor a disk nor the generator",
  (entry) => {
    const loaded = closure(entry)
    expect(loaded.filter((file) => !file.endsWith(".ts") || later(file))).toEqual([])
  },
)

describe("the rule itself", () => {
  const cases = [
    { file: "diff/diff.ts", text: `import { model } from "../schema/model.ts"`, says: [] },
    { file: "diff/diff.ts", text: `import { byName } from "./by-name.ts"`, says: [] },
    {
      file: "schema/model.ts",
      text: `import { diff } from "../diff/diff.ts"`,
      says: ["schema/model.ts goes up to diff/diff.ts"],
    },
    {
      file: "schema/model.ts",
      text: `import type { Diff } from "../diff/diff.ts"`,
      says: ["schema/model.ts goes up to diff/diff.ts"],
    },
    {
      file: "schema/model.ts",
      text: `export { diff } from "../diff/diff.ts"`,
      says: ["schema/model.ts goes up to diff/diff.ts"],
    },
    {
      file: "schema/model.ts",
      text: `await import("../diff/diff.ts")`,
      says: ["schema/model.ts goes up to diff/diff.ts"],
    },
    {
      file: "schema/model.ts",
      text: `import { t } from "../index.ts"`,
      says: ["schema/model.ts goes up to index.ts"],
    },
    { file: "index.ts", text: `export { createMigrator } from "./migrator/migrator.ts"`, says: [] },
    {
      file: "index.ts",
      text: `export { generate } from "./generate/generate.ts"`,
      says: ["index.ts must import generate/generate.ts when it is asked for"],
    },
    {
      file: "migrator/migrator.ts",
      text: `import { generate } from "../generate/generate.ts"`,
      says: ["migrator/migrator.ts must import generate/generate.ts when it is asked for"],
    },
    {
      file: "migrator/migrator.ts",
      text: `import type { Question } from "../generate/questions.ts"`,
      says: [],
    },
    { file: "migrator/migrator.ts", text: `await import("../generate/generate.ts")`, says: [] },
    {
      file: "nouns/noun.ts",
      text: `import "../errors/error.ts"`,
      says: ["nouns is in no place of the order"],
    },
    { file: "sql/sql.ts", text: `import type { Kysely } from "kysely"`, says: [] },
    {
      file: "sql/sql.ts",
      text: `import { type Kysely } from "kysely"`,
      says: ["sql/sql.ts must not load kysely"],
    },
    { file: "sql/sql.ts", text: `await import("kysely")`, says: ["sql/sql.ts must not load kysely"] },
    { file: "dialect/generic.ts", text: `await import("kysely")`, says: [] },
    {
      file: "dialect/generic.ts",
      text: `import { sql } from "kysely"`,
      says: ["dialect/generic.ts must not load kysely"],
    },
    { file: "execution/execute.ts", text: `import { sql } from "kysely"`, says: [] },
    {
      file: "runner/run.ts",
      text: `import { hostname } from "node:os"`,
      says: ["runner/run.ts must not know node:os"],
    },
    { file: "node/folder.ts", text: `import { readFileSync } from "node:fs"`, says: [] },
    { file: "node/folder.ts", text: `import pg from "pg"`, says: ["node/folder.ts must not know pg"] },
    {
      file: "sql/sql.ts",
      text: `// import "pg"\n/* import "pg" */ const text = \`\nimport pg from "pg"\n\``,
      says: [],
    },
    {
      file: "sql/sql.ts",
      text: `const quote = /["'\`]/\nimport pg from "pg"`,
      says: ["sql/sql.ts must not know pg"],
    },
  ]
  it.each(cases)("$file: $text", ({ file, text, says }) => {
    expect(importsIn(file, text).flatMap(objections)).toEqual(says)
  })
})

function objections({ from, to, mode }: Import): readonly string[] {
  if (to.endsWith(".ts")) return amongFolders(from, to, mode)
  if (to === "kysely") return mayLoadKysely(from, mode) ? [] : [`${from} must not load kysely`]
  if (to.startsWith("node:") && folderOf(from) === "node") return []
  return [`${from} must not know ${to}`]
}

function amongFolders(from: string, to: string, mode: Import["mode"]): readonly string[] {
  const [low, high] = [folderOf(from), folderOf(to)]
  const stranger = [low, high].find((folder) => folder !== undefined && !order.includes(folder))
  if (stranger !== undefined) return [`${stranger} is in no place of the order`]
  if (later(to) && !later(from) && (low === undefined || low === "migrator") && mode === "static") {
    return [`${from} must import ${to} when it is asked for`]
  }
  return place(high) <= place(low) ? [] : [`${from} goes up to ${to}`]
}

function later(file: string): boolean {
  return (file.startsWith("generate/") && file !== questions) || apart.includes(file)
}

function mayLoadKysely(from: string, mode: Import["mode"]): boolean {
  if (mode === "type") return true
  return place(folderOf(from)) >= order.indexOf(mode === "dynamic" ? "dialect" : "execution")
}

/** The folder of a file of core; none for `index.ts`, which stands below them all. */
function folderOf(file: string): string | undefined {
  return file.includes("/") ? file.split("/")[0] : undefined
}

function place(folder: string | undefined): number {
  return folder === undefined ? order.length : order.indexOf(folder)
}

/** All that is loaded with a file: what it imports for more than types, and so on down. */
function closure(entry: string): readonly string[] {
  const loaded = new Set([entry])
  for (const file of loaded) {
    for (const { from, to, mode } of imports) if (from === file && mode === "static") loaded.add(to)
  }
  return [...loaded]
}
