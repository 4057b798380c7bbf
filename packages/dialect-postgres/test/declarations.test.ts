import { spawnSync } from "node:child_process"
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

import { afterAll, expect, it } from "vitest"

const here = fileURLToPath(new URL("..", import.meta.url))
const core = join(here, "..", "core")
// Outside the workspace, as pnpm lays packages out: what is not a direct dependency can't be named (TS2742, TS2883).
const place = realpathSync(mkdtempSync(join(tmpdir(), "aludel-postgres-declarations-")))
mkdirSync(join(place, "node_modules", "@aludel"), { recursive: true })
symlinkSync(here, join(place, "node_modules", "@aludel", "dialect-postgres"), "junction")

afterAll(() => rmSync(place, { recursive: true }))

writeFileSync(join(place, "package.json"), '{ "type": "module" }')
writeFileSync(
  join(place, "schema.ts"),
  `import { compositeType, defineSchema, domain, extension, materializedView, namespace, partition, rangeType, sequence,
  sql, storedFunction, t, table, tableOptions, trigger, typesFor, view, type InferDatabase } from "@aludel/dialect-postgres"

export const mood = t.enum("mood", ["good"])
export const percent = domain("percent", t.smallint())
export const address = compositeType("address", { street: t.text() })
export const prices = rangeType("prices", { subtype: t.numeric() })
export const own = typesFor({ bigint: "number" })
export const visits = table("visits", {
  id: own.bigint().identity({ start: 5 }),
  moods: t.array(mood()),
  amounts: t.array(t.numeric()),
  share: percent(),
  span: t.interval(),
  at: t.point().nullable(),
  place: address(),
  price: prices(),
}, (c) => [tableOptions({ partitionBy: { strategy: "list", keys: [c.id] } })])
export const first = partition(visits, "first", sql\`default\`)
export const list = view("list", { id: t.integer() }, sql\`select 1 as id\`)
export const totals = materializedView("totals", { n: t.bigint() }, sql\`select 1 as n\`)
export const numbers = sequence("numbers")
export const touch = storedFunction("touch", [], sql\`()\`)
export const touched = trigger("touched", visits, "before insert", sql\`\`)
export const schema = defineSchema({ mood, percent, visits, first, list, totals, numbers, touch, touched,
  citext: extension("citext"), billing: namespace("billing") })
export interface Database extends InferDatabase<typeof schema> {}
`,
)
writeFileSync(
  join(place, "tsconfig.json"),
  JSON.stringify({
    compilerOptions: {
      target: "es2024",
      lib: ["es2024"],
      skipLibCheck: true,
      module: "nodenext",
      strict: true,
      exactOptionalPropertyTypes: true,
      declaration: true,
      emitDeclarationOnly: true,
      allowImportingTsExtensions: true,
      customConditions: ["@aludel/source"],
      types: [],
      outDir: "dist",
      rootDir: ".",
    },
    files: ["schema.ts"],
  }),
)

it.each(["typescript", "typescript59"])(
  "%s declares what an app that knows only the dialect declares",
  (compiler) => {
    const tsc = join(core, "node_modules", compiler, "bin", "tsc")
    const { stdout } = spawnSync(process.execPath, [tsc, "-p", place], { encoding: "utf8" })
    expect(stdout).toBe("")
    const declared = readFileSync(join(place, "dist", "schema.d.ts"), "utf8")
    // The order of a union's members is the compiler's own affair.
    const lines = declared.match(/^ {4}\w+: [^|\n]*;$/gm)?.map((line) => line.trim())
    expect(lines).toEqual([
      'id: import("@aludel/dialect-postgres").Column<number, never, never>;',
      'share: import("@aludel/dialect-postgres").Unparsed<number, number, number>;',
      'place: import("@aludel/dialect-postgres").Unparsed<string>;',
      'price: import("@aludel/dialect-postgres").Unparsed<string>;',
      'id: import("@aludel/dialect-postgres").Column<number, never, never>;',
      'share: import("@aludel/dialect-postgres").Unparsed<number, number, number>;',
      'place: import("@aludel/dialect-postgres").Unparsed<string>;',
      'price: import("@aludel/dialect-postgres").Unparsed<string>;',
      'id: import("@aludel/dialect-postgres").Column<number, number, number>;',
      'mood: import("@aludel/dialect-postgres").PostgresEnum<"good">;',
      'percent: import("@aludel/dialect-postgres").Domain<number, number, number>;',
      'numbers: import("@aludel/dialect-postgres").AnyObject;',
      'touch: import("@aludel/dialect-postgres").AnyObject;',
      'touched: import("@aludel/dialect-postgres").AnyObject;',
      'citext: import("@aludel/dialect-postgres").AnyObject;',
      'billing: import("@aludel/dialect-postgres").AnyNamespace;',
    ])
  },
  120_000,
)
