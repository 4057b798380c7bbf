import type { Argument } from "../operations/definition.ts"
import type { SchemaNode } from "../schema/model.ts"
import type { Identity } from "../schema/nodes/columns.ts"
import type { TableNode } from "../schema/nodes/tables.ts"
import { writtenReference } from "../schema/table-options.ts"
import { plainCode } from "./plain.ts"
import type { Call, Scope } from "./scope.ts"
import { sqlCode } from "./sql.ts"
import { call, object, type Code } from "./syntax.ts"

const identity = ["kind", "schema", "table", "name"]

/**
 * What a node says besides what is spelled out, as an object; nothing where that is all.
 *
 * @param node the node
 * @param spelled the attributes that are spelled out elsewhere, besides the name and where it stands
 * @param first what else stands in the object. Default: nothing
 */
export function attributesCode(
  node: SchemaNode,
  spelled: readonly string[],
  first: Readonly<Record<string, string>> = {},
): Code | undefined {
  const rest = Object.entries(node).filter(([key]) => !identity.includes(key) && !spelled.includes(key))
  const all = { ...first, ...(Object.fromEntries(rest) as Readonly<Record<string, Argument>>) }
  return Object.keys(all).length === 0 ? undefined : plain(all)
}

/** The call that says the rest: `.with({ comment: "…" })`. */
export function withCall(node: SchemaNode, spelled: readonly string[]): readonly Call[] {
  const attributes = attributesCode(node, spelled)
  return attributes === undefined ? [] : [["with", attributes]]
}

/** How the engine numbers a column: `identity({ always: false })`. */
export function identityCall({ always, ...numbers }: Identity): Call {
  const entries = [
    ...(always ? [] : [["always", false] as const]),
    ...Object.entries(numbers).map(([key, value]) => [key, number(value)] as const),
  ]
  return entries.length === 0 ? ["identity"] : ["identity", plain(Object.fromEntries(entries))]
}

// Text where a number would lose digits, and the name of the sequence.
function number(value: string | true): Argument {
  return value !== true && /^-?\d+$/.test(value) && Number.isSafeInteger(Number(value))
    ? Number(value)
    : value
}

/** What a table is besides: `tableOptions({ unlogged: true })`. */
export function tableOptionsCode(table: TableNode, scope: Scope): Code {
  const { partitionBy, partitionOf, inherits, overrides, ...rest } = table
  const sql = (text: string) => sqlCode({ fragments: [text], parts: [] }, scope)
  const written = Object.entries(rest).filter(([key]) => !identity.includes(key))
  const entries: (readonly [string, Code])[] = written.map(([key, value]) => [key, plain(value as Argument)])
  if (inherits !== undefined)
    entries.push(["inherits", plain(inherits.map((parent) => ({ ...writtenReference(parent) })))])
  if (partitionBy !== undefined) entries.push(["partitionBy", plain(partitionBy)])
  // A declared partition says so itself.
  if (partitionOf !== undefined && scope.declared === undefined) {
    const { bound, ...parent } = partitionOf
    const named = Object.entries(writtenReference(parent)).map(([key, value]) => [key, plain(value)] as const)
    entries.push(["partitionOf", object([...named, ["bound", sql(bound)]])])
  }
  if (overrides !== undefined) entries.push(["overrides", overridesCode(overrides, sql)])
  return { doc: call(scope.use("tableOptions"), [object(entries)]), complex: true }
}

function overridesCode(overrides: NonNullable<TableNode["overrides"]>, sql: (text: string) => Code): Code {
  return object(
    Object.entries(overrides).map(([column, { default: value, nullable }]) => [
      column,
      object([
        ...(value === undefined ? [] : [["default", value === null ? plain(null) : sql(value)] as const]),
        ...(nullable === undefined ? [] : [["nullable", plain(nullable)] as const]),
      ]),
    ]),
  )
}

function plain(value: Argument): Code {
  return plainCode(value, plain)
}
