import {
  AludelError,
  displayName,
  isConstraint,
  nodeKey,
  quoteName,
  tableOf,
  type AddColumn,
  type AddConstraint,
  type AlterColumn,
  type ColumnNode,
  type CompileContext,
  type Compiler,
  type ConstraintNode,
  type CreateIndex,
  type CreateTable,
  type DropColumn,
  type DropConstraint,
  type IndexNode,
  type Operation,
  type RenameConstraint,
  type RenameIndex,
  type RenameTable,
  type Step,
  type TablePartNode,
} from "@aludel/core/dialect"

import { addColumnTexts } from "./add-column.ts"
import { constraintText, createIndexText, createTableText } from "./definition-text.ts"
import type { Library } from "./library.ts"
import { mainOnly } from "./main-only.ts"
import { needsNewerLibrary, needsRebuild } from "./refused.ts"
import { columnType } from "./types.ts"

/** Whether an operation is compiled for the table as it is. */
export function needsBefore({ kind }: Operation): boolean {
  return ["alterColumn", "dropColumn", "dropConstraint", "renameIndex"].includes(kind)
}

/**
 * What SQLite says in words of its own. What it can do only by building a table anew is refused with
 * `dialect/unsupported`.
 *
 * @param library what the library beneath can do
 */
// oxlint-disable-next-line typescript/no-explicit-any -- each compiler takes the operation of its own kind
export function compilers(library: Library): Readonly<Record<string, Compiler<any>>> {
  return {
    createTable,
    renameTable,
    createIndex,
    renameIndex,
    addColumn: (operation: AddColumn) => steps(addColumnTexts(operation, library)),
    alterColumn: (operation: AlterColumn, context) => alterColumn(operation, context, library),
    dropColumn: (operation: DropColumn, context) => dropColumn(operation, context, library),
    addConstraint: (operation: AddConstraint) => addConstraint(operation, library),
    dropConstraint: (operation: DropConstraint, context) => dropConstraint(operation, context, library),
    renameConstraint: (operation: RenameConstraint) => {
      throw needsRebuild(`a new name for the constraint ${operation.from} of ${operation.table}`)
    },
  }
}

function createTable(operation: CreateTable): readonly Step[] {
  const indexes = operation.nodes.filter((node) => node.kind === "index")
  return steps([createTableText(operation), ...indexes.map((index) => createIndexText(index, operation))])
}

function renameTable({ schema, from, to }: RenameTable): readonly Step[] {
  mainOnly(schema, `the schema of ${from}`)
  return steps([`alter table ${quoteName(from)} rename to ${quoteName(to)}`])
}

function createIndex({ index }: CreateIndex): readonly Step[] {
  return steps([createIndexText(index)])
}

// SQLite can't rename an index, so it is built again.
function renameIndex({ schema, table, from, to }: RenameIndex, { before }: CompileContext): readonly Step[] {
  const index = before?.get(
    nodeKey({ kind: "index", ...(schema === undefined ? {} : { schema }), table, name: from }),
  )
  if (index?.kind === "index") return steps([dropIndexText(index), createIndexText({ ...index, name: to })])
  throw new AludelError(
    "dialect/unsupported",
    `SQLite renames no index, and what ${from} of ${table} was is not known here`,
    {
      hint: `Write op.dropIndex("${table}", "${from}") and op.createIndex(…) instead.`,
    },
  )
}

function alterColumn(operation: AlterColumn, context: CompileContext, library: Library): readonly Step[] {
  const { name, to, fill } = operation
  const column = partsOf(operation, context).find((part) => part.kind === "column" && part.name === name)
  refuseUnlessSame(operation, column as ColumnNode | undefined)
  if (to.nullable === undefined || to.nullable === isNullable(operation, column as ColumnNode | undefined))
    return []
  const table = alterTable(operation)
  const place = `${displayName(tableOf(operation))}.${name}`
  if (!library.altersInPlace)
    throw needsNewerLibrary(`${to.nullable ? "allowing" : "refusing"} NULL in ${place}`)
  if (to.nullable) return steps([`${table} alter column ${quoteName(name)} drop not null`])
  return steps([
    ...(fill === undefined
      ? []
      : [
          `update ${quoteName(operation.table)} set ${quoteName(name)} = ${fill} where ${quoteName(name)} is null`,
        ]),
    `${table} alter column ${quoteName(name)} set not null`,
  ])
}

