import type { Compiler } from "@aludel/core/dialect"

import { alterColumn } from "./alter-column.ts"
import { alterEnum } from "./ddl/alter-enum.ts"
import { alterTable } from "./ddl/alter-table.ts"
import { addConstraint, dropConstraint, renameConstraint, validateConstraint } from "./ddl/constraints.ts"
import { createObject } from "./ddl/create-object.ts"
import { dropObject } from "./ddl/drop-object.ts"
import { createIndex, dropIndex } from "./ddl/indexes.ts"
import { renameColumn, renameTable } from "./ddl/renames.ts"
import { addColumn, createTable, dropColumn } from "./ddl/tables.ts"

/** What PostgreSQL says differently, by kind of operation. */
export const compilers = {
  createTable,
  alterTable,
  renameTable,
  addColumn,
  dropColumn,
  alterColumn,
  renameColumn,
  alterEnum,
  createIndex,
  dropIndex,
  addConstraint,
  dropConstraint,
  validateConstraint,
  renameConstraint,
  createObject,
  dropObject,
} satisfies Readonly<Record<string, Compiler<never>>>
