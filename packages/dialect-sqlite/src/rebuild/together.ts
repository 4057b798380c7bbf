import {
  catalog,
  definitionOf,
  type AddColumn,
  type AlterColumn,
  type Catalog,
  type Operation,
  type Together,
} from "@aludel/core/dialect"

import { isMentioned } from "../mentioned.ts"
import { rebuild } from "./rebuild.ts"

/** The statements of an operation that is done in place; nothing where the table must be built anew. */
export type InPlace = (operation: Operation, before: Catalog | undefined) => readonly string[] | undefined

/**
 * Changes of one table that follow each other are one: where any of them needs the table to be built anew, it is built
 * once, as all of them make it.
 *
 * @param isActedOn whether the connection acts on foreign keys
 */
export function together(inPlace: InPlace, isActedOn: () => boolean): Together {
  return {
    joins: (operations, next) => {
      const [first] = operations
      return (
        first !== undefined &&
        isChange(first) &&
        isChange(next) &&
        next.table === first.table &&
        joins(operations, next)
      )
    },
    compile(operations, { before }) {
      const texts =
        allInPlace(operations, before, inPlace) ?? rebuild(operations.filter(isChange), before, isActedOn())
      return texts.map((sql) => ({ kind: "statement", sql, parameters: [] }))
    },
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

type Change = Operation & { readonly table: string; readonly name: string }

function isChange(operation: Operation): operation is Change {
  const isConditional = "ifExists" in operation || "ifNotExists" in operation
  return changes.has(operation.kind) && !isConditional && !("schema" in operation)
}

// The rows are copied once, from what they were at first: a value can't be made of one that was made just before.
function joins(operations: readonly Operation[], next: Change): boolean {
  if (next.kind !== "addColumn" && next.kind !== "alterColumn") return true
  const { fill, using } = next as Operation as Partial<AlterColumn & AddColumn>
  const touched = operations.filter(isChange).filter(({ kind }) => kind.endsWith("Column"))
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

function allInPlace(
  operations: readonly Operation[],
  before: Catalog | undefined,
  inPlace: InPlace,
): readonly string[] | undefined {
  const schema = before && catalog(before.schema())
  const texts: string[] = []
  for (const operation of operations) {
    const own = inPlace(operation, schema)
    if (own === undefined) return undefined
    texts.push(...own)
    if (schema !== undefined) definitionOf(operation).apply(operation, schema)
  }
  return texts
}
