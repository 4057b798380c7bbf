import type {
  AlterColumn,
  AlterTable,
  CreateTable,
  DropObject,
  Operation,
  ReplaceObject,
} from "@aludel/core/dialect"

import { changesType } from "../alter-column.ts"
import { needsParents } from "./alter-table.ts"
import { isRoutine } from "./routine-name.ts"
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
      return mayBeAnew(operation as ReplaceObject)
    case "dropObject":
      return isRoutine((operation as DropObject).type)
    default:
      return false
  }
}

// These are altered by their differences, and a revision says only what they become.
function needsFrom({ from, to }: AlterColumn): boolean {
  if (from !== undefined) return false
  return [to.identity, to.generated, to.parameters, to.notNull].some((change) => change !== undefined)
}

// What only says something else about itself is not: a domain with another check.
function mayBeAnew({ from, to }: ReplaceObject): boolean {
  if (to.type === "domain")
    return (
      from?.options?.["type"] !== to.options?.["type"] ||
      from?.options?.["collation"] !== to.options?.["collation"]
    )
  return isRoutine(to.type) || replacedAnew.has(to.type)
}

const replacedAnew = new Set(["view", "materialized view", "composite type", "range type"])
