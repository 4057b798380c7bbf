import type {
  AlterColumn,
  AlterEnum,
  CompileContext,
  Compiler,
  RenameIndex,
  Step,
} from "@aludel/core/dialect"
import { AludelError, displayName, literal, quoteName, tableOf } from "@aludel/core/dialect"

import { alterActions, fillsIdentity } from "./alter-column.ts"

/** What PostgreSQL says differently, by kind of operation. */
export const compilers = {
  alterColumn,
  alterEnum,
  renameIndex,
} satisfies Readonly<Record<string, Compiler<never>>>

function alterColumn(operation: AlterColumn, context: CompileContext): readonly Step[] {
  const table = qualified(context, tableOf(operation))
  const column = quoteName(operation.name)
  const actions = alterActions(operation, (node) => context.columnType(node))
  const alter = (parts: readonly string[]) =>
    `alter table ${table} ${parts.map((part) => `alter column ${column} ${part}`).join(", ")}`
  const fill = operation.to.nullable === false && operation.fill !== undefined ? operation.fill : undefined
  return [
    ...statements(actions.first, alter),
    ...(fill === undefined
      ? []
      : [statement(`update ${table} set ${column} = ${fill} where ${column} is null`)]),
    ...statements(actions.then, alter),
    ...(fillsIdentity(operation) ? [statement(continueNumbers(table, operation.name))] : []),
  ]
}

// A new identity counts from 1, whatever rows there are.
function continueNumbers(table: string, name: string): string {
  const sequence = `pg_catalog.pg_get_serial_sequence(${literal(table)}, ${literal(name)})`
  return `select pg_catalog.setval(${sequence}, coalesce((select max(${quoteName(name)}) from ${table}), 0) + 1, false)`
}

function alterEnum(operation: AlterEnum, context: CompileContext): readonly Step[] {
  const from = operation.from ?? []
  if (!isSubsequence(from, operation.to)) throw unsupportedEnum(operation)
  const type = qualified(context, operation)
  const known = new Set(from)
  // What was there is not known of an operation that has not been resolved; the values already there are then passed over.
  const add = operation.from === undefined ? "add value if not exists" : "add value"
  return operation.to.flatMap((value, index) => {
    if (known.has(value)) return []
    const place = enumPlace(operation.to, known, index)
    known.add(value)
    return [statement(`alter type ${type} ${add} ${literal(value)}${place}`)]
  })
}

// Behind the value before it, which is there by now; the first one stands before the first that is there.
function enumPlace(values: readonly string[], known: ReadonlySet<string>, index: number): string {
  if (index > 0) return ` after ${literal(values[index - 1])}`
  const next = values.find((value) => known.has(value))
  return next === undefined ? "" : ` before ${literal(next)}`
}

function isSubsequence(part: readonly string[], whole: readonly string[]): boolean {
  let found = 0
  for (const value of whole) if (value === part[found]) found++
  return found === part.length
}

function unsupportedEnum({ from = [], to, ...object }: AlterEnum): AludelError {
  const removed = from.filter((value) => !to.includes(value))
  const what = removed.length === 0 ? "put in another order" : `removed: ${removed.join(", ")}`
  return new AludelError(
    "dialect/unsupported",
    `PostgreSQL only adds values to an enum; of ${displayName(object)} values would be ${what}`,
    {
      hint: "Create a new enum, alter the columns to it, and drop the old one.",
      details: { from, to },
    },
  )
}

function renameIndex({ schema, from, to }: RenameIndex, context: CompileContext): readonly Step[] {
  const index = qualified(context, { ...(schema === undefined ? {} : { schema }), name: from })
  return [statement(`alter index ${index} rename to ${quoteName(to)}`)]
}

function qualified(context: CompileContext, object: Parameters<CompileContext["path"]>[0]): string {
  return context.path(object).map(quoteName).join(".")
}

function statements(parts: readonly string[], alter: (parts: readonly string[]) => string): readonly Step[] {
  return parts.length === 0 ? [] : [statement(alter(parts))]
}

function statement(text: string): Step {
  return { kind: "statement", sql: text, parameters: [] }
}
