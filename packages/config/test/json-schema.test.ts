import { readFileSync, writeFileSync } from "node:fs"

import { Ajv } from "ajv"
import { expect, it } from "vitest"

import { validate } from "../src/validate.ts"
import { documentation, jsonSchema, onlyCode } from "./json-schema.ts"

// UPDATE_DOCUMENTATION=1 writes down what the documentation of the keys says now.
const file = new URL("../schema.json", import.meta.url)
const accepts = new Ajv({ allowUnionTypes: true }).compile(jsonSchema())

it("the published schema says what the configuration's types say", () => {
  const now = `${JSON.stringify(jsonSchema(), undefined, 2)}\n`
  if (process.env["UPDATE_DOCUMENTATION"] === "1") writeFileSync(file, now)
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(JSON.parse(now))
})

it("it has every key that is not only for code", () => {
  const { properties } = jsonSchema() as { readonly properties: object }
  const keys = Object.keys(properties).filter((key) => key !== "$schema")
  expect(keys.toSorted()).toEqual(
    [...documentation().keys()].filter((key) => !onlyCode.includes(key)).toSorted(),
  )
})

it.each<[string, unknown]>([
  ["nothing", {}],
  ["the schema's own place", { $schema: "node_modules/@aludel/config/schema.json" }],
  ["a URL", { url: "sqlite:app.db", migrations: ["a", "b"], schema: "schema.ts" }],
  [
    "places of an application's own",
    { url: { file: "c.yaml", key: "a.b" }, defaultSchema: { file: "c.yaml", key: "s" } },
  ],
  [
    "files",
    {
      fileName: "{id}",
      timeZone: "Europe/Rome",
      slugLength: 3,
      recursive: true,
      language: "js",
      revisionTemplate: "revision.txt",
      afterWrite: "biome check",
    },
  ],
  ["runs", { lockTimeout: 5, statementLockTimeout: 5, retries: 3, transaction: false }],
  [
    "autogenerate",
    { autogenerate: { exclude: ["tmp_*", { kind: "view", name: "v*" }], refuse: { dropTable: "ask" } } },
  ],
  [
    "several databases",
    { databases: { home: { url: "sqlite:a.db" }, away: { url: "sqlite:b.db", history: { table: "h" } } } },
  ],
])("both take %s", (_, config) => {
  expect([validate(config), accepts(config)]).toEqual([[], true])
})

it.each<[string, unknown]>([
  ["a key that is not known", { ulr: "sqlite:app.db" }],
  ["a number for a URL", { url: 5 }],
  ["half a place", { url: { file: "c.yaml" } }],
  ["a name without an id", { fileName: "{year}" }],
  ["no letters", { slugLength: 0 }],
  ["text for yes or no", { recursive: "yes" }],
  ["another language", { language: "coffee" }],
  ["time that runs backwards", { lockTimeout: -1 }],
  ["a mode that there is none of", { transaction: "sometimes" }],
  ["an inner key that is not known", { history: { name: "h" } }],
  ["an unknown key of a database", { databases: { home: { ulr: "sqlite:a.db" } } }],
  ["no databases", { databases: {} }],
])("both refuse %s", (_, config) => {
  expect(validate(config)).not.toEqual([])
  expect(accepts(config)).toBe(false)
})
