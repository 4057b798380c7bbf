import { AludelError } from "../errors/error.ts"
import type { Operation } from "../operations/definition.ts"
import { mentions } from "../operations/expression.ts"
import { displayName, tableOf, type Catalog } from "../schema/catalog.ts"

/**
 * Refuses to compile an operation on a table for which triggers (or whatever else stands on it by text) may have to be
 * made anew, where their text names what was renamed since: an engine renames it there, a replay can't.
 *
 * @param before the replayed schema before the operation
 * @param ran what was replayed
 * @throws AludelError `operation/offline`
 */
export function refuseStaleText(operation: Operation, before: Catalog, ran: readonly Operation[]): void {
  // A renaming makes nothing anew.
  if (operation.kind === "renameColumn" || !("table" in operation) || typeof operation.table !== "string")
    return
  const on = tableOf(operation as { readonly schema?: string; readonly table: string })
  const names = ran.flatMap((each) =>
    (each.kind === "renameColumn" || each.kind === "renameTable") && "from" in each
      ? [String(each.from)]
      : [],
  )
  for (const part of before.parts(on)) {
    if (part.kind !== "defined") continue
    const text = `${part.definition ?? ""} ${JSON.stringify(part.options ?? {})}`
    const renamed = names.find((name) => mentions(text, name))
    if (renamed === undefined) continue
    throw new AludelError(
      "operation/offline",
      `${displayName(on)} may have to be made anew, and what the ${part.type} ${part.name} says since ${renamed} was renamed can't be known without a database`,
      {
        hint: `Drop the ${part.type} before the renaming and create it again behind, or run the upgrade online.`,
      },
    )
  }
}
