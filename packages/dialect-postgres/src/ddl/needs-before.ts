import type { AlterColumn, AlterTable, CreateTable, Operation, ReplaceObject } from "@aludel/core/dialect"

import { changesType } from "../alter-column.ts"
import { needsParents } from "./alter-table.ts"
import { needsLook } from "./tables.ts"

/**
 * Whether the compilers here must see the schema at the moment of an operation: for what stands on something whose type
 * changes or that is made anew, and where PostgreSQL has no words for "unless it is there".
 */
export function needsBefore(operation: Operation): boolean {
  switch (operation.kind) {
    case "alterEnum":
      return true
    case "alterColumn":
      return changesType((operation as AlterColumn).to)
    case "alterTable":
      return needsParents(operation as AlterTable)
    case "createTable":
      return needsLook(operation as CreateTable)
    case "replaceObject":
      return ["view", "materialized view", "function", "procedure"].includes(
        (operation as ReplaceObject).to.type,
      )
    case "addConstraint":
    case "addColumn":
    case "createEnum":
    case "createObject":
      return "ifNotExists" in operation && operation.ifNotExists === true
    case "dropObject":
      return "ifExists" in operation && operation.ifExists === true
    default:
      return false
  }
}
