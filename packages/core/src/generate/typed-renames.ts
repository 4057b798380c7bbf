import { AludelError } from "../errors/error.ts"
import { displayName, nodeKey, objectName, tableKey, tableOf, type Catalog } from "../schema/catalog.ts"
import type { Schema, SchemaNode } from "../schema/model.ts"
import type { RenameColumn, RenameTable } from "../operations/operation.ts"
import type { Sides } from "./rename-candidates.ts"
import type { Rename } from "./renames.ts"

/** A rename as a person types it: `hotels.code` to `short_code` or `hotels.short_code`, `hotels` to `inns`. */
export interface TypedRename {
  readonly from: string
  readonly to: string
}

/** The renames that are typed, by what they are about: what holds others first. */
export interface TypedRenames {
  readonly schemas: readonly Rename[]
  readonly tables: readonly RenameTable[]
  /** On tables under their new names. */
  readonly columns: readonly RenameColumn[]
  readonly others: readonly Rename[]
}

/**
 * What is meant by names that were typed.
 *
 * @throws AludelError `generate/invalid-answer` where the database has nothing of the old name, or nothing of the new one is declared
 */
export function typedRenames(typed: readonly TypedRename[], sides: Sides): TypedRenames {
  // A column may be named by what its table will be called.
  const ofRenamedTable = (text: string) => {
    const table = typed.find(({ to }) => text.startsWith(`${to}.`))
    return table && named(`${table.from}.${text.slice(table.to.length + 1)}`, sides.from)
  }
  const found = typed.map((each) => ({
    each,
    node: named(each.from, sides.from) ?? ofRenamedTable(each.from),
  }))
  const schemas: Rename[] = []
  const tables: RenameTable[] = []
  const columns: RenameColumn[] = []
  const others: Rename[] = []
  for (const { each, node } of found)
    if (node?.kind === "namespace") schemas.push({ kind: "renameSchema", from: node.name, to: each.to })
    else if (node?.kind === "table")
      tables.push({ kind: "renameTable", ...placeOf(node), from: node.name, to: ownName(each.to) })
  for (const { each, node } of found) {
    if (node?.kind === "namespace" || node?.kind === "table") continue
    if (node?.kind === "column") {
      const table =
        tables.find((one) => one.from === node.table && one.schema === node.schema)?.to ?? node.table
      columns.push({ kind: "renameColumn", ...placeOf(node), table, from: node.name, to: lastName(each.to) })
    } else others.push(other(each, node, sides.from))
  }
  for (const each of [...tables, ...columns]) refuseUndeclared(each, sides.declared)
  return { schemas, tables, columns, others }
}

function named(text: string, { nodes }: Schema): SchemaNode | undefined {
  const matches = (kind: SchemaNode["kind"], name: (node: SchemaNode) => string) =>
    nodes.find((node) => node.kind === kind && name(node) === text)
  return (
    matches("table", displayName) ??
    nodes.find((node) => node.kind === "column" && `${displayName(tableOf(node))}.${node.name}` === text) ??
    matches("enum", displayName) ??
    matches("namespace", ({ name }) => name) ??
    nodes.find((node) => node.kind === "defined" && displayName(node) === text)
  )
}

function other(each: TypedRename, node: SchemaNode | undefined, from: Schema): Rename {
  if (node?.kind === "enum")
    return { kind: "renameEnum", ...placeOf(node), from: node.name, to: ownName(each.to) }
  if (node?.kind === "defined") {
    const { type, table, name } = node
    const on = table === undefined ? {} : { table }
    return { kind: "renameObject", type, ...placeOf(node), ...on, name, to: ownName(each.to) }
  }
  for (const one of from.nodes) {
    const prefix = one.kind === "enum" ? `${displayName(one)}.` : undefined
    if (one.kind !== "enum" || prefix === undefined || !each.from.startsWith(prefix)) continue
    const value = each.from.slice(prefix.length)
    if (one.values.includes(value))
      return {
        kind: "renameEnumValue",
        ...placeOf(one),
        name: one.name,
        from: value,
        to: withoutPrefix(each.to, prefix),
      }
  }
  throw invalid(each, `nothing that is ours is called ${each.from} in the database`)
}

function refuseUndeclared(operation: RenameTable | RenameColumn, declared: Catalog): void {
  const { kind, to, from } = operation
  const place = placeOf(operation)
  const key =
    kind === "renameTable"
      ? tableKey({ ...place, name: to })
      : nodeKey({ kind: "column", ...place, table: operation.table, name: to })
  if (declared.get(key) !== undefined) return
  const what = kind === "renameTable" ? "table" : "column"
  throw invalid({ from, to }, `no ${what} ${to} is declared`)
}

function invalid({ from, to }: TypedRename, why: string): AludelError {
  return new AludelError("generate/invalid-answer", `${from} can't be renamed to ${to}: ${why}`, {
    hint: "Write the names as the database and the declaration have them: --rename hotels.code=hotels.short_code, --rename hotels=inns.",
  })
}

function ownName(text: string): string {
  return objectName(text).name
}

function lastName(text: string): string {
  return text.slice(text.lastIndexOf(".") + 1)
}

function withoutPrefix(text: string, prefix: string): string {
  return text.startsWith(prefix) ? text.slice(prefix.length) : text
}

function placeOf(node: object): { readonly schema?: string } {
  return "schema" in node && typeof node.schema === "string" ? { schema: node.schema } : {}
}
