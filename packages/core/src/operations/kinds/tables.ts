import { displayName, objectName, tableKey } from "../../schema/catalog.ts"
import type { AnyColumn } from "../../schema/column.ts"
import { columnRefs, type ColumnRef } from "../../schema/column-ref.ts"
import type { Extra } from "../../schema/constraints.ts"
import { isConstraint, isTablePart, type SchemaNode, type TablePartNode } from "../../schema/model.ts"
import { tableNodes } from "../../schema/table-nodes.ts"
import type { Argument, CompileContext, Definition, Step } from "../definition.ts"
import { commentSteps } from "../comment-steps.ts"
import { inlineParts } from "../inline.ts"
import { setNew, sibling, tableAndParts, unknownTable } from "../lookup.ts"
import type { CreateTable, DropTable, RenameTable } from "../operation.ts"
import { present } from "../present.ts"
import { renamedTable } from "../renamed.ts"
import { statement } from "../statement.ts"
import { constrained, indexStatement, withColumn } from "../table-builders.ts"

/** `op.createTable("hotels", { id: t.integer() }, (c) => [unique("uq").on(c.id)])` */
export const createTable = {
  kind: "createTable",
  make<C extends Readonly<Record<string, AnyColumn>>>(
    name: string,
    columns: C,
    extras?: (c: { readonly [K in keyof C]: ColumnRef }) => readonly Extra[],
    options: { readonly ifNotExists?: boolean | undefined } = {},
  ): CreateTable {
    const table = objectName(name)
    const refs = columnRefs(Object.keys(columns)) as { readonly [K in keyof C]: ColumnRef }
    const nodes = tableNodes(table, columns, extras?.(refs) ?? [])
    return present({
      kind: "createTable",
      ...table,
      nodes,
      ifNotExists: options.ifNotExists === true ? true : undefined,
    })
  },
  arguments(operation) {
    const parts = partsIn(operation.nodes)
    const columns = parts.filter((part) => part.kind === "column")
    const inline = new Map(columns.map((column) => [column.name, inlineParts(column, parts)]))
    const onColumns = new Set<SchemaNode>([...inline.values()].flat())
    const extras = [
      ...operation.nodes.filter((node) => node.kind === "table" && Object.keys(node).some(isTableOption)),
      ...parts.filter((part) => part.kind !== "column" && !onColumns.has(part)),
    ]
    const record = Object.fromEntries(
      columns.map((column): [string, Argument] => [
        column.name,
        { "~print": "column", column, parts: inline.get(column.name)! },
      ]),
    )
    return [
      displayName(operation),
      record,
      ...(extras.length > 0 || operation.ifNotExists
        ? [{ "~print": "extras", parts: extras, columns: Object.keys(record) } as const]
        : []),
      ...(operation.ifNotExists ? [{ ifNotExists: true }] : []),
    ]
  },
  describe: (operation) => `create table ${displayName(operation)}`,
  summary: (operation) => `+ table ${displayName(operation)}`,
  reverse: ({ ifNotExists, ...operation }) =>
    present({ ...operation, kind: "dropTable", ifExists: ifNotExists }),
  apply(operation, catalog) {
    if (operation.ifNotExists && catalog.get(tableKey(operation)) !== undefined) return
    const isThere = catalog.get(tableKey(operation)) !== undefined
    const names = new Set<string>()
    for (const node of operation.nodes) {
      // In a table that was not there only its own parts can be in the way of each other.
      const isNamed = isTablePart(node) && node.kind !== "column"
      if (isThere || names.has(node.name)) setNew(catalog, node)
      else catalog.set(node)
      if (isNamed) names.add(node.name)
    }
  },
  compile(operation, context) {
    const parts = partsIn(operation.nodes)
    const start = context.db.schema.createTable(context.name(operation))
    let builder = operation.ifNotExists ? start.ifNotExists() : start
    for (const part of parts) {
      if (part.kind === "column") builder = withColumn(builder, part, context)
      else if (isConstraint(part)) builder = constrained(builder, part, context)
    }
    const indexes = parts.filter((part) => part.kind === "index")
    return [
      statement(builder),
      ...indexes.map((index) => indexStatement(index, context, operation)),
      ...operation.nodes.flatMap((node) => commentSteps(node, context)),
    ]
  },
} satisfies Definition<CreateTable>

/** `op.dropTable("hotels")` */
export const dropTable = {
  kind: "dropTable",
  fills: ["nodes"],
  make: (name: string, options: { readonly ifExists?: boolean | undefined } = {}): DropTable =>
    present({
      kind: "dropTable",
      ...objectName(name),
      ifExists: options.ifExists === true ? true : undefined,
    }),
  arguments: (operation) => [displayName(operation), ...(operation.ifExists ? [{ ifExists: true }] : [])],
  describe: (operation) => `drop table ${displayName(operation)}`,
  summary: (operation) => `- table ${displayName(operation)}`,
  resolve(operation, before) {
    if (operation.nodes !== undefined) return operation
    const nodes = tableAndParts(before, operation)
    if (nodes.length === 0 && !operation.ifExists) throw unknownTable(before, operation)
    return { ...operation, nodes }
  },
  reverse({ ifExists, nodes = [], ...operation }) {
    if (nodes.length === 0)
      return { irreversible: `it is not known what the table ${displayName(operation)} was` }
    return present({ ...operation, kind: "createTable", nodes, ifNotExists: ifExists })
  },
  apply(operation, catalog) {
    if (catalog.get(tableKey(operation)) === undefined && !operation.ifExists)
      throw unknownTable(catalog, operation)
    catalog.delete(tableKey(operation))
  },
  compile(operation, context) {
    const builder = context.db.schema.dropTable(context.name(operation))
    return [statement(operation.ifExists ? builder.ifExists() : builder)]
  },
  hazards: (operation) => [
    { kind: "drops-data", message: `The table ${displayName(operation)} is dropped with all its rows.` },
  ],
} satisfies Definition<DropTable>

/** `op.renameTable("hotels", "properties")` */
export const renameTable = {
  kind: "renameTable",
  make(from: string, to: string): RenameTable {
    const { schema, name } = objectName(from)
    return present({ kind: "renameTable", schema, from: name, to: objectName(to).name })
  },
  arguments: (operation) => [
    displayName(sibling(operation, operation.from)),
    displayName({ name: operation.to }),
  ],
  describe: (operation) =>
    `rename table ${displayName(sibling(operation, operation.from))} to ${operation.to}`,
  reverse: (operation) => ({ ...operation, from: operation.to, to: operation.from }),
  apply: renamedTable,
  compile: renameStatement,
} satisfies Definition<RenameTable>

function renameStatement(operation: RenameTable, context: CompileContext): readonly Step[] {
  return [
    statement(
      context.db.schema
        .alterTable(context.name(sibling(operation, operation.from)))
        .renameTo(context.name({ name: operation.to })),
    ),
  ]
}

function isTableOption(key: string): boolean {
  return key !== "kind" && key !== "schema" && key !== "name"
}

function partsIn(nodes: readonly SchemaNode[]): readonly TablePartNode[] {
  return nodes.filter(isTablePart)
}
