import { spawnSync } from "node:child_process"
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { pathToFileURL } from "node:url"

import * as fc from "fast-check"
import { afterAll, expect, it } from "vitest"

import { printDeclaration, type PrintedDeclaration } from "../../src/codegen/declaration.ts"
import type { DeclaredSchema } from "../../src/schema/define-schema.ts"
import type { Schema, SchemaNode } from "../../src/schema/model.ts"
import { schemas, sorted } from "../diff/schemas.ts"

// Inside the package, so that `@aludel/core` is found as in a project.
const cache = join(import.meta.dirname, "../../node_modules/.cache")
mkdirSync(cache, { recursive: true })
const folder = mkdtempSync(join(cache, "declared-"))
afterAll(() => rmSync(folder, { recursive: true }))
let folders = 0

/** Writes the files of a declaration into a folder of their own. */
function written({ files }: PrintedDeclaration): string {
  const place = join(folder, `schema-${(folders += 1)}`)
  mkdirSync(place)
  for (const { name, text } of files) writeFileSync(join(place, name), text)
  return place
}

async function evaluated(printed: PrintedDeclaration): Promise<Schema> {
  const path = join(written(printed), "schema.ts")
  return ((await import(pathToFileURL(path).href)) as { default: DeclaredSchema<object> }).default["~schema"]
}

it.each(["one file", "file per table"] as const)(
  "evaluates to the schema it was printed from, as %s",
  async (layout) => {
    const law = fc.asyncProperty(schemas.map(possible), async (schema) => {
      expect(sorted(await evaluated(printDeclaration(schema, { layout })))).toEqual(sorted(schema))
    })
    await fc.assert(law, { numRuns: 40 })
  },
)

it.each(["one file", "file per table"] as const)(
  "names what a table inherits by text, as %s",
  async (layout) => {
    const column = { kind: "column", type: "integer" } as const
    const schema: Schema = {
      nodes: [
        { kind: "table", name: "notes" },
        { ...column, table: "notes", name: "id" },
        { ...column, table: "notes", name: "made" },
        { kind: "table", name: "hotel_notes", inherits: [{ table: "notes" }] },
        { ...column, table: "hotel_notes", name: "stars" },
        { kind: "primaryKey", table: "hotel_notes", name: "pk", columns: ["id"] },
        { kind: "unique", table: "hotel_notes", name: "uq", columns: ["stars", "made"] },
        {
          kind: "index",
          table: "hotel_notes",
          name: "ix",
          keys: [
            { column: "made", descending: true },
            { column: "stars", descending: true },
          ],
        },
        { kind: "table", name: "replies" },
        { ...column, table: "replies", name: "note" },
        {
          kind: "foreignKey",
          table: "replies",
          name: "fk",
          columns: ["note"],
          references: { table: "hotel_notes", columns: ["id"] },
        },
      ],
    }
    const printed = printDeclaration(schema, { layout })
    expect(sorted(await evaluated(printed))).toEqual(sorted(schema))
  },
)

// What `defineSchema` would refuse, as every engine does: an index of the same name twice, a value that the enum has not.
function possible({ nodes }: Schema): Schema {
  const values = nodes.flatMap((node) => (node.kind === "enum" && node.name === "kind" ? node.values : []))
  return {
    nodes: nodes.map((node): SchemaNode => {
      if (node.kind === "index") return { ...node, name: `ix_${node.table}` }
      if (node.kind !== "column" || node.enum === undefined) return node
      const { default: sql, ...rest } = node
      return sql !== undefined && values.includes(sql.slice(1, -1)) ? node : rest
    }),
  }
}

