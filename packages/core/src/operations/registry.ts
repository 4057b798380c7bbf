import { AludelError } from "../errors/error.ts"
import type { Catalog } from "../schema/catalog.ts"
import type { Definition, Operation } from "./definition.ts"
import { alterTable } from "./kinds/alter-table.ts"
import { alterColumn } from "./kinds/alter-column.ts"
import { bulkInsert } from "./kinds/bulk-insert.ts"
import { addColumn, dropColumn, renameColumn } from "./kinds/columns.ts"
import { addConstraint, dropConstraint, renameConstraint, validateConstraint } from "./kinds/constraints.ts"
import { alterEnum, createEnum, dropEnum, renameEnum, renameEnumValue } from "./kinds/enums.ts"
import { createIndex, dropIndex, renameIndex } from "./kinds/indexes.ts"
import { createSchema, dropSchema, renameSchema } from "./kinds/namespaces.ts"
import { createObject, dropObject, renameObject, replaceObject } from "./kinds/objects.ts"
import { runKind } from "./kinds/run.ts"
import { setComment } from "./kinds/set-comment.ts"
import { sqlKind } from "./kinds/sql.ts"
import { createTable, dropTable, renameTable } from "./kinds/tables.ts"

/** The definitions of core's kinds of operations. Adding a kind is its definition and one line here. */
export const kinds = {
  createTable,
  dropTable,
  renameTable,
  alterTable,
  addColumn,
  dropColumn,
  alterColumn,
  renameColumn,
  createIndex,
  dropIndex,
  renameIndex,
  addConstraint,
  dropConstraint,
  renameConstraint,
  validateConstraint,
  createSchema,
  dropSchema,
  renameSchema,
  createEnum,
  dropEnum,
  alterEnum,
  renameEnum,
  renameEnumValue,
  createObject,
  dropObject,
  replaceObject,
  renameObject,
  setComment,
  sql: sqlKind(applyEffect),
  run: runKind(applyEffect),
  bulkInsert,
}

/** The kinds of operations that core knows. */
export type Kind = keyof typeof kinds

/** What a revision is handed: a function per kind, that declares an operation of it. */
export type Operations = { readonly [K in Kind]: (typeof kinds)[K]["make"] }

/** Definitions by kind: a dialect's own. */
export type Definitions = Readonly<Record<string, Definition<Operation>>>

/**
 * The definition of an operation's kind.
 *
 * @param operation any operation
 * @param extra a dialect's own kinds. Default: none
 * @throws AludelError `operation/invalid` where nobody knows the kind
 */
export function definitionOf(operation: Operation, extra: Definitions = {}): Definition<Operation> {
  const { kind } = operation
  if (Object.hasOwn(kinds, kind)) return kinds[kind as Kind] as unknown as Definition<Operation>
  if (Object.hasOwn(extra, kind)) return extra[kind]!
  throw new AludelError("operation/invalid", `there is no kind of operation "${kind}"`, {
    hint: "Where it comes from a dialect, give that dialect; where a newer version stored it, install that version.",
  })
}

function applyEffect(operation: { readonly effect: readonly Operation[] }, catalog: Catalog): void {
  for (const inner of operation.effect) definitionOf(inner).apply(inner, catalog)
}
