import type { AlterColumnBuilder, AlteredColumnBuilder } from "kysely"

import { tableOf } from "../schema/catalog.ts"
import type { ColumnNode } from "../schema/nodes/columns.ts"
import { sql, type Sql } from "../sql/sql.ts"
import { changed } from "./column-change.ts"
import type { CompileContext, Step } from "./definition.ts"
import type { AlterColumn } from "./operation.ts"
import { defaultExpression, rawStatement, statement } from "./statement.ts"

/**
 * The statements that alter a column, one attribute at a time: the old default goes before the type (it may not fit the
 * new one), NULLs are replaced before the column becomes NOT NULL.
 */
export function alterColumnSteps(operation: AlterColumn, context: CompileContext): readonly Step[] {
  const { to } = operation
  const leavesDefault =
    to.default !== undefined &&
    (to.default === null || (to.type !== undefined && operation.from?.default !== null))
  return [
    ...(leavesDefault ? [alter(operation, context, (column) => column.dropDefault())] : []),
    ...(to.type === undefined ? [] : [typeStep(operation, context)]),
    ...nullabilitySteps(operation, context),
    ...(typeof to.default === "string" ? [defaultStep(operation, to.default, context)] : []),
    ...identitySteps(operation, context),
  ]
}

function alter(
  operation: AlterColumn,
  context: CompileContext,
  change: (column: AlterColumnBuilder) => AlteredColumnBuilder,
): Step {
  return statement(
    context.db.schema.alterTable(context.name(tableOf(operation))).alterColumn(operation.name, change),
  )
}

function typeStep(operation: AlterColumn, context: CompileContext): Step {
  const type = context.columnType(columnAfter(operation))
  return alter(operation, context, (column) =>
    column.setDataType(sql`${sql.raw(type)}${conversion(operation, type, context)}`),
  )
}

// Nothing is converted to an enumerated type by itself, but everything through text.
function conversion({ name, to, using }: AlterColumn, type: string, context: CompileContext): Sql {
  if (using !== undefined) return sql.raw(` using ${using}`)
  if (!to.enum || !context.holds("enum")) return sql.raw("")
  return sql` using cast(cast(${sql.id(name)} as text) as ${sql.raw(type)})`
}

function nullabilitySteps(operation: AlterColumn, context: CompileContext): readonly Step[] {
  const { name, to, fill } = operation
  if (to.nullable === undefined) return []
  if (to.nullable) return [alter(operation, context, (column) => column.dropNotNull())]
  const update = context.db.updateTable(context.name(tableOf(operation)))
  const column = context.name({ name })
  const filled =
    fill === undefined ? [] : [statement(update.set({ [column]: sql.raw(fill) }).where(column, "is", null))]
  return [...filled, alter(operation, context, (builder) => builder.setNotNull())]
}

function defaultStep(operation: AlterColumn, text: string, context: CompileContext): Step {
  return alter(operation, context, (column) => column.setDefault(defaultExpression(text)))
}

// Kysely has no builder for identity; the words are those of the SQL standard.
function identitySteps(operation: AlterColumn, context: CompileContext): readonly Step[] {
  const { to, from } = operation
  if (to.identity === undefined) return []
  const step = (words: string) =>
    rawStatement(
      sql`alter table ${sql.id(...context.path(tableOf(operation)))} alter column ${sql.id(operation.name)} ${sql.raw(words)}`,
      context,
    )
  if (to.identity === null) return [step("drop identity")]
  if (from?.identity) return [step(`set generated ${to.identity.always ? "always" : "by default"}`)]
  const words = context.identity(columnAfter(operation))
  return words === "" ? [] : [step(`add ${words}`)]
}

/** The column as far as the operation knows it. */
function columnAfter({ schema, table, name, to }: AlterColumn): ColumnNode {
  const place = schema === undefined ? {} : { schema }
  return changed({ kind: "column", ...place, table, name, type: to.type ?? "" }, to)
}