const hotels = { table: "hotels" } as const
const rooms = { table: "rooms" } as const
const billed = { schema: "billing", table: "hotels" } as const
const sample: Schema = {
  nodes: [
    { kind: "namespace", name: "billing" },
    { kind: "enum", name: "room_kind", values: ["single", "double"] },
    { kind: "table", name: "hotels" },
    { kind: "column", ...hotels, name: "id", type: "integer", identity: { always: true } },
    { kind: "column", ...hotels, name: "best room", type: "integer", nullable: true },
    { kind: "column", ...hotels, name: "parent", type: "integer", nullable: true },
    { kind: "column", ...hotels, name: "note", type: "text", default: String.raw`'a \ b'` },
    { kind: "primaryKey", ...hotels, name: "pk_hotels", columns: ["id"] },
    {
      kind: "foreignKey",
      ...hotels,
      name: "fk_hotels_parent",
      columns: ["parent"],
      references: { table: "hotels", columns: ["id"] },
      onDelete: "cascade",
    },
    {
      kind: "foreignKey",
      ...hotels,
      name: "best",
      columns: ["id", "best room"],
      references: { table: "rooms", columns: ["hotel_id", "number"] },
    },
    { kind: "table", name: "rooms" },
    { kind: "column", ...rooms, name: "hotel_id", type: "integer" },
    { kind: "column", ...rooms, name: "number", type: "integer" },
    {
      kind: "column",
      ...rooms,
      name: "kind",
      type: "room_kind",
      enum: { name: "room_kind" },
      default: "'single'",
    },
    { kind: "primaryKey", ...rooms, name: "rooms_pkey", columns: ["hotel_id", "number"] },
    {
      kind: "foreignKey",
      ...rooms,
      name: "fk_rooms_hotel_id",
      columns: ["hotel_id"],
      references: { table: "hotels", columns: ["id"] },
    },
    { kind: "check", ...rooms, name: "ck", expression: "number > 0" },
    {
      kind: "index",
      ...rooms,
      name: "ix_rooms_kind_expression",
      keys: [{ column: "kind", descending: true }, { expression: "number % 10" }],
      where: "number > 0",
    },
    { kind: "table", schema: "billing", name: "hotels" },
    { kind: "column", ...billed, name: "class", type: "tsvector" },
    { kind: "table", name: "class" },
    { kind: "column", table: "class", name: "index", type: "numeric(10,2)" },
    { kind: "table", name: "index" },
    { kind: "column", table: "index", name: "Kind", type: "room_kind", enum: { name: "room_kind" } },
  ],
}

it("reads as a person would have written it", async () => {
  const printed = printDeclaration(sample)
  expect(sorted(await evaluated(printed))).toEqual(sorted(sample))
  expect(printed.files.map(({ name }) => name)).toEqual(["schema.ts"])
  expect(printed.files[0]!.text).toMatchInlineSnapshot(`
    "import {
      check,
      defineSchema,
      foreignKey,
      index,
      primaryKey,
      sql,
      t,
      table,
      type InferDatabase,
    } from "@aludel/core"

    export const roomKind = t.enum("room_kind", ["single", "double"])

    export const hotels = table(
      "hotels",
      {
        id: t.integer().identity().primaryKey(),
        "best room": t.integer().nullable(),
        parent: t
          .integer()
          .nullable()
          .references(() => hotels.id, { onDelete: "cascade" }),
        note: t.text().default("a \\\\ b"),
      },
      (c) => [
        foreignKey("best")
          .on(c.id, c["best room"])
          .references(() => [rooms.hotel_id, rooms.number]),
      ],
    )

    export const rooms = table(
      "rooms",
      {
        hotel_id: t.integer().references(() => hotels.id),
        number: t.integer(),
        kind: roomKind().default("single"),
      },
      (c) => [
        primaryKey("rooms_pkey").on(c.hotel_id, c.number),
        check("ck", sql\`number > 0\`),
        index()
          .on(c.kind.desc(), sql\`number % 10\`)
          .where(sql\`number > 0\`),
      ],
    )

    export const billingHotels = table("billing.hotels", {
      class: t.type("tsvector"),
    })

    export const class_ = table("class", {
      index: t.numeric(10, 2),
    })

    export const indexTable = table("index", {
      Kind: roomKind(),
    })

    const schema = defineSchema({ roomKind, hotels, rooms, billingHotels, class_, indexTable })
    export default schema

    /** The types of your queries: \`new Kysely<Database>(...)\`. */
    export interface Database extends InferDatabase<typeof schema> {}
    "
  `)
})

