import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import {
  createMigrator,
  defineSchema,
  sql,
  t,
  table,
  type AutogenerateSettings,
  type Declaration,
  type RevisionSource,
} from "@aludel/core"
import { folder } from "@aludel/core/node"
import type { AnyDatabase } from "@aludel/core/dialect"
import { beforeEach, expect, it } from "vitest"

import { sqlite } from "../../src/index.ts"
import { open } from "../database.ts"

const declared = (starred = sql`abs( 3 )`, nullable = false): Declaration =>
  defineSchema({
    hotels: table("hotels", {
      id: t.integer().primaryKey(),
      price: nullable ? t.numeric(12, 2).nullable() : t.numeric(12, 2),
      stars: t.integer().default(starred),
    }),
  })

let place: { readonly db: AnyDatabase; readonly source: RevisionSource }
let scratches: number

function migrator(schema: Declaration, autogenerate?: AutogenerateSettings) {
  const dialect = sqlite()
  const counted: typeof dialect = {
    ...dialect,
    scratch: (db, options, work) => {
      scratches += 1
      return dialect.scratch!(db, options, work)
    },
  }
  return createMigrator({ ...place, dialect: counted, schema, autogenerate })
}

beforeEach(async () => {
  place = { db: open(), source: folder(mkdtempSync(join(tmpdir(), "aludel-say-"))) }
  const first = migrator(declared())
  await first.revision({ message: "hotels", autogenerate: true })
  await first.upgrade()
  scratches = 0
})

const codes = async (schema: Declaration, autogenerate?: AutogenerateSettings) =>
  (await migrator(schema, autogenerate).check()).findings.flatMap(({ details }) => details)

it("opens no scratch where nothing differs, or only what is structure", async () => {
  expect(await codes(declared())).toEqual([])
  expect(await codes(declared(undefined, true))).toEqual(["alter column hotels.price (nullable)"])
  expect(scratches).toBe(0)
  expect(await codes(declared(sql`ABS(3)`))).toEqual(["alter column hotels.stars (default)"])
  expect(scratches).toBeGreaterThan(0)
})

it.each<{ readonly name: string; readonly autogenerate: AutogenerateSettings; readonly finds: number }>([
  {
    name: "a function that says same",
    autogenerate: { compare: { column: { default: () => "same" } } },
    finds: 0,
  },
  {
    name: "one that leaves it",
    autogenerate: { compare: { column: { default: () => "default" } } },
    finds: 1,
  },
  { name: "another attribute", autogenerate: { compare: { column: { type: () => "same" } } }, finds: 1 },
  {
    name: "the column left out by a function",
    autogenerate: { exclude: ({ name }) => name === "stars" },
    finds: 0,
  },
  { name: "by a regular expression", autogenerate: { exclude: { kind: "column", name: /^st/ } }, finds: 0 },
  { name: "by its table and name", autogenerate: { exclude: "hotels.sta?s" }, finds: 0 },
  { name: "the table not included", autogenerate: { include: ["rooms", { kind: "view" }] }, finds: 0 },
  { name: "the table included", autogenerate: { include: { kind: "table", name: ["h*"] } }, finds: 1 },
])("compares as it is told: $name", async ({ autogenerate, finds }) => {
  expect(await codes(declared(sql`ABS(3)`), autogenerate)).toHaveLength(finds)
})

it("asks with both values and both objects, and takes different for an answer", async () => {
  const asked: unknown[] = []
  const compare: AutogenerateSettings["compare"] = {
    column: {
      type: (from, to, nodes) => {
        asked.push([from, to, nodes.from.name])
        return "different"
      },
    },
  }
  // To SQLite it is an integer as any other.
  const { nodes } = declared()["~schema"]
  const medium = nodes.map((node) =>
    node.kind === "column" && node.name === "stars" ? { ...node, type: "mediumint" } : node,
  )
  expect(await codes({ "~schema": { nodes: medium } })).toEqual([])
  expect(await codes({ "~schema": { nodes: medium } }, { compare })).toContain(
    "alter column hotels.stars (type)",
  )
  expect(asked[0]).toEqual(["integer", "mediumint", "stars"])
})

it("refuses by a function, with the change in words", async () => {
  const refuse: AutogenerateSettings["refuse"] = (operation, description) =>
    operation.kind === "alterColumn" ? `no: ${description}` : undefined
  const refused = migrator(declared(sql`4`), { refuse }).revision({ message: "four", autogenerate: true })
  await expect(refused).rejects.toMatchObject({
    code: "generate/refused",
    message: expect.stringContaining("no: alter column hotels.stars"),
  })
})

it("writes types and defaults as the project does, with their imports", async () => {
  const rooms = table("rooms", {
    id: t.integer().primaryKey(),
    price: t.numeric(12, 2).nullable(),
    made: t.text().default(sql`current_timestamp`),
  })
  const hotels = declared()["~schema"]
  const schema = { "~schema": { nodes: [...hotels.nodes, ...defineSchema({ rooms })["~schema"].nodes] } }
  const { text } = await migrator(schema, {
    print: {
      type: ({ type }) =>
        type === "numeric(12,2)"
          ? { code: "money()", import: { name: "money", from: "../src/money.ts" } }
          : undefined,
      default: (value) =>
        value === "current_timestamp"
          ? { code: "now", import: { name: "now", from: "../src/money.ts" } }
          : undefined,
    },
  }).revision({ message: "rooms", autogenerate: true })
  expect(text?.split("\n").filter((line) => /import|money|now/.test(line))).toEqual([
    'import { defineRevision, t } from "@aludel/core"',
    'import { money, now } from "../src/money.ts"',
    "      price: money().nullable(),",
    "      made: t.text().default(now),",
  ])
})
