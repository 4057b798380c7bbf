import { spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { pathToFileURL } from "node:url"

import * as fc from "fast-check"
import { afterAll, expect, it } from "vitest"

import { printRevision } from "../../src/codegen/revision.ts"
import { diff } from "../../src/diff/diff.ts"
import type { Operation } from "../../src/operations/definition.ts"
import type { AddColumn, AddConstraint, CreateIndex, CreateTable } from "../../src/operations/operation.ts"
import { record } from "../../src/operations/recorder.ts"
import { resolveAll, reverseAll } from "../../src/operations/reverse.ts"
import type { Operations } from "../../src/operations/registry.ts"
import type { Revision } from "../../src/revisions/revision.ts"
import { inlineParts } from "../../src/operations/inline.ts"
import { catalog } from "../../src/schema/catalog.ts"
import { isConstraint, isTablePart, type Schema, type SchemaNode } from "../../src/schema/model.ts"
import type { TableNode } from "../../src/schema/nodes/tables.ts"
import { sql } from "../../src/sql/sql.ts"
import { schemas } from "../diff/schemas.ts"
import { base, samples } from "../operations/samples.ts"
import { wholeTable } from "../schema/nodes.ts"

// Inside the package, so that `@aludel/core` is found as in a project.
const cache = join(import.meta.dirname, "../../node_modules/.cache")
mkdirSync(cache, { recursive: true })
const folder = mkdtempSync(join(cache, "printed-"))
afterAll(() => rmSync(folder, { recursive: true }))

const header = {
  id: "535b70e85b64",
  parents: [],
  message: "initial schema",
  created: "2026-11-18T14:49:44Z",
  branchLabels: [],
  dependsOn: [],
}
const empty: Schema = { nodes: [] }
let files = 0

/** Writes the file and imports it. */
async function evaluated(text: string, ending = "ts"): Promise<Revision> {
  const path = join(folder, `revision-${(files += 1)}.${ending}`)
  writeFileSync(path, text)
  return ((await import(pathToFileURL(path).href)) as { default: Revision }).default
}

const withData = (op: Operations) => {
  base(op)
  for (const sample of samples) sample(op)
  op.sql(
    sql`update ${sql.id("billing", "x")} set a = ${"`${it}`\\"}, b = ${[1n, new Date(0)]}, c = '\${x}' -- \r`,
  )
  op.sql("create view x as select 1", { effect: [] })
  op.sql("create table y (id integer)", {
    effect: (inner) => (inner.createSchema("y"), inner.dropSchema("y")),
  })
  op.bulkInsert("hotels", [
    {
      code: `it's "quoted"\n\u2028`,
      __print: null,
      "~print": 5,
      list: [{ a: 1 }, { b: -0.5 }],
      bytes: Uint8Array.of(1, 2),
      n: 12345678901234567890n,
    },
  ])
}

it("evaluates to the operations it was printed from, of every kind", async () => {
  const upgrade = record(withData)
  const { text } = printRevision({ header, upgrade, downgrade: [] })
  expect(record((await evaluated(text)).upgrade)).toEqual(upgrade)
})

it("evaluates to what any two schemas differ in, both ways", async () => {
  const law = fc.asyncProperty(schemas, schemas, async (from, to) => {
    const upgrade = diff(from, to)
    const downgrade = reverseAll(upgrade) as readonly Operation[]
    const revision = await evaluated(printRevision({ header, upgrade, downgrade }).text)
    expect(resolveAll(record(revision.upgrade), catalog(from))).toEqual(upgrade)
    expect(resolveAll(record(revision.downgrade!), catalog(to))).toEqual(downgrade)
  })
  await fc.assert(law, { numRuns: 40 })
})

it("evaluates to tables, columns, constraints and indexes with every attribute", async () => {
  const tables = fc.tuple(wholeTable("hotels"), wholeTable('odd "table', "billing"))
  const law = fc.asyncProperty(tables, async (made) => {
    const upgrade = made.flatMap(operationsOn)
    const { text } = printRevision({ header, upgrade, downgrade: [] })
    expect(record((await evaluated(text)).upgrade)).toEqual(upgrade)
  })
  await fc.assert(law, { numRuns: 100 })
}, 60_000)

/** All that brings the parts of a table into a schema: with it, and one by one. */
function operationsOn(nodes: readonly SchemaNode[]): readonly Operation[] {
  const { schema, name } = nodes[0] as TableNode
  const place = schema === undefined ? {} : { schema }
  const on = { ...place, table: name }
  const whole: CreateTable = { kind: "createTable", ...place, name, nodes }
  return [whole, ...nodes.flatMap(added)]

  function added(node: SchemaNode): AddColumn | AddConstraint | CreateIndex | readonly [] {
    if (isConstraint(node)) return { kind: "addConstraint", ...on, name: node.name, constraint: node }
    if (node.kind === "index") return { kind: "createIndex", ...on, name: node.name, index: node }
    if (node.kind !== "column") return []
    const parts = inlineParts(node, nodes.filter(isTablePart))
    return { kind: "addColumn", ...on, name: node.name, nodes: [node, ...parts] }
  }
}

it("type-checks strictly, as TypeScript and as JavaScript", () => {
  const operations = [
    ...record((op) => {
      withData(op)
      op.run(async (db) => db.selectFrom("hotels").execute())
    }),
    ...fc.sample(wholeTable("hotels"), { numRuns: 6, seed: 7 }).flatMap(operationsOn),
  ]
  for (const language of ["ts", "js"] as const) {
    writeFileSync(
      join(folder, `strict.${language}`),
      printRevision({ header, upgrade: operations, downgrade: operations, language }).text,
    )
  }
  writeFileSync(join(folder, "wrong.ts"), 'export const x: number = "text"')
  const options = {
    strict: true,
    noEmit: true,
    allowJs: true,
    module: "nodenext",
    target: "es2024",
    types: [],
    skipLibCheck: true,
    customConditions: ["@aludel/source"],
    allowImportingTsExtensions: true,
  }
  writeFileSync(
    join(folder, "tsconfig.json"),
    JSON.stringify({ compilerOptions: options, files: ["strict.ts", "strict.js", "wrong.ts"] }),
  )
  const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc")
  const { stdout, stderr } = spawnSync(process.execPath, [tsc, "-p", folder], { encoding: "utf8" })
  expect(stderr).toBe("")
  // The compiler was at work: it found what is wrong on purpose.
  expect(stdout.match(/(strict|wrong)\.[tj]s\(.*/g)).toEqual([
    "wrong.ts(1,14): error TS2322: Type 'string' is not assignable to type 'number'.",
  ])
}, 60_000)

it("is laid out as the formatter would", () => {
  const changed = fc.sample(fc.tuple(schemas, schemas), { numRuns: 20, seed: 11 }).map(([from, to]) => {
    const upgrade = diff(from, to)
    return { upgrade, downgrade: reverseAll(upgrade) as readonly Operation[] }
  })
  const tables = fc.sample(wholeTable("hotels"), { numRuns: 12, seed: 7 }).map((nodes) => {
    const upgrade = operationsOn(nodes)
    return { upgrade, downgrade: [] }
  })
  const all = [{ upgrade: record(withData), downgrade: [] }, ...changed, ...tables]
  // Below `node_modules` the formatter sees nothing.
  const outside = mkdtempSync(join(tmpdir(), "printed-"))
  writeFileSync(join(outside, ".oxfmtrc.json"), JSON.stringify({ semi: false, printWidth: 110 }))
  for (const [index, body] of all.entries())
    writeFileSync(join(outside, `revision-${index}.ts`), printRevision({ header, ...body }).text)
  writeFileSync(join(outside, "wrong.ts"), "export const  x = 1\n")
  const oxfmt = join(dirname(createRequire(import.meta.url).resolve("oxfmt/package.json")), "bin/oxfmt")
  const { stdout } = spawnSync(process.execPath, [oxfmt, "--list-different", "**/*.ts"], {
    encoding: "utf8",
    cwd: outside,
  })
  // The formatter was at work: it would change what is laid out otherwise on purpose.
  expect(stdout.trim().split("\n")).toEqual(["wrong.ts"])
  rmSync(outside, { recursive: true })
}, 60_000)

it("reads as a person would have written it", () => {
  const upgrade = diff(empty, resolvedSchema(base))
  const downgrade = reverseAll(upgrade) as readonly Operation[]
  const { text, summary } = printRevision({
    header: { ...header, message: `"first"`, branchLabels: ["billing"] },
    upgrade,
    downgrade,
    notes: ["Not managed: guests"],
  })
  expect(summary).toEqual([
    "+ schema billing",
    "+ enum conversion_kind: booking, request",
    "+ table hotels",
    "+ table billing.invoices",
    "+ trigger tr_hotels on hotels",
    "+ view billing.bills",
  ])
  expect(text).toMatchInlineSnapshot(`
    "import { check, defineRevision, index, sql, t } from "@aludel/core"

    // + schema billing
    // + enum conversion_kind: booking, request
    // + table hotels
    // + table billing.invoices
    // + trigger tr_hotels on hotels
    // + view billing.bills
    // Not managed: guests
    export default defineRevision({
      id: "535b70e85b64",
      parents: [],
      message: '"first"',
      created: "2026-11-18T14:49:44Z",
      branchLabels: ["billing"],
      upgrade(op) {
        op.createSchema("billing")
        op.createEnum("conversion_kind", ["booking", "request"], { comment: "what it was" })
        op.createTable("hotels", {
          id: t.integer().identity().primaryKey("pk_hotels"),
          code: t.text().unique("uq_hotels_code"),
          stars: t.integer().nullable().default(3),
        })
        op.createTable(
          "billing.invoices",
          {
            id: t.integer().primaryKey("pk_invoices"),
            hotel_id: t.integer().references("hotels.id", { name: "fk_invoices_hotel", onDelete: "cascade" }),
            kind: t.enum("conversion_kind")().default("booking"),
          },
          (c) => [check("ck_invoices_id", sql\`id > 0\`), index("ix_invoices_hotel").on(c.hotel_id, c.id.desc())],
        )
        op.createObject("trigger", "tr_hotels", {
          table: "hotels",
          definition: sql\`FOR EACH ROW EXECUTE FUNCTION f()\`,
          options: { timing: "BEFORE INSERT" },
          comment: "f",
        })
        op.createObject("view", "billing.bills", { definition: sql\`select id from billing.invoices\` })
      },
      downgrade(op) {
        op.dropObject("view", "billing.bills")
        op.dropObject("trigger", "tr_hotels", { table: "hotels" })
        op.dropTable("billing.invoices")
        op.dropTable("hotels")
        op.dropEnum("conversion_kind")
        op.dropSchema("billing")
      },
    })
    "
  `)
})

it("says what gets lost, and how to keep it", () => {
  const upgrade = record((op) => {
    op.dropColumn("hotels", "stars")
    op.dropTable("hotels")
  })
  expect(printRevision({ header, upgrade, downgrade: [], language: "js", importFrom: "aludel" }).text)
    .toMatchInlineSnapshot(`
    "// @ts-check
    import { defineRevision } from "aludel"

    // - hotels.stars
    // - table hotels
    export default defineRevision({
      id: "535b70e85b64",
      parents: [],
      message: "initial schema",
      created: "2026-11-18T14:49:44Z",
      upgrade(op) {
        // The column hotels.stars is dropped with all its values.
        // What is still needed must be moved before: op.run(async (db) => { … }).
        op.dropColumn("hotels", "stars")
        // The table hotels is dropped with all its rows.
        // What is still needed must be moved before: op.run(async (db) => { … }).
        op.dropTable("hotels")
      },
      downgrade(op) {},
    })
    "
  `)
})

function resolvedSchema(body: (op: Operations) => void): Schema {
  const made = catalog()
  resolveAll(record(body), made)
  return made.schema()
}