it("has a file per table, which import from each other", async () => {
  const printed = printDeclaration(sample, { layout: "file per table" })
  expect(sorted(await evaluated(printed))).toEqual(sorted(sample))
  expect(printed.files.map(({ name, text }) => `// ${name}\n${text}`).join("\n")).toMatchInlineSnapshot(`
    "// billing-hotels.ts
    import { t, table } from "@aludel/core"

    export const billingHotels = table("billing.hotels", {
      class: t.type("tsvector"),
    })

    // class.ts
    import { t, table } from "@aludel/core"

    export const class_ = table("class", {
      index: t.numeric(10, 2),
    })

    // hotels.ts
    import { foreignKey, t, table } from "@aludel/core"
    import { rooms } from "./rooms.ts"

    export const hotels = table(
      "hotels",
      {
        id: t.integer().identity().primaryKey(),
        "best room": t.integer().nullable(),
        parent: t
          .integer()
          .nullable()
          .references(() => hotels.id, { onDelete: "cascade" }),
        note: t.text().default("a \\\\ b"),
      },
      (c) => [
        foreignKey("best")
          .on(c.id, c["best room"])
          .references(() => [rooms.hotel_id, rooms.number]),
      ],
    )

    // index-table.ts
    import { table } from "@aludel/core"
    import { roomKind } from "./types.ts"

    export const indexTable = table("index", {
      Kind: roomKind(),
    })

    // rooms.ts
    import { check, index, primaryKey, sql, t, table } from "@aludel/core"
    import { hotels } from "./hotels.ts"
    import { roomKind } from "./types.ts"

    export const rooms = table(
      "rooms",
      {
        hotel_id: t.integer().references(() => hotels.id),
        number: t.integer(),
        kind: roomKind().default("single"),
      },
      (c) => [
        primaryKey("rooms_pkey").on(c.hotel_id, c.number),
        check("ck", sql\`number > 0\`),
        index()
          .on(c.kind.desc(), sql\`number % 10\`)
          .where(sql\`number > 0\`),
      ],
    )

    // types.ts
    import { t } from "@aludel/core"

    export const roomKind = t.enum("room_kind", ["single", "double"])

    // schema.ts
    import { defineSchema, type InferDatabase } from "@aludel/core"
    import { billingHotels } from "./billing-hotels.ts"
    import { class_ } from "./class.ts"
    import { hotels } from "./hotels.ts"
    import { indexTable } from "./index-table.ts"
    import { rooms } from "./rooms.ts"
    import { roomKind } from "./types.ts"

    const schema = defineSchema({ roomKind, hotels, rooms, billingHotels, class_, indexTable })
    export default schema

    /** The types of your queries: \`new Kysely<Database>(...)\`. */
    export interface Database extends InferDatabase<typeof schema> {}
    "
  `)
})

it("tells what nothing can declare", () => {
  const view: SchemaNode = {
    kind: "defined",
    type: "view",
    schema: "billing",
    name: "list",
    definition: "select 1",
  }
  const trigger: SchemaNode = { kind: "defined", type: "trigger", table: "hotels", name: "touch" }
  expect(printDeclaration({ nodes: [view, trigger] }).omitted).toEqual([
    { kind: "view", schema: "billing", name: "list" },
    { kind: "trigger", name: "touch on hotels" },
  ])
})

it("type-checks strictly, and is laid out as the formatter would", () => {
  const places = (["one file", "file per table"] as const).map((layout) =>
    written(printDeclaration(sample, { layout })),
  )
  const compilerOptions = {
    strict: true,
    noEmit: true,
    module: "nodenext",
    target: "es2024",
    types: [],
    skipLibCheck: true,
    customConditions: ["@aludel/source"],
    allowImportingTsExtensions: true,
  }
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: places }))
  expect(run("typescript", "bin/tsc", ["-p", folder])).toEqual({ status: 0, output: "" })
  // Below `node_modules` the formatter sees nothing.
  const outside = mkdtempSync(join(tmpdir(), "declared-"))
  cpSync(folder, outside, { recursive: true })
  writeFileSync(join(outside, ".oxfmtrc.json"), JSON.stringify({ semi: false, printWidth: 110 }))
  expect(run("oxfmt", "bin/oxfmt", ["--check", "**/*.ts"], outside)).toMatchObject({ status: 0 })
}, 60_000)

function run(tool: string, script: string, args: readonly string[], cwd = folder) {
  const path = join(dirname(createRequire(import.meta.url).resolve(`${tool}/package.json`)), script)
  const { status, stdout, stderr } = spawnSync(process.execPath, [path, ...args], { encoding: "utf8", cwd })
  return { status, output: `${stdout}${stderr}` }
}
