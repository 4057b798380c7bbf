import type { Schema, SchemaNode } from "@aludel/core/dialect"
import {
  array,
  boolean,
  constantFrom,
  oneof,
  record,
  shuffledSubarray,
  string,
  tuple,
  uniqueArray,
  type Arbitrary,
} from "fast-check"

// Kysely reads a dot in a table's name as the end of a schema's.
const character = oneof(
  { weight: 6, arbitrary: constantFrom(...Array.from("abcdefgABCDEFG_")) },
  { weight: 1, arbitrary: constantFrom(...Array.from("\"'`$ ()[]é漢;-%?:@")) },
)
const names = string({ unit: character, minLength: 1, maxLength: 12 }).filter(
  (name) => name.trim() === name && !/ as /i.test(name),
)

const columnShapes: readonly { readonly type: string; readonly default?: string }[] = [
  { type: "integer" },
  { type: "integer", default: "1 + 1" },
  { type: "bigint", default: "-5" },
  { type: "text", default: "lower('It''s')" },
  { type: "varchar(9)", default: "'x' || 'y'" },
  { type: "boolean", default: "not true" },
  { type: "timestamptz", default: "CURRENT_TIMESTAMP" },
  { type: "date", default: "current_date + 1" },
  { type: "numeric(8,3)", default: "round(1.5)" },
  { type: "double", default: "1e10" },
  { type: "json", default: `'{"a": [1]}'` },
  { type: "uuid" },
  { type: "bytes", default: String.raw`'\xff'` },
  { type: "text[]", default: "array['a', null]" },
  { type: "interval", default: "'1 day'" },
]
const columns = constantFrom(...columnShapes)
// What an index is made on must be immutable, which a cast of most types to text is not.
const texts = constantFrom(
  ...columnShapes.filter(({ type }) => type === "text" || type.startsWith("varchar")),
)

const expressions = (column: string) => {
  const name = `"${column.replaceAll('"', '""')}"`
  return constantFrom(
    `${name} is not null`,
    `${name}::text <> ')' and length(${name}::text) between 1 and 9`,
    `(${name}::text in ('a', 'it''s')) or (${name} is null)`,
    `${name}::text ~ E'\\\\('`,
  )
}

const tables = tuple(names, uniqueArray(names, { minLength: 1, maxLength: 5 })).chain(([table, own]) =>
  record({
    columns: tuple(...own.map((_, position) => tuple(position === 0 ? texts : columns, boolean()))),
    extras: array(constantFrom("unique", "check", "index", "partial"), { maxLength: 3 }),
    chosen: shuffledSubarray(own, { minLength: 1 }),
    text: expressions(own[0]!),
    descending: boolean(),
    nulls: constantFrom("first", "last", undefined),
  }).map((shape): readonly SchemaNode[] => {
    const comparable = shape.chosen.filter((name) => shape.columns[own.indexOf(name)]![0].type !== "json")
    const named = (kind: string) => `${table.slice(0, 4)} ${kind}`
    const parts = [...new Set(shape.extras)].flatMap((extra): SchemaNode[] => {
      const base = { table, name: named(extra) }
      if (extra === "check") return [{ ...base, kind: "check", expression: shape.text }]
      if (comparable.length === 0) return []
      if (extra === "unique") return [{ ...base, kind: "unique", columns: comparable }]
      const order = {
        ...(shape.descending ? { descending: true as const } : {}),
        ...(shape.nulls === undefined || (shape.nulls === "first") === shape.descending
          ? {}
          : { nulls: shape.nulls }),
      }
      if (extra === "index")
        return [{ ...base, kind: "index", keys: comparable.map((column) => ({ column, ...order })) }]
      return [
        {
          ...base,
          kind: "index",
          keys: [{ expression: `(${shape.text})`, ...order }],
          where: shape.text,
          unique: true,
        },
      ]
    })
    return [
      { kind: "table", name: table },
      ...own.map((name, position): SchemaNode => {
        const [column, nullable] = shape.columns[position]!
        return { kind: "column", table, name, ...column, ...(nullable ? { nullable } : {}) }
      }),
      ...parts,
    ]
  }),
)

/** Schemas of a few tables in the default schema, with odd names and expressions of all kinds. */
export const schemas: Arbitrary<Schema> = uniqueArray(tables, {
  selector: (nodes) => nodes[0]!.name.slice(0, 4),
  minLength: 1,
  maxLength: 3,
}).map((found) => ({ nodes: found.flat() }))
