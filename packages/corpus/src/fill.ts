import { displayName, literal, type Catalog, type SchemaNode } from "@aludel/core/dialect"

const zero = /^(?:smallint|integer|bigint|numeric|double|real|int\d?|money|oid|"?any"?$)/i

/** SQL for a value of a type, for columns that may not be empty: there are no rows, so that any does that the engine reads. */
export function fillFor(type: string, schema: Catalog): string {
  const called = schema.schema().nodes.find((node) => isType(node) && displayName(node) === type)
  if (called?.kind === "enum") return called.values[0] === undefined ? "null" : literal(called.values[0])
  if (called?.kind === "defined" && called.type === "domain")
    return fillFor(String(called.options?.["type"]), schema)
  if (called !== undefined) return "null"
  if (zero.test(type)) return "0"
  if (type.endsWith("[]")) return "'{}'"
  if (/^(?:text|varchar|char|citext|bytea|bytes|hstore|tsvector|xml)/i.test(type)) return "''"
  if (/^boolean/i.test(type)) return "false"
  if (/multirange$/i.test(type)) return "'{}'"
  if (/range$/i.test(type)) return "'empty'"
  if (/^reg/i.test(type)) return "'-'"
  if (/^(?:timestamp|date)/i.test(type)) return "'2000-01-01'"
  if (/^uuid/i.test(type)) return "'00000000-0000-0000-0000-000000000000'"
  if (/^json/i.test(type)) return "'{}'"
  if (/^time/i.test(type)) return "'00:00'"
  if (/^interval/i.test(type)) return "'0'"
  return "null"
}

function isType(node: SchemaNode): boolean {
  return node.kind === "enum" || (node.kind === "defined" && / type$|^domain$/.test(node.type))
}
