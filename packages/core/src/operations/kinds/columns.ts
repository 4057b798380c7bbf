import { nodeKey, tableOf } from "../../schema/catalog.ts"
import type { AnyColumn } from "../../schema/column.ts"
import { isConstraint, type TablePartNode } from "../../schema/model.ts"
import type { ColumnNode } from "../../schema/nodes/columns.ts"
import { columnNodes } from "../../schema/table-nodes.ts"
import { sql, sqlText, type Sql } from "../../sql/sql.ts"
import { sqlArgument, type CompileContext, type Definition, type Hazard, type Step } from "../definition.ts"
import { columnOf, onTable, partsOf, setNew, tableText } from "../lookup.ts"
import type { AddColumn, DropColumn, RenameColumn } from "../operation.ts"
import { isConditional, optionArgument, present } from "../present.ts"
import { renamedColumn } from "../renamed.ts"
import { statement } from "../statement.ts"
import { constraintStatement, indexStatement, withColumn } from "../table-builders.ts"
import { usesColumn } from "../uses.ts"

/** `op.addColumn("hotels", "code", t.text(), { fill: sql`'none'` })` */
export const addColumn = {
  kind: "addColumn",
  make(
    table: string,
    name: string,
    column: AnyColumn,
    options: { readonly fill?: Sql | undefined; readonly ifNotExists?: boolean | undefined } = {},
  ): AddColumn {
    const on = onTable(table)
    const fill = options.fill === undefined ? undefined : sqlText(options.fill)
    const ifNotExists = options.ifNotExists ? (true as const) : undefined
    const nodes = columnNodes(tableOf(on), name, column)
    return present({ kind: "addColumn", ...on, name, nodes, fill, ifNotExists })
  },
  arguments: (operation) => [
    tableText(operation),
    operation.name,
    { "~print": "column", column: columnIn(operation.nodes), parts: operation.nodes.slice(1) },
    ...optionArgument({
      fill: operation.fill === undefined ? undefined : sqlArgument(operation.fill),
      ifNotExists: operation.ifNotExists,
    }),
  ],
  describe: (operation) => `add column ${columnText(operation)}`,
  summary: (operation) => `+ ${columnText(operation)} ${columnIn(operation.nodes).type}`,
  reverse: ({ ifNotExists, ...operation }) =>
    present({ ...operation, kind: "dropColumn", ifExists: ifNotExists }),
  isDone: (operation, before) =>
    operation.ifNotExists === true && before.get(nodeKey({ ...operation, kind: "column" })) !== undefined,
  apply(operation, catalog) {
    if (addColumn.isDone(operation, catalog)) return
    for (const node of operation.nodes) setNew(catalog, node)
  },
  needsBefore: isConditional,
  compile: (operation, context) => [
    ...columnSteps(operation, context),
    ...operation.nodes.slice(1).flatMap((part) => partSteps(part, context)),
  ],
  hazards: needsValue,
} satisfies Definition<AddColumn>

/** `op.dropColumn("hotels", "code")` */
export const dropColumn = {
  kind: "dropColumn",
  fills: ["nodes"],
  make: (
    table: string,
    name: string,
    options: { readonly ifExists?: boolean | undefined } = {},
  ): DropColumn =>
    present({
      kind: "dropColumn",
      ...onTable(table),
      name,
      ifExists: options.ifExists ? true : undefined,
    }),
  arguments: (operation) => [
    tableText(operation),
    operation.name,
    ...optionArgument({ ifExists: operation.ifExists }),
  ],
  describe: (operation) => `drop column ${columnText(operation)}`,
  summary: (operation) => `- ${columnText(operation)}`,
  resolve(operation, before): DropColumn {
    if (operation.nodes !== undefined || dropColumn.isDone(operation, before)) return operation
    const column = columnOf(before, operation, operation.name)
    return { ...operation, nodes: [column, ...users(partsOf(before, operation), operation.name)] }
  },
  reverse({ nodes = [], ifExists, ...operation }) {
    if (nodes.length === 0)
      return { irreversible: `it is not known what the column ${columnText(operation)} was` }
    return present({ ...operation, kind: "addColumn", nodes, ifNotExists: ifExists })
  },
  isDone: (operation, before) =>
    operation.ifExists === true && before.get(nodeKey({ ...operation, kind: "column" })) === undefined,
  needsBefore: isConditional,
  apply(operation, catalog) {
    if (dropColumn.isDone(operation, catalog)) return
    const column = columnOf(catalog, operation, operation.name)
    for (const part of users(partsOf(catalog, operation), operation.name)) catalog.delete(nodeKey(part))
    catalog.delete(nodeKey(column))
  },
  compile: (operation, context) => [
    statement(context.db.schema.alterTable(context.name(tableOf(operation))).dropColumn(operation.name)),
  ],
  hazards: (operation) => [
    { kind: "drops-data", message: `The column ${columnText(operation)} is dropped with all its values.` },
  ],
} satisfies Definition<DropColumn>

/** `op.renameColumn("hotels", "code", "short_name")` */
export const renameColumn = {
  kind: "renameColumn",
  make: (table: string, from: string, to: string): RenameColumn => ({
    kind: "renameColumn",
    ...onTable(table),
    from,
    to,
  }),
  arguments: (operation) => [tableText(operation), operation.from, operation.to],
  describe: (operation) => `rename column ${tableText(operation)}.${operation.from} to ${operation.to}`,
  reverse: (operation) => ({ ...operation, from: operation.to, to: operation.from }),
  apply: renamedColumn,
  compile: (operation, context) => [
    statement(
      context.db.schema
        .alterTable(context.name(tableOf(operation)))
        .renameColumn(operation.from, operation.to),
    ),
  ],
} satisfies Definition<RenameColumn>

// A NOT NULL column can't be added to rows that exist unless they get a value.
function needsValue(operation: AddColumn): readonly Hazard[] {
  const { nullable, default: value, identity } = columnIn(operation.nodes)
  if (operation.fill !== undefined || nullable || value !== undefined || identity !== undefined) return []
  const message = `${columnText(operation)} is NOT NULL and has no default: a table with rows refuses it.`
  return [{ kind: "needs-value", message }]
}

function columnSteps(operation: AddColumn, context: CompileContext): readonly Step[] {
  const name = context.name(tableOf(operation))
  const column = columnIn(operation.nodes)
  const add = (node: ColumnNode) =>
    statement(withColumn<Compilable>(context.db.schema.alterTable(name), node, context))
  if (operation.fill === undefined) return [add(column)]
  const fill = context.db.updateTable(name).set({ [column.name]: sql.raw(operation.fill) })
  const notNull = context.db.schema
    .alterTable(name)
    .alterColumn(column.name, (builder) => builder.setNotNull())
  return [
    add({ ...column, nullable: true }),
    statement(fill),
    ...(column.nullable ? [] : [statement(notNull)]),
  ]
}

type Compilable = Parameters<typeof statement>[0]

function partSteps(part: TablePartNode, context: CompileContext): readonly Step[] {
  if (isConstraint(part)) return [constraintStatement(part, context)]
  return part.kind === "index" ? [indexStatement(part, context)] : []
}

function columnIn(nodes: readonly TablePartNode[]): ColumnNode {
  return nodes[0] as ColumnNode
}

function columnText(operation: {
  readonly schema?: string
  readonly table: string
  readonly name: string
}): string {
  return `${tableText(operation)}.${operation.name}`
}

function users(parts: readonly TablePartNode[], column: string): readonly TablePartNode[] {
  return parts.filter((part) => usesColumn(part, column))
}
