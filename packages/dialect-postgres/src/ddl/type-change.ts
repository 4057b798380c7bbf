import type { ColumnNode, CompileContext } from "@aludel/core/dialect"
import { quoteName, tableOf } from "@aludel/core/dialect"

import { setNotNull } from "./not-null-text.ts"
import { rebuilding, type Rebuilding } from "./dependents.ts"
import { tablePath } from "./path-text.ts"
import { neededVersion } from "./version-text.ts"
import { columnName } from "./column-text.ts"
import { words } from "./words.ts"

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
export function aroundTypeChange(column: ColumnNode, context: CompileContext): Rebuilding {
  const table = tableOf(column)
  const around = rebuilding([{ object: table, column: column.name }], context)
  const computed = (context.before?.parts(table) ?? []).filter(
    (part): part is ColumnNode =>
      part.kind === "column" && part.name !== column.name && isComputedFrom(part, column.name),
  )
  if (computed.length === 0) return around
  const alter = (actions: readonly string[]) =>
    `alter table ${tablePath(column, context)} ${actions.join(", ")}`
  const what = `to change the type of ${columnName(column)}, from which ${computed.map(({ name }) => name).join(", ")} is computed,`
  return {
    drop: [
      ...around.drop,
      neededVersion(17, what),
      alter(computed.flatMap((each) => suspended(each, context))),
    ],
    create: [alter(computed.flatMap(resumed)), ...around.create],
  }
}

function isComputedFrom({ generated }: ColumnNode, column: string): boolean {
  return generated !== undefined && words(generated.expression).some(({ name }) => name === column)
}

function suspended(column: ColumnNode, context: CompileContext): readonly string[] {
  const alter = `alter column ${quoteName(column.name)}`
  return [
    ...(column.nullable ? [] : [`${alter} drop not null`]),
    `${alter} set expression as (null::${context.columnType(column)})`,
  ]
}

function resumed({ name, nullable, notNull, generated }: ColumnNode): readonly string[] {
  return [
    `alter column ${quoteName(name)} set expression as (${generated!.expression})`,
    ...(nullable ? [] : [setNotNull(name, notNull)]),
  ]
}
