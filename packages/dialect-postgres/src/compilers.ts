import type { AlterColumn, CompileContext, Compiler, Step } from "@aludel/core/dialect"
import { literal, quoteName, tableOf } from "@aludel/core/dialect"

import { alterActions, becomesIdentity } from "./alter-column.ts"
import { addConstraint, dropConstraint, renameConstraint, validateConstraint } from "./ddl/constraints.ts"
import { createIndex, dropIndex } from "./ddl/indexes.ts"
import { addColumn, createTable, dropColumn } from "./ddl/tables.ts"

/** What PostgreSQL says differently, by kind of operation. */
export const compilers = {
  createTable,
  addColumn,
  dropColumn,
  alterColumn,
  createIndex,
  dropIndex,
  addConstraint,
  dropConstraint,
  validateConstraint,
  renameConstraint,
} satisfies Readonly<Record<string, Compiler<never>>>

// One statement where the default compiler has one per attribute: the table is locked, and rewritten, once.
function alterColumn(operation: AlterColumn, context: CompileContext): readonly Step[] {
  const table = context.path(tableOf(operation)).map(quoteName).join(".")
  const column = quoteName(operation.name)
  const actions = alterActions(operation, (node) => context.columnType(node))
  const alter = (parts: readonly string[]) =>
    parts.length === 0
      ? []
      : [
          statement(
            `alter table ${table} ${parts.map((part) => `alter column ${column} ${part}`).join(", ")}`,
          ),
        ]
  const fill = operation.to.nullable === false ? operation.fill : undefined
  return [
    ...alter(actions.first),
    ...(fill === undefined
      ? []
      : [statement(`update ${table} set ${column} = ${fill} where ${column} is null`)]),
    ...alter(actions.last),
    ...(becomesIdentity(operation) ? [statement(continueNumbers(table, operation.name))] : []),
  ]
}

// A new identity counts from 1, whatever rows there are.
function continueNumbers(table: string, name: string): string {
  const sequence = `pg_catalog.pg_get_serial_sequence(${literal(table)}, ${literal(name)})`
  return `select pg_catalog.setval(${sequence}, coalesce((select max(${quoteName(name)}) from ${table}), 0) + 1, false)`
}

function statement(text: string): Step {
  return { kind: "statement", sql: text, parameters: [] }
}
