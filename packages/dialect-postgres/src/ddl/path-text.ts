import type { CompileContext, ObjectName } from "@aludel/core/dialect"
import { quoteName, tableOf } from "@aludel/core/dialect"

/** What compilers ask to name an object. */
export type Naming = Pick<CompileContext, "path">

/** The quoted name of an object with its schema, where that is known. */
export function pathText(object: ObjectName, context: Naming): string {
  return context.path(object).map(quoteName).join(".")
}

/** The quoted name of the table that something belongs to. */
export function tablePath(
  part: { readonly schema?: string; readonly table: string },
  context: Naming,
): string {
  return pathText(tableOf(part), context)
}

/** Names in parentheses: `("a", "b")`. */
export function columnList(columns: readonly string[]): string {
  return `(${columns.map(quoteName).join(", ")})`
}
