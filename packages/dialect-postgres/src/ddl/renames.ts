import type {
  Catalog,
  ColumnNode,
  CompileContext,
  ObjectName,
  RenameColumn,
  RenameTable,
  SchemaNode,
  Step,
} from "@aludel/core/dialect"
import { isConstraint, nodeKey, quoteName, tableOf } from "@aludel/core/dialect"

import { engineName } from "../engine-name.ts"
import { block } from "./block-text.ts"
import { pathText } from "./path-text.ts"
import { alterTableSteps, statement } from "./step.ts"

/** Renames a table, and with it what PostgreSQL named after it, so that it is as a new one of that name would be. */
export function renameTable(operation: RenameTable, context: CompileContext): readonly Step[] {
  const { from, to } = operation
  const table = sibling(operation, from)
  const columns = context.before?.parts(table).filter((part) => part.kind === "column") ?? []
  return [
    ...alterTableSteps(pathText(table, context), [`rename to ${quoteName(to)}`]),
    ...followed(
      columns.map((was) => ({ was, is: { ...was, table: to } })),
      context,
    ),
  ]
}

/** Renames a column, and with it what PostgreSQL named after it. */
export function renameColumn(operation: RenameColumn, context: CompileContext): readonly Step[] {
  const { kind: _, from, to, ...on } = operation
  const was = context.before?.get(nodeKey({ ...on, kind: "column", name: from }))
  return [
    ...alterTableSteps(pathText(tableOf(operation), context), [
      `rename column ${quoteName(from)} to ${quoteName(to)}`,
    ]),
    ...(was?.kind === "column" ? followed([{ was, is: { ...was, name: to } }], context) : []),
  ]
}

interface Renamed<T> {
  readonly was: T
  readonly is: T
}

/** The statements that give what PostgreSQL named after columns the names that it would choose now. */
function followed(columns: readonly Renamed<ColumnNode>[], context: CompileContext): readonly Step[] {
  const [first] = columns
  if (first === undefined) return []
  const { before } = context
  const sequences = free(renamed(columns, ownSequence), () => relations(before, first.was))
  const notNulls = free(renamed(columns, ownNotNull), () => constraints(before, first.was))
  const table = pathText(tableOf(first.is), context)
  return [
    ...sequences.map(({ was, is }) =>
      statement(`alter sequence ${pathText(sibling(first.is, was), context)} rename to ${quoteName(is)}`),
    ),
    ...(notNulls.length === 0 ? [] : [statement(renamedNotNulls(table, notNulls))]),
  ]
}

// They are constraints with names since 18, and which version runs a script is not known.
function renamedNotNulls(table: string, notNulls: readonly Renamed<string>[]): string {
  const renames = notNulls.map(
    ({ was, is }) => `alter table ${table} rename constraint ${quoteName(was)} to ${quoteName(is)};`,
  )
  return block(
    "if current_setting('server_version_num')::int >= 180000 then",
    ...renames.map((text) => `  ${text}`),
    "end if;",
  )
}

function renamed(
  columns: readonly Renamed<ColumnNode>[],
  name: (column: ColumnNode) => string | undefined,
): readonly Renamed<string>[] {
  return columns.flatMap(({ was, is }) => {
    const [before, after] = [name(was), name(is)]
    return before === undefined || after === undefined || before === after ? [] : [{ was: before, is: after }]
  })
}

// A name that somebody gave is his, and so it does not follow.
function ownSequence({ table, name, identity }: ColumnNode): string | undefined {
  return identity && identity.sequence === undefined ? engineName(table, name, "seq") : undefined
}

function ownNotNull({ table, name, nullable, notNull }: ColumnNode): string | undefined {
  return nullable || notNull?.name !== undefined ? undefined : engineName(table, name, "not_null")
}

/** Those whose new name nothing else has. */
function free(
  renames: readonly Renamed<string>[],
  others: () => Iterable<string>,
): readonly Renamed<string>[] {
  if (renames.length === 0) return []
  const taken = new Set(others())
  return renames.filter(({ is }) => !taken.has(is) && taken.add(is))
}

function relations(before: Catalog | undefined, { schema }: { readonly schema?: string }): readonly string[] {
  return (before?.schema().nodes ?? []).flatMap((node) => {
    if (node.kind === "namespace" || node.schema !== schema) return []
    if (node.kind === "column") {
      const { identity, table, name } = node
      return identity ? [identity.sequence ?? engineName(table, name, "seq")] : []
    }
    return isRelation(node) ? [node.name] : []
  })
}

function isRelation(node: SchemaNode): boolean {
  if (node.kind === "defined") return relationTypes.has(node.type)
  return relationKinds.has(node.kind)
}

const relationKinds: ReadonlySet<string> = new Set(["table", "index", "primaryKey", "unique", "exclusion"])
const relationTypes: ReadonlySet<string> = new Set([
  "sequence",
  "view",
  "materialized view",
  "composite type",
])

function constraints(before: Catalog | undefined, column: ColumnNode): readonly string[] {
  return (before?.parts(tableOf(column)) ?? []).flatMap((part) => {
    if (isConstraint(part)) return [part.name]
    return part.kind === "column" && !part.nullable
      ? [part.notNull?.name ?? engineName(part.table, part.name, "not_null")]
      : []
  })
}

function sibling({ schema }: { readonly schema?: string }, name: string): ObjectName {
  return schema === undefined ? { name } : { schema, name }
}
