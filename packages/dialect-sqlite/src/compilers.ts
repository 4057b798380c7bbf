import {
  AludelError,
  displayName,
  nodeKey,
  quoteName,
  tableOf,
  type AddColumn,
  type AddConstraint,
  type AlterTable,
  type CompileContext,
  type Compiler,
  type CreateIndex,
  type CreateTable,
  type DefinedNode,
  type Operation,
  type RenameIndex,
  type RenameTable,
  type Step,
} from "@aludel/core/dialect"

import { addColumnInPlace } from "./add-column.ts"
import { createIndexText } from "./definition-text.ts"
import { addConstraintInPlace, dropIndexText } from "./in-place.ts"
import { noteDangling, type Library } from "./library.ts"
import { triggerText } from "./objects.ts"
import { qualified } from "./qualified.ts"
import { createTableText } from "./table-text.ts"
import { changed } from "./rebuild/changed.ts"

/** Whether an operation is compiled for the table as it is. */
export function needsBefore(operation: Operation, library: Library): boolean {
  switch (operation.kind) {
    case "alterColumn":
    case "alterTable":
    case "dropColumn":
    case "dropConstraint":
    case "renameConstraint":
    case "renameIndex":
      return true
    case "addColumn":
      return addColumnInPlace(operation as AddColumn, library) === undefined
    case "addConstraint":
      return addConstraintInPlace(operation as AddConstraint, library) === undefined
    default:
      return false
  }
}

/**
 * What SQLite says in words of its own. What it can't alter in place is done by building the table anew.
 *
 * @param library what the library beneath can do
 */
// oxlint-disable-next-line typescript/no-explicit-any -- each compiler takes the operation of its own kind
export function compilers(library: Library): Readonly<Record<string, Compiler<any>>> {
  const altering = (operation: OnTable, { before }: CompileContext): readonly Step[] =>
    changed([operation], before, library)
  return {
    createTable: (operation: CreateTable) => createTable(operation, library),
    renameTable,
    createIndex,
    renameIndex,
    alterTable: (operation: AlterTable, context) =>
      altering({ ...operation, table: operation.name }, context),
    addColumn: altering,
    alterColumn: altering,
    dropColumn: altering,
    addConstraint: altering,
    dropConstraint: altering,
    renameConstraint: altering,
    // SQLite keeps none; a history for two engines may say what it likes.
    setComment: () => [],
  }
}

type OnTable = Operation & { readonly schema?: string; readonly table: string }

function createTable(operation: CreateTable, library: Library): readonly Step[] {
  noteDangling(operation.nodes, library)
  const indexes = operation.nodes.filter((node) => node.kind === "index")
  const triggers = operation.nodes.filter((node): node is DefinedNode => node.kind === "defined")
  return steps([
    createTableText(operation),
    ...indexes.map((index) => createIndexText(index, operation)),
    ...triggers.map(triggerText),
  ])
}

function renameTable({ from, to, ...place }: RenameTable): readonly Step[] {
  return steps([`alter table ${qualified({ ...place, name: from })} rename to ${quoteName(to)}`])
}

function createIndex({ index, ifNotExists }: CreateIndex): readonly Step[] {
  return steps([createIndexText(index, { ifNotExists })])
}

// SQLite can't rename an index, so it is built again.
function renameIndex({ schema, table, from, to }: RenameIndex, { before }: CompileContext): readonly Step[] {
  const index = before?.get(
    nodeKey({ kind: "index", ...(schema === undefined ? {} : { schema }), table, name: from }),
  )
  if (index?.kind === "index") return steps([dropIndexText(index), createIndexText({ ...index, name: to })])
  throw new AludelError(
    "dialect/unsupported",
    `SQLite renames no index, and what ${from} of ${displayName(tableOf({ table }))} was is not known here`,
    {
      hint: `Write op.dropIndex("${table}", "${from}") and op.createIndex(…) instead.`,
    },
  )
}

function steps(texts: readonly string[]): readonly Step[] {
  return texts.map((sql) => ({ kind: "statement", sql, parameters: [] }))
}
