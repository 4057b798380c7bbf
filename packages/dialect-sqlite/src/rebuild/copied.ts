import {
  quoteName,
  type AddColumn,
  type AlterColumn,
  type ColumnNode,
  type DropColumn,
  type Operation,
} from "@aludel/core/dialect"

import { rowidName } from "./rowid.ts"
import type { WholeTable } from "./table.ts"

/** A value that goes from the old rows to the new ones: where to, and the SQL that gives it. */
export interface CopiedValue {
  readonly to: string
  readonly from: string
}

/**
 * What is copied into a table that is built anew. A new column without a value of its own is left to its default; computed
 * columns are computed. The rowid is kept where both tables have one.
 */
export function copiedValues(
  from: WholeTable,
  to: WholeTable,
  operations: readonly Operation[],
): readonly CopiedValue[] {
  const sources = operations.reduce(carriedOn, sourcesOf(from))
  const columns = columnsOf(to).flatMap((column): readonly CopiedValue[] => {
    const source = sources.get(column.name)
    return source === undefined || column.generated !== undefined
      ? []
      : [{ to: quoteName(column.name), from: source }]
  })
  return [...rowid(from, to, columns), ...columns]
}

type Sources = ReadonlyMap<string, string>

function sourcesOf(table: WholeTable): Sources {
  return new Map(columnsOf(table).map(({ name }) => [name, quoteName(name)]))
}

function carriedOn(sources: Sources, operation: Operation): Sources {
  const next = new Map(sources)
  if (isKind<AddColumn>(operation, "addColumn")) {
    if (operation.fill !== undefined) next.set(operation.name, `(${operation.fill})`)
  } else if (isKind<DropColumn>(operation, "dropColumn")) next.delete(operation.name)
  else if (isKind<AlterColumn>(operation, "alterColumn")) {
    const value = operation.using === undefined ? sources.get(operation.name) : `(${operation.using})`
    const filled =
      operation.fill === undefined || value === undefined ? value : `coalesce(${value}, (${operation.fill}))`
    if (filled !== undefined) next.set(operation.name, filled)
  }
  return next
}

function isKind<O extends Operation>(operation: Operation, kind: O["kind"]): operation is O {
  return operation.kind === kind
}

// A new column that is the rowid gets the number that the row has anyway.
function rowid(from: WholeTable, to: WholeTable, columns: readonly CopiedValue[]): readonly CopiedValue[] {
  const [old, fresh] = [rowidName(from), rowidName(to)]
  if (old === undefined || fresh === undefined || columns.some((value) => value.to === fresh)) return []
  return [{ to: fresh, from: old }]
}

function columnsOf({ parts }: WholeTable): readonly ColumnNode[] {
  return parts.filter((part) => part.kind === "column")
}
