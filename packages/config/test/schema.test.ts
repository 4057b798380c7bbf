import { expect, it } from "vitest"

import { loadConfig, loadSchema } from "../src/node.ts"
import { project, told } from "./project.ts"

async function schemaOf(files: Readonly<Record<string, string>>): Promise<[string, Promise<unknown>]> {
  const folder = project(files)
  return [folder, loadSchema(await loadConfig({ cwd: folder, env: {} }))]
}

it("loads the default export of a module, and takes a schema as it is", async () => {
  const module = await schemaOf({
    "aludel.config.yaml": "schema: ./schema.ts",
    "schema.ts": "export default { '~schema': [] as string[] }",
  })
  const value = await schemaOf({ "aludel.config.mjs": "export default { schema: { '~schema': [] } }" })
  const none = await schemaOf({ "aludel.config.yaml": "" })
  expect([await module[1], await value[1], await none[1]]).toEqual([
    { "~schema": [] },
    { "~schema": [] },
    undefined,
  ])
})

it.each([
  [{}, "There is no declared schema at schema.mjs.\nWrite it, or correct `schema` in the configuration."],
  [
    { "schema.mjs": "export const schema = {}" },
    "The default export of schema.mjs is not a declared schema.\nWrite `export default defineSchema({ ... })`.",
  ],
  [{ "schema.mjs": "throw new Error('no hotels')" }, "schema.mjs could not be loaded: line 1: no hotels"],
])("says what is wrong with %s", async (files, expected) => {
  const [folder, schema] = await schemaOf({ "aludel.config.yaml": "schema: schema.mjs", ...files })
  expect(await told(schema, folder)).toBe(`[generate/invalid-schema] ${expected}`)
})

it("says all that is wrong with a declared schema, with file and line", async () => {
  const [folder, schema] = await schemaOf({
    "aludel.config.yaml": "schema: schema.mjs",
    "tables.mjs": `import { table, t } from "@aludel/core"

export const hotels = table("hotels", {
  id: t.integer().default("x"),
  code: t.text,
})`,
    "schema.mjs": `import { defineSchema, index, table, t } from "@aludel/core"
import { hotels } from "./tables.mjs"
const rooms = table("rooms", { hotel_id: t.integer().references("guests.id") }, () => [index("ix").on()])
export default defineSchema({ hotels, rooms })`,
  })
  expect(await told(schema, folder)).toBe(
    `[schema/invalid] schema.mjs: the declared schema has 4 problems:
- the default "x" of hotels.id is no value of the type integer (tables.mjs:4). Write a value of the type, or SQL: sql\`…\`.
- hotels.code is not a column (tables.mjs:5). Write the type with parentheses: t.text().
- the index ix of rooms stands on no column (schema.mjs:3). Name at least one: .on(c.id).
- the foreign key fk_rooms_hotel_id of rooms points at guests, which is no table of the schema (schema.mjs:3). Hand guests to defineSchema, too.`,
  )
})
