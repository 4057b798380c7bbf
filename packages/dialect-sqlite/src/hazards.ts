import {
  displayName,
  tableOf,
  type AlterColumn,
  type AlterTable,
  type Catalog,
  type ColumnChange,
  type ColumnNode,
  type Hazard,
  type Operation,
} from "@aludel/core/dialect"

import { affinity, type Affinity } from "./affinity.ts"
import { wholeTable } from "./rebuild/table.ts"
import { columnType } from "./types.ts"

/** What becomes of the values that exist where a column has another type or a table is strict, or no longer. */
export function hazards(operation: Operation, before: Catalog | undefined): readonly Hazard[] {
  if (operation.kind === "alterColumn") return ofColumn(operation as AlterColumn, before)
  return operation.kind === "alterTable" ? ofTable(operation as AlterTable, before).map(changes) : []
}

function changes(message: string): Hazard {
  return { kind: "changes-values", message }
}

function ofColumn(operation: AlterColumn, before: Catalog | undefined): readonly Hazard[] {
  const { name, to, from, using } = operation
  if (using !== undefined) return []
  const [old, fresh] = [storedType(from), storedType(to)]
  if (old === undefined || fresh === undefined) return []
  const strict = wholeTable(before, tableOf(operation))?.table.strict === true
  const fate = (strict ? strictFate : looseFate)(old, fresh)
  return fate === undefined
    ? []
    : [changes(`${displayName(tableOf(operation))}.${name} becomes ${fresh}: ${fate}.`)]
}

function storedType(change: ColumnChange | undefined): string | undefined {
  const { type, enum: enumeration } = change ?? {}
  if (type === undefined) return undefined
  return columnType(enumeration ? { type, enum: enumeration } : { type })
}

const numbers: ReadonlySet<Affinity> = new Set(["integer", "numeric"])
const asNumbers = "text that reads as a number becomes that number ('007' becomes 7), other text stays text"
const asText = "numbers become text, which sorts as text ('10' before '9')"
const asFloats = "whole numbers beyond 2^53 lose digits"

// https://sqlite.org/datatype3.html#type_affinity
function looseFate(old: string, fresh: string): string | undefined {
  const [from, to] = [affinity(old), affinity(fresh)]
  if (from === to || to === "blob" || (numbers.has(from) && numbers.has(to))) return undefined
  if (to === "text") return asText
  if (from === "text" || from === "blob") return asNumbers
  return to === "real" ? asFloats : undefined
}

// https://sqlite.org/stricttables.html
function strictFate(old: string, fresh: string): string | undefined {
  if (old === fresh || fresh === "any") return undefined
  switch (affinity(fresh)) {
    case "text":
      return old === "blob" || old === "any" ? `${asText}; a blob is refused` : asText
    case "blob":
      return "everything but a blob is refused"
    case "real":
      return old === "integer" ? asFloats : "what reads as no number is refused"
    default:
      return "what reads as no whole number is refused"
  }
}

function ofTable({ to, ...table }: AlterTable, before: Catalog | undefined): readonly string[] {
  const name = displayName(table)
  const loosened = (wholeTable(before, table)?.parts ?? []).filter(
    (part): part is ColumnNode => part.kind === "column" && part.type === "any",
  )
  return [
    ...(to.strict
      ? [`${name} becomes strict: values that are not of their columns' types are refused.`]
      : []),
    ...(to.strict === null
      ? loosened.map((column) => `${name} is strict no longer: in ${name}.${column.name} ${asNumbers}.`)
      : []),
    ...(to.withoutRowid ? [`${name} loses the rowids of its rows.`] : []),
  ]
}
