import { displayName, tableOf } from "../schema/catalog.ts"
import type { SchemaNode } from "../schema/model.ts"
import type { ExclusionNode, ForeignKeyNode } from "../schema/nodes/constraints.ts"
import type { IndexKey, IndexNode } from "../schema/nodes/indexes.ts"
import { attributesCode, tableOptionsCode, withCall } from "./attributes.ts"
import { targetCode, writtenName } from "./column.ts"
import type { Call, Scope } from "./scope.ts"
import { sqlCode } from "./sql.ts"
import { call, chain, list, member, object, quoted, type Code } from "./syntax.ts"

/** How a column is named: `"id"`, or `c.id` inside the callback of a table. */
type ColumnName = (column: string) => string

interface Extras {
  readonly parts: readonly SchemaNode[]
  readonly columns?: readonly string[]
}

/** A constraint or an index that names its columns by text: `unique("uq").on("id")`. */
export function constraintCode(part: SchemaNode, scope: Scope): Code {
  return partCode(part, quoted, scope)
}

/**
 * The callback that gives the constraints and indexes of a table: `(c) => [unique("uq").on(c.id)]`. Columns that it is not
 * handed, because the table has them from another, are named by text.
 */
export function extrasCode({ parts, columns }: Extras, scope: Scope): Code {
  if (parts.length === 0) return { doc: "undefined" }
  let usesColumns = false
  const column: ColumnName = (name) => {
    if (columns?.includes(name) === false) return quoted(name)
    usesColumns = true
    return member("c", name)
  }
  const { doc } = list(parts.map((part) => partCode(part, column, scope)))
  return { doc: [usesColumns ? "(c) => " : "() => ", doc], hugs: true, complex: true }
}

function partCode(part: SchemaNode, column: ColumnName, scope: Scope): Code {
  switch (part.kind) {
    case "primaryKey":
    case "unique": {
      const on: Call = ["on", ...part.columns.map((name) => ({ doc: column(name) }))]
      return chain(started(part, scope), [on, ...withCall(part, ["columns"])], 1)
    }
    case "check": {
      const options = attributesCode(part, ["expression"])
      const written = [text(part.name), sqlText(part.expression, scope), ...(options ? [options] : [])]
      return { doc: call(scope.use("check"), written), complex: true }
    }
    case "foreignKey":
      return chain(
        started(part, scope),
        [["on", ...part.columns.map((name) => ({ doc: column(name) }))], referencesCall(part, scope)],
        1,
      )
    case "exclusion":
      return exclusionCode(part, column, scope)
    case "index":
      return indexCode(part, column, scope)
    case "table":
      return tableOptionsCode(part, scope)
    default:
      return { doc: quoted(part.name) }
  }
}

function started(
  part: Extract<
    SchemaNode,
    { readonly kind: "primaryKey" | "unique" | "foreignKey" | "exclusion" | "index" }
  >,
  scope: Scope,
): string {
  const name = writtenName(part, scope)
  return `${scope.use(part.kind)}(${name === undefined ? "" : quoted(name)})`
}

function referencesCall(key: ForeignKeyNode, scope: Scope): Call {
  const { references } = key
  const options = attributesCode(key, ["columns", "references"])
  const declared = targetCode(key, scope)
  const target =
    declared === undefined
      ? [text(displayName(tableOf(references))), list(references.columns.map(text))]
      : [declared]
  return ["references", ...target, ...(options === undefined ? [] : [options])]
}

function indexCode(index: IndexNode, column: ColumnName, scope: Scope): Code {
  const calls: readonly Call[] = [
    ["on", ...index.keys.map((key) => keyCode(key, column, scope))],
    ...(index.unique ? [["unique"] as const] : []),
    ...(index.method === undefined ? [] : [["using", text(index.method)] as const]),
    ...whereCall(index, scope),
    ...withCall(index, ["keys", "unique", "method", "where", "invalid"]),
  ]
  return chain(started(index, scope), calls, 1)
}

function exclusionCode(exclusion: ExclusionNode, column: ColumnName, scope: Scope): Code {
  const elements = exclusion.elements.map(({ operator, ...key }) =>
    list([keyCode(key, column, scope), text(operator)]),
  )
  const calls: readonly Call[] = [
    ["using", text(exclusion.method)],
    ["on", ...elements],
    ...whereCall(exclusion, scope),
    ...withCall(exclusion, ["method", "elements", "where"]),
  ]
  return chain(started(exclusion, scope), calls, 1)
}

function whereCall({ where }: { readonly where?: string }, scope: Scope): readonly Call[] {
  return where === undefined ? [] : [["where", sqlText(where, scope)]]
}

function keyCode(key: IndexKey, column: ColumnName, scope: Scope): Code {
  const { descending, nulls, collation, operatorClass } = key
  const isOrdered = descending !== undefined || nulls !== undefined
  const isSpecial = collation !== undefined || operatorClass !== undefined
  if ("column" in key && !isSpecial && (!isOrdered || column(key.column) !== quoted(key.column))) {
    const order = [
      descending ? ".desc()" : "",
      nulls === undefined ? "" : nulls === "first" ? ".nullsFirst()" : ".nullsLast()",
    ]
    return { doc: `${column(key.column)}${order.join("")}` }
  }
  if (!isOrdered && !isSpecial && "expression" in key) return sqlText(key.expression, scope)
  return object([
    "column" in key
      ? (["column", { doc: column(key.column) }] as const)
      : (["expression", sqlText(key.expression, scope)] as const),
    ...(descending ? [["descending", { doc: "true" }] as const] : []),
    ...Object.entries({ nulls, collation, operatorClass }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, text(value)] as const],
    ),
  ])
}

function sqlText(sql: string, scope: Scope): Code {
  return sqlCode({ fragments: [sql], parts: [] }, scope)
}

function text(value: string): Code {
  return { doc: quoted(value) }
}
