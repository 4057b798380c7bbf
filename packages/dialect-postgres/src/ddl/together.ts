import type { AlterColumn, CompileContext, Operation, Step, Together } from "@aludel/core/dialect"
import { catalog, definitionOf } from "@aludel/core/dialect"

import { compilers } from "../compilers.ts"
import { joined } from "./joined.ts"
import { needsBefore } from "./needs-before.ts"
import { tablePath } from "./path-text.ts"

/**
 * Changes of one table that follow each other are one `alter table`, so that it is locked and rewritten once. PostgreSQL
 * does the parts of one in an order of its own (what is dropped first, then types, then new columns, constraints last),
 * so only changes that have the same place in it are joined, and none of what another one touches.
 * https://www.postgresql.org/docs/18/sql-altertable.html
 */
export const together: Together = {
  joins(operations, next) {
    const [first] = operations
    if (first === undefined || !isChange(first) || !isChange(next)) return false
    return (
      first.schema === next.schema &&
      first.table === next.table &&
      places[first.kind] === places[next.kind] &&
      operations.filter(isChange).every((each) => areApart(each, next))
    )
  },
  compile(operations, context) {
    const [first] = operations.filter(isChange)
    return first === undefined ? [] : joined(oneByOne(operations, context), tablePath(first, context))
  },
}

const places = {
  dropColumn: "drop",
  dropConstraint: "drop",
  alterColumn: "alter",
  addColumn: "add column",
  addConstraint: "add constraint",
} as const

type Kind = keyof typeof places

interface Change extends Operation {
  readonly kind: Kind
  readonly schema?: string
  readonly table: string
  readonly name: string
}

function isChange(operation: Operation): operation is Change {
  return Object.hasOwn(places, operation.kind)
}

// `using` sees the rows as they are before the statement: not what another change in it makes of them.
function areApart(one: Change, other: Change): boolean {
  return one.name !== other.name && !speaksOf(one, other.name) && !speaksOf(other, one.name)
}

// A name within another is found, too: it costs one statement more.
function speaksOf(operation: Operation, name: string): boolean {
  const { using } = operation as Partial<AlterColumn>
  return using?.toLowerCase().includes(name.toLowerCase()) === true
}

/** Each operation as it is compiled by itself, the schema carried on for those that look at it. */
function oneByOne(operations: readonly Operation[], context: CompileContext): readonly (readonly Step[])[] {
  const { before: known } = context
  const schema = known && { ...catalog(known.schema()), rights: (key: string) => known.rights(key) }
  return operations.filter(isChange).map((operation) => {
    const { isDone, resolve, apply, ...definition } = definitionOf(operation)
    const looks = needsBefore(operation) || definition.needsBefore?.(operation) === true
    const before = looks ? schema : undefined
    const isNeeded = before === undefined || isDone?.(operation, before) !== true
    const resolved = before === undefined ? operation : (resolve?.(operation, before) ?? operation)
    const steps = isNeeded ? compilers[operation.kind](resolved as never, { ...context, before }) : []
    if (schema !== undefined) apply(operation, schema)
    return steps
  })
}
