import { displayName, tableOf } from "../schema/catalog.ts"
import type { ForeignKeyNode, IndexKey, IndexNode, SchemaNode } from "../schema/model.ts"
import { writtenName } from "./column.ts"
import type { Call, Scope } from "./scope.ts"
import { sqlCode } from "./sql.ts"
import { call, chain, list, member, object, quoted, type Code } from "./syntax.ts"

/** How a column is named: `"id"`, or `c.id` inside the callback of a table. */
type ColumnName = (column: string) => string

/** A constraint or an index that names its columns by text: `unique("uq").on("id")`. */
export function constraintCode(part: SchemaNode, scope: Scope): Code {
  return partCode(part, quoted, scope)
}

/** The callback that gives the constraints and indexes of a table: `(c) => [unique("uq").on(c.id)]`. */
export function extrasCode(parts: readonly SchemaNode[], scope: Scope): Code {
  if (parts.length === 0) return { doc: "undefined" }
  let usesColumns = false
  const column: ColumnName = (name) => {
    usesColumns = true
    return member("c", name)
  }
  const { doc } = list(parts.map((part) => partCode(part, column, scope)))
  return { doc: [usesColumns ? "(c) => " : "() => ", doc], hugs: true, complex: true }
}

function partCode(part: SchemaNode, column: ColumnName, scope: Scope): Code {
  switch (part.kind) {
    case "primaryKey":
    case "unique":
      return chain(started(part, scope), [["on", ...part.columns.map((name) => ({ doc: column(name) }))]], 1)
    case "check":
      return {
        doc: call(scope.use("check"), [text(part.name), sqlText(part.expression, scope)]),
        complex: true,
      }
    case "foreignKey":
      return chain(
        started(part, scope),
        [["on", ...part.columns.map((name) => ({ doc: column(name) }))], referencesCall(part, scope)],
        1,
      )
    case "index":
      return indexCode(part, column, scope)
    default:
      return { doc: quoted(part.name) }
  }
}

function started(
  part: Extract<SchemaNode, { readonly kind: "primaryKey" | "unique" | "foreignKey" | "index" }>,
  scope: Scope,
): string {
  const name = writtenName(part, scope)
  return `${scope.use(part.kind)}(${name === undefined ? "" : quoted(name)})`
}

function referencesCall({ references, onDelete, onUpdate }: ForeignKeyNode, scope: Scope): Call {
  const actions = Object.entries({ onDelete, onUpdate }).flatMap(([option, value]) =>
    value === undefined ? [] : [[option, text(value)] as const],
  )
  const declared = scope.declared?.target(references)
  const target =
    declared === undefined
      ? [text(displayName(tableOf(references))), list(references.columns.map(text))]
      : [declared]
  return ["references", ...target, ...(actions.length === 0 ? [] : [object(actions)])]
}

function indexCode(index: IndexNode, column: ColumnName, scope: Scope): Code {
  const calls: Call[] = [["on", ...index.keys.map((key) => keyCode(key, column, scope))]]
  if (index.unique) calls.push(["unique"])
  if (index.where !== undefined) calls.push(["where", sqlText(index.where, scope)])
  return chain(started(index, scope), calls, 1)
}

function keyCode(key: IndexKey, column: ColumnName, scope: Scope): Code {
  const { descending, nulls } = key
  const isOrdered = descending !== undefined || nulls !== undefined
  if ("column" in key && (!isOrdered || column !== quoted)) {
    const order = [
      descending ? ".desc()" : "",
      nulls === undefined ? "" : nulls === "first" ? ".nullsFirst()" : ".nullsLast()",
    ]
    return { doc: `${column(key.column)}${order.join("")}` }
  }
  if (!isOrdered && "expression" in key) return sqlText(key.expression, scope)
  return object([
    "column" in key
      ? (["column", text(key.column)] as const)
      : (["expression", text(key.expression)] as const),
    ...(descending ? [["descending", { doc: "true" }] as const] : []),
    ...(nulls === undefined ? [] : [["nulls", text(nulls)] as const]),
  ])
}

function sqlText(sql: string, scope: Scope): Code {
  return sqlCode({ fragments: [sql], parts: [] }, scope)
}

function text(value: string): Code {
  return { doc: quoted(value) }
}
