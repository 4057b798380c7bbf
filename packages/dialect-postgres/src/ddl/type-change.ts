import type { ColumnNode, CompileContext } from "@aludel/core/dialect"
import { quoteName, tableOf } from "@aludel/core/dialect"

import type { Surroundings } from "../dependents/changed.ts"
import { surroundings } from "../dependents/surroundings.ts"

/** `type varchar(20) collate "C" using "c"::varchar(20)` */
export function typeText(
  column: ColumnNode,
  context: CompileContext,
  options: { readonly using: string | undefined; readonly betweenEnums: boolean },
): string {
  const type = context.columnType(column)
  const collation = column.collation === undefined ? "" : ` collate ${column.collation}`
  // What is computed is computed anew.
  const using = column.generated === undefined ? conversion(type, column.name, options) : ""
  return `type ${type}${collation}${using}`
}

// PostgreSQL converts by itself only what it would convert in an insert: not text to numbers or enums. An explicit cast
// fails just as loudly, except that it cuts texts off, so these are left to the implicit one.
function conversion(
  type: string,
  name: string,
  { using, betweenEnums }: { readonly using: string | undefined; readonly betweenEnums: boolean },
): string {
  if (using !== undefined) return ` using ${using}`
  if (/^(?:var)?(?:char|bit)|^character|^"char"/i.test(type)) return ""
  return ` using ${quoteName(name)}${betweenEnums ? "::text" : ""}::${type}`
}

/**
 * What stands around a change of a column's type or collation, which PostgreSQL refuses while something speaks of the
 * column: what can be dropped is created again, and columns computed from it say something else meanwhile.
 */
export function aroundTypeChange(column: ColumnNode, context: CompileContext): Surroundings {
  return surroundings([{ what: "column", object: tableOf(column), column: column.name }], context)
}
