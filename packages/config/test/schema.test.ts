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
  [{ "schema.mjs": "throw new Error('no hotels')" }, "schema.mjs could not be loaded: no hotels"],
])("says what is wrong with %s", async (files, expected) => {
  const [folder, schema] = await schemaOf({ "aludel.config.yaml": "schema: schema.mjs", ...files })
  expect(await told(schema, folder)).toBe(`[generate/invalid-schema] ${expected}`)
})
