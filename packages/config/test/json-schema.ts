import { readFileSync } from "node:fs"

type JsonSchema = Readonly<Record<string, unknown>>

const text: JsonSchema = { type: "string", minLength: 1 }
const texts: JsonSchema = { type: "array", items: text, minItems: 1 }
const keyPath: JsonSchema = {
  type: "object",
  properties: { file: text, key: text },
  required: ["file", "key"],
  additionalProperties: false,
}
const object = (properties: Readonly<Record<string, JsonSchema>>): JsonSchema => ({
  type: "object",
  properties,
  additionalProperties: false,
})
const pattern: JsonSchema = { anyOf: [text, texts] }
const filter: JsonSchema = {
  anyOf: [
    text,
    object({ kind: pattern, schema: { type: ["string", "array"] }, table: pattern, name: pattern }),
  ],
}
const filters: JsonSchema = { anyOf: [filter, { type: "array", items: filter }] }
const milliseconds: JsonSchema = { type: "number", minimum: 0 }

// What each key may be in YAML and JSON: what is code is left out.
const values: Readonly<Record<string, JsonSchema>> = {
  url: { anyOf: [text, keyPath] },
  dialect: text,
  migrations: { anyOf: [text, texts] },
  schema: { anyOf: [text, texts] },
  autogenerate: object({
    include: filters,
    exclude: filters,
    compare: { type: "object" },
    refuse: { type: "object", additionalProperties: text },
  }),
  defaultSchema: { anyOf: [text, keyPath] },
  history: object({ table: text, schema: text }),
  scratch: object({ url: { anyOf: [text, keyPath] }, prepare: text }),
  fileName: {
    type: "string",
    pattern: String.raw`^(?!.*\{(?!(?:year|month|day|hour|minute|second|id|slug)\})\w*\}).*\{(?:id|slug)\}`,
  },
  timeZone: text,
  slugLength: { type: "integer", minimum: 1 },
  recursive: { type: "boolean" },
  language: { enum: ["ts", "js"] },
  revisionTemplate: text,
  afterWrite: { anyOf: [text, { type: "array", items: text }] },
  session: { type: "array", items: text },
  lockTimeout: milliseconds,
  statementLockTimeout: milliseconds,
  retries: { type: "integer", minimum: 0 },
  transaction: { enum: ["run", "revision", false] },
}

/** The keys of a configuration that only code can say. */
export const onlyCode = ["db", "onRevision"]

/** The documentation of the keys, as it stands in `config.ts`. */
export function documentation(): ReadonlyMap<string, string> {
  const source = readFileSync(new URL("../src/config.ts", import.meta.url), "utf8")
  const found = source.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s+readonly (\w+)\?:/g)
  return new Map([...found].map(([, comment = "", key = ""]) => [key, plain(comment)]))
}

function plain(comment: string): string {
  return comment
    .replaceAll(/^\s*\* ?/gm, "")
    .replaceAll(/\s+/g, " ")
    .trim()
}

/** The JSON schema of a configuration in YAML or JSON, for editors. */
export function jsonSchema(): JsonSchema {
  const documented = documentation()
  const properties = Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, { description: documented.get(key), ...value }]),
  )
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Aludel configuration",
    type: "object",
    properties: {
      $schema: { type: "string" },
      ...properties,
      databases: {
        description: documented.get("databases"),
        type: "object",
        minProperties: 1,
        additionalProperties: { type: "object", properties, additionalProperties: false },
      },
    },
    additionalProperties: false,
  }
}
