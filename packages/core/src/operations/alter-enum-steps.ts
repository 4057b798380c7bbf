import { AludelError } from "../errors/error.ts"
import { displayName, tableOf, type Catalog } from "../schema/catalog.ts"
import type { ColumnNode } from "../schema/nodes/columns.ts"
import type { CheckNode } from "../schema/nodes/constraints.ts"
import type { IndexNode } from "../schema/nodes/indexes.ts"
import { sql } from "../sql/sql.ts"
import type { CompileContext, Step } from "./definition.ts"
import { addConstraint, dropConstraint } from "./kinds/constraints.ts"
import { createIndex, dropIndex } from "./kinds/indexes.ts"
import { nodeOf, sibling } from "./lookup.ts"
import type { AlterEnum } from "./operation.ts"
import { defaultExpression, rawStatement, statement } from "./statement.ts"
import { usesColumn } from "./uses.ts"

/**
 * The statements that give an enumerated type another list of values. New ones are added where they belong; where some go
 * or change places, the type is made anew and its columns are converted, which fails where a row has a value that goes.
 */
export function alterEnumSteps(operation: AlterEnum, context: CompileContext): readonly Step[] {
  if (!context.holds("enum")) return []
  const from = operation.from ?? (context.before && nodeOf(context.before, "enum", operation).values)
  if (from === undefined) throw unknownBefore(operation)
  const kept = operation.to.filter((value) => from.includes(value))
  const onlyAdds = kept.length === from.length && kept.every((value, index) => value === from[index])
  return onlyAdds ? additions(operation, from, context) : remade(operation, context)
}

function additions(
  { to, ...operation }: AlterEnum,
  from: readonly string[],
  context: CompileContext,
): readonly Step[] {
  const type = context.db.schema.alterType(context.name(operation))
  return to.flatMap((value, index) => {
    if (from.includes(value)) return []
    // Kysely refuses, by type, a neighbour that may be the value itself.
    const added = type.addValue(value)
    const behind = to[index - 1]
    const first = from[0]
    if (behind !== undefined) return [statement(added.after(behind as never))]
    return [statement(first === undefined ? added : added.before(first as never))]
  })
}

function remade(operation: AlterEnum, context: CompileContext): readonly Step[] {
  if (context.before === undefined) throw unknownBefore(operation)
  const type = sql.id(...context.path(operation))
  const old = sibling(operation, `${operation.name}_old`)
  const users = context.before
    .schema()
    .nodes.filter((node) => node.kind === "column" && isOf(node, operation)) as ColumnNode[]
  const bound = boundTo(users, context.before)
  return [
    ...bound.flatMap((part) => dropped(part, context)),
    rawStatement(sql`alter type ${type} rename to ${sql.id(old.name)}`, context),
    statement(context.db.schema.createType(context.name(operation)).asEnum([...operation.to])),
    ...users.flatMap((column) => conversion(column, context)),
    statement(context.db.schema.dropType(context.name(old))),
    ...bound.flatMap((part) => created(part, context)),
  ]
}

type Bound = CheckNode | IndexNode

/** The checks, predicates and expressions that compare a column with values of the old type; the engine would not convert them. */
function boundTo(users: readonly ColumnNode[], before: Catalog): readonly Bound[] {
  const bound = users.flatMap((column) =>
    before
      .parts(tableOf(column))
      .filter(
        (part): part is Bound => part.kind === "check" || (part.kind === "index" && hasExpression(part)),
      )
      .filter((part) => usesColumn(part, column.name)),
  )
  return [...new Set(bound)]
}

function hasExpression({ keys, where }: IndexNode): boolean {
  return where !== undefined || keys.some((key) => "expression" in key)
}

function dropped(part: Bound, context: CompileContext): readonly Step[] {
  return part.kind === "index"
    ? dropIndex.compile({ ...part, kind: "dropIndex" }, context)
    : dropConstraint.compile({ ...part, kind: "dropConstraint" }, context)
}

function created(part: Bound, context: CompileContext): readonly Step[] {
  return part.kind === "index"
    ? createIndex.compile({ ...part, kind: "createIndex", index: part }, context)
    : addConstraint.compile({ ...part, kind: "addConstraint", constraint: part }, context)
}

function conversion(column: ColumnNode, context: CompileContext): readonly Step[] {
  const table = context.db.schema.alterTable(context.name(tableOf(column)))
  const type = context.columnType(column)
  const converted = sql`${sql.raw(type)} using cast(cast(${sql.id(column.name)} as text) as ${sql.raw(type)})`
  const change = statement(table.alterColumn(column.name, (builder) => builder.setDataType(converted)))
  if (column.default === undefined) return [change]
  const value = defaultExpression(column.default)
  return [
    statement(table.alterColumn(column.name, (builder) => builder.dropDefault())),
    change,
    statement(table.alterColumn(column.name, (builder) => builder.setDefault(value))),
  ]
}

function isOf(column: ColumnNode, { schema, name }: AlterEnum): boolean {
  return column.enum?.name === name && column.enum.schema === schema
}

function unknownBefore(operation: AlterEnum): AludelError {
  return new AludelError(
    "operation/invalid",
    `the values that the enum ${displayName(operation)} has before are not known`,
    {
      hint: "Raw SQL before it hides them: say what that amounts to with `effect`.",
    },
  )
}