// A change that makes no difference to SQLite (varchar to text, boolean to integer) is none.
function refuseUnlessSame({ name, table, to, from }: AlterColumn, column: ColumnNode | undefined): void {
  const was = { ...column, ...from }
  const place = `${table}.${name}`
  if (
    to.type !== undefined &&
    (was.type === undefined || declared(to.type, to.enum) !== declared(was.type, was.enum))
  ) {
    throw needsRebuild(`the type ${to.type} for ${place}`)
  }
  const text = was.default ?? null
  if (to.default !== undefined && (to.default !== text || (column === undefined && from === undefined))) {
    throw needsRebuild(`${to.default === null ? "no default" : `the default ${to.default}`} for ${place}`)
  }
  if (to.identity !== undefined) throw needsRebuild(`a change of what numbers ${place}`)
}

function declared(type: string, enumeration: ColumnNode["enum"] | null): string {
  return columnType(
    enumeration === undefined || enumeration === null ? { type } : { type, enum: enumeration },
  )
}

function isNullable({ from }: AlterColumn, column: ColumnNode | undefined): boolean | undefined {
  return column === undefined ? from?.nullable : column.nullable === true
}

function dropColumn(operation: DropColumn, context: CompileContext, library: Library): readonly Step[] {
  const parts = operation.nodes ?? users(partsOf(operation, context), operation.name)
  const texts = parts.flatMap((part) => {
    if (part.kind === "index") return [dropIndexText(part)]
    if (!isConstraint(part)) return []
    const ability = abilityToDrop(part)
    // Where the library can't drop it, it still goes along if it is written on the column itself.
    return ability !== undefined && !library[ability] ? [] : [dropConstraintText(part, library)]
  })
  return steps([...texts, `${alterTable(operation)} drop column ${quoteName(operation.name)}`])
}

// Indexes and constraints that name the column; a check that does is refused by SQLite itself, in clear words.
function users(parts: readonly TablePartNode[], column: string): readonly TablePartNode[] {
  return parts.filter((part) => {
    if (part.kind === "check" || part.kind === "exclusion" || (part.kind !== "index" && !isConstraint(part)))
      return false
    return part.kind === "index"
      ? part.keys.some((key) => "column" in key && key.column === column)
      : part.columns.includes(column)
  })
}

function addConstraint({ constraint }: AddConstraint, library: Library): readonly Step[] {
  const what = `a constraint (${constraint.name}) added to ${displayName(tableOf(constraint))}`
  if (constraint.kind !== "check") throw needsRebuild(what)
  if (!library.altersInPlace) throw needsNewerLibrary(what)
  return steps([`${alterTable(constraint)} add ${constraintText(constraint)}`])
}

function dropConstraint(
  operation: DropConstraint,
  context: CompileContext,
  library: Library,
): readonly Step[] {
  const found =
    operation.constraint ??
    partsOf(operation, context)
      .filter(isConstraint)
      .find(({ name }) => name === operation.name)
  return steps([dropConstraintText(found ?? operation, library)])
}

function dropConstraintText(constraint: ConstraintNode | DropConstraint, library: Library): string {
  const what = `dropping the constraint ${constraint.name} of ${constraint.table}`
  const ability = abilityToDrop(constraint)
  if (ability === undefined) throw needsRebuild(what)
  if (!library[ability]) throw needsNewerLibrary(what, ability)
  return `${alterTable(constraint)} drop constraint ${quoteName(constraint.name)}`
}

// Nothing but the name may be known, and then SQLite itself refuses what it can't.
function abilityToDrop({ kind }: ConstraintNode | DropConstraint): keyof Library | undefined {
  if (kind === "unique" || kind === "primaryKey") return undefined
  return kind === "foreignKey" ? "dropsForeignKeys" : "altersInPlace"
}

function dropIndexText({ name }: IndexNode): string {
  return `drop index ${quoteName(name)}`
}

function alterTable(on: { readonly schema?: string; readonly table: string }): string {
  mainOnly(on.schema, `the schema of ${on.table}`)
  return `alter table ${quoteName(on.table)}`
}

function partsOf(
  on: { readonly schema?: string; readonly table: string },
  { before }: CompileContext,
): readonly TablePartNode[] {
  return before?.parts(tableOf(on)) ?? []
}

function steps(texts: readonly string[]): readonly Step[] {
  return texts.map((sql) => ({ kind: "statement", sql, parameters: [] }))
}
