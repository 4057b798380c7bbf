import type { AddColumn, AlterColumn, AlterTable, Operation, Together } from "@aludel/core/dialect"

import type { Library } from "../library.ts"
import { isMentioned } from "../mentioned.ts"
import { changed } from "./changed.ts"

/**
 * Changes of one table that follow each other are one: where any of them needs the table to be built anew, it is built
 * once, as all of them make it.
 *
 * @param library what the library beneath can do
 */
export function together(library: Library): Together {
  return {
    joins: (operations, next) => {
      const [first] = changesIn(operations)
      const [change] = changesIn([next])
      return (
        first !== undefined &&
        change !== undefined &&
        change.table === first.table &&
        change.schema === first.schema &&
        joins(changesIn(operations), change)
      )
    },
    compile: (operations, { before }) => changed(changesIn(operations), before, library),
  }
}

const changes: ReadonlySet<string> = new Set([
  "addColumn",
  "dropColumn",
  "alterColumn",
  "addConstraint",
  "dropConstraint",
  "renameConstraint",
  "createIndex",
  "dropIndex",
])

type Change = Operation & { readonly schema?: string; readonly table: string; readonly name: string }

function changesIn(operations: readonly Operation[]): readonly Change[] {
  return operations.flatMap((operation) => {
    const isConditional = "ifExists" in operation || "ifNotExists" in operation
    if (isConditional) return []
    if (operation.kind === "alterTable") {
      const { name } = operation as AlterTable
      return [{ ...operation, table: name, name }]
    }
    return changes.has(operation.kind) ? [operation as Change] : []
  })
}

// The rows are copied once, from what they were at first: a value can't be made of one that was made just before.
function joins(operations: readonly Change[], next: Change): boolean {
  if (next.kind !== "addColumn" && next.kind !== "alterColumn") return true
  const { fill, using } = next as Operation as Partial<AlterColumn & AddColumn>
  const touched = operations.filter(({ kind }) => kind.endsWith("Column"))
  if (
    next.kind === "alterColumn" &&
    touched.some(({ kind, name }) => kind === "addColumn" && name === next.name)
  )
    return false
  const values = [fill, using].filter((text) => text !== undefined)
  return (
    values.length === 0 ||
    touched.every(({ name }) => name !== next.name && values.every((text) => !isMentioned(name, text)))
  )
}
