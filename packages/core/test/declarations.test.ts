import { spawnSync } from "node:child_process"
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

import { afterAll, beforeAll, expect, it } from "vitest"

const core = fileURLToPath(new URL("..", import.meta.url))
// Outside the workspace, as pnpm lays packages out: what is not a direct dependency can't be named (TS2742, TS2883).
const place = realpathSync(mkdtempSync(join(tmpdir(), "aludel-declarations-")))
const compilerOptions = {
  target: "es2024",
  lib: ["es2024"],
  skipLibCheck: true,
  module: "nodenext",
  strict: true,
  exactOptionalPropertyTypes: true,
  verbatimModuleSyntax: true,
  declaration: true,
  types: [],
  rootDir: "src",
  outDir: "dist",
  rewriteRelativeImportExtensions: true,
}

beforeAll(() => {
  makePackage("core", ["kysely"], {
    exports: {
      "schema/t": "t",
      "schema/column": "column, type Column",
      "schema/table": "table, type Table",
      "schema/constraints": "check, foreignKey, index, primaryKey, unique",
      "schema/define-schema": "defineSchema, type DeclaredSchema",
      "schema/enum-type": "type EnumType",
      "schema/infer": "type InferDatabase",
      "sql/sql": "sql",
    },
  })
  compile("typescript", "core")
  makePackage("dialect", ["core", "kysely"], {
    source: `import { column, t as portable, type Column } from "core"
export { check, defineSchema, foreignKey, index, primaryKey, sql, table, unique } from "core"
export type { Column, DeclaredSchema, EnumType, InferDatabase, Table } from "core"
export const t = { ...portable, jsonb: <T = unknown>(): Column<T, string, string> => column<T, string, string>("jsonb") }
`,
  })
  makePackage("app", ["dialect", "kysely"], {})
  for (const name of ["hotels", "guests", "schema"]) {
    const text = readFileSync(join(core, "test", "types", `${name}.ts`), "utf8")
    const source = text.replaceAll(/"\.\.\/\.\.\/src\/[\w/-]+\.ts"/g, '"dialect"')
    writeFileSync(join(place, "app", "src", `${name}.ts`), source)
  }
}, 60_000)

afterAll(() => rmSync(place, { recursive: true }))

it.each(["typescript", "typescript59"])(
  "%s declares a dialect and an app that knows only the dialect",
  { timeout: 60_000 },
  (compiler) => {
    expect(compile(compiler, "dialect")).toBe("")
    expect(compile(compiler, "app")).toBe("")
    expect(readFileSync(join(place, "app", "dist", "guests.d.ts"), "utf8"))
      .toBe(`export declare const guests: import("dialect").Table<"guests", {
    id: import("dialect").Column<number, never, never>;
    name: import("dialect").Column<string, string, string>;
    favourite_id: import("dialect").Column<number | null, number | null | undefined, number | null>;
}>;
`)
  },
)

interface Contents {
  /** The names that the entry exports, by the file of core that has them. */
  readonly exports?: Readonly<Record<string, string>>
  /** The text of the entry. */
  readonly source?: string
}

function makePackage(name: string, dependencies: readonly string[], { exports, source }: Contents): void {
  const folder = join(place, name)
  mkdirSync(join(folder, "src"), { recursive: true })
  mkdirSync(join(folder, "node_modules"))
  const types = { types: "./dist/index.d.ts", default: "./dist/index.js" }
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ name, version: "1.0.0", type: "module", exports: types }),
  )
  for (const dependency of dependencies) {
    const target =
      dependency === "kysely"
        ? dirname(dirname(fileURLToPath(import.meta.resolve("kysely"))))
        : join(place, dependency)
    symlinkSync(target, join(folder, "node_modules", dependency), "junction")
  }
  if (source !== undefined) writeFileSync(join(folder, "src", "index.ts"), source)
  if (exports === undefined) return
  for (const part of ["errors", "sql", "schema"])
    cpSync(join(core, "src", part), join(folder, "src", part), { recursive: true })
  const lines = Object.entries(exports).map(([file, names]) => `export { ${names} } from "./${file}.ts"\n`)
  writeFileSync(join(folder, "src", "index.ts"), lines.join(""))
}

function compile(compiler: string, name: string): string {
  const folder = join(place, name)
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["src"] }))
  const tsc = join(core, "node_modules", compiler, "bin", "tsc")
  return spawnSync(process.execPath, [tsc, "-p", folder], { encoding: "utf8" }).stdout
}
