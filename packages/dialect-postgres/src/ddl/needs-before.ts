import type { AlterColumn, AlterTable, CreateTable, Operation, ReplaceObject } from "@aludel/core/dialect"

import { changesType } from "../alter-column.ts"
import { needsParents } from "./alter-table.ts"
import { needsLook } from "./tables.ts"

/**
 * Whether the compilers here must see the schema at the moment of an operation, besides what the definitions say: for what
 * stands on something whose type changes or that is made anew, for what a parent says, and for what is named after
 * something that is renamed.
 */
export function needsBefore(operation: Operation): boolean {
  switch (operation.kind) {
    case "alterEnum":
    case "renameTable":
    case "renameColumn":
      return true
    case "alterColumn":
      return changesType((operation as AlterColumn).to) || needsFrom(operation as AlterColumn)
    case "alterTable":
      return needsParents(operation as AlterTable)
    case "createTable":
      return needsLook(operation as CreateTable)
    case "replaceObject":
      return replacedAnew.has((operation as ReplaceObject).to.type)
    default:
      return false
  }
}

// These are altered by their differences, and a revision says only what they become.
function needsFrom({ from, to }: AlterColumn): boolean {
  if (from !== undefined) return false
  return [to.identity, to.generated, to.parameters, to.notNull].some((change) => change !== undefined)
}

const replacedAnew = new Set(["view", "materialized view", "function", "procedure"])
