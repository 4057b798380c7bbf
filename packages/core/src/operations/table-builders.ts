import type { CreateTableBuilder } from "kysely"

import type { ColumnNode } from "../schema/nodes/columns.ts"
import type { ConstraintNode, ForeignKeyNode } from "../schema/nodes/constraints.ts"
import type { IndexKey, IndexNode } from "../schema/nodes/indexes.ts"
import { AludelError } from "../errors/error.ts"
import { displayName, tableOf } from "../schema/catalog.ts"
import { sql, type Sql } from "../sql/sql.ts"
import type { CompileContext, Step } from "./definition.ts"
import { defaultExpression, statement } from "./statement.ts"

// What the default compilers say with Kysely's schema builder about columns, constraints and indexes.

/** A builder of Kysely's that takes columns: of a new table or an existing one. */
interface TakesColumns<B> {
  addColumn(name: string, type: Sql, build: (column: ColumnBuilder) => ColumnBuilder): B
}

interface ColumnBuilder {
  notNull(): ColumnBuilder
  defaultTo(value: Sql): ColumnBuilder
}

/** The builder with one column more: its type, identity, default and nullability. */
export function withColumn<B>(
  builder: TakesColumns<B> | object,
  column: ColumnNode,
  context: CompileContext,
): B {
  const type = [context.columnType(column), column.identity === undefined ? "" : context.identity(column)]
  return (builder as TakesColumns<B>).addColumn(
    column.name,
    sql.raw(type.filter(Boolean).join(" ")),
    (start) => {
      const filled = column.default === undefined ? start : start.defaultTo(defaultExpression(column.default))
      return column.nullable ? filled : filled.notNull()
    },
  )
}

/** A builder of Kysely's that takes constraints: of a new table or an existing one. */
interface TakesConstraints<B> {
  addPrimaryKeyConstraint(name: string, columns: string[]): B
  addUniqueConstraint(name: string, columns: string[]): B
  addCheckConstraint(name: string, expression: Sql): B
}

/** The builder of a new table with one constraint more. */
// oxlint-disable-next-line typescript/no-explicit-any -- builds any table
export function constrained<B extends CreateTableBuilder<any, any>>(
  builder: B,
  constraint: ConstraintNode,
  context: CompileContext,
): B {
  if (constraint.kind !== "foreignKey") return plainConstraint<B>(builder as never, constraint)
  const { name, columns, references, onDelete, onUpdate } = constraint
  return builder.addForeignKeyConstraint(
    name,
    [...columns],
    targetOf(constraint, context),
    [...references.columns],
    (key) => {
      const withDelete = onDelete === undefined ? key : key.onDelete(onDelete)
      return onUpdate === undefined ? withDelete : withDelete.onUpdate(onUpdate)
    },
  ) as B
}

/** The step that adds a constraint to an existing table. */
export function constraintStatement(constraint: ConstraintNode, context: CompileContext): Step {
  const table = context.db.schema.alterTable(context.name(tableOf(constraint)))
  if (constraint.kind !== "foreignKey") return statement(plainConstraint<Compilable>(table, constraint))
  const { name, columns, references, onDelete, onUpdate } = constraint
  const key = table.addForeignKeyConstraint(name, [...columns], targetOf(constraint, context), [
    ...references.columns,
  ])
  const withDelete = onDelete === undefined ? key : key.onDelete(onDelete)
  return statement(onUpdate === undefined ? withDelete : withDelete.onUpdate(onUpdate))
}

type Compilable = Parameters<typeof statement>[0]

function plainConstraint<B>(
  builder: TakesConstraints<B>,
  constraint: Exclude<ConstraintNode, ForeignKeyNode>,
): B {
  switch (constraint.kind) {
    case "primaryKey":
      return builder.addPrimaryKeyConstraint(constraint.name, [...constraint.columns])
    case "unique":
      return builder.addUniqueConstraint(constraint.name, [...constraint.columns])
    case "check":
      return builder.addCheckConstraint(constraint.name, sql.raw(constraint.expression))
    case "exclusion":
      throw new AludelError(
        "dialect/unsupported",
        `the exclusion constraint ${constraint.name} of ${displayName(tableOf(constraint))} needs a dialect that knows such`,
        { hint: "Give the dialect of your engine: @aludel/dialect-postgres has them." },
      )
  }
}

function targetOf({ references: { schema, table } }: ForeignKeyNode, context: CompileContext): string {
  return context.name(schema === undefined ? { name: table } : { schema, name: table })
}

/** The step that creates an index. */
export function indexStatement(
  index: IndexNode,
  context: CompileContext,
  options: { readonly ifNotExists?: true } = {},
): Step {
  const start = context.db.schema.createIndex(index.name).on(context.name(tableOf(index)))
  const named = options.ifNotExists ? start.ifNotExists() : start
  const kept = index.unique ? named.unique() : named
  const keyed = index.keys.reduce((builder, key) => builder.expression(indexKey(key)), kept)
  return statement(index.where === undefined ? keyed : keyed.where(sql.raw<boolean>(index.where)))
}

function indexKey(key: IndexKey): Sql {
  const order = `${key.descending ? " desc" : ""}${key.nulls === undefined ? "" : ` nulls ${key.nulls}`}`
  if ("column" in key) return sql`${sql.id(key.column)}${sql.raw(order)}`
  return sql.raw(`(${key.expression})${order}`)
}
