import {
  AludelError,
  displayName,
  quoteName,
  tableOf,
  type ColumnNode,
  type ConstraintNode,
  type CreateTable,
  type ForeignKeyNode,
  type IndexKey,
  type IndexNode,
  type SchemaNode,
} from "@aludel/core/dialect"

import { defaultExpression } from "./expression.ts"
import { mainOnly } from "./main-only.ts"
import { columnType } from "./types.ts"

// SQLite's words for what a table is made of. Names are never qualified: `references` and `create index … on` take none.

/** `"code" text not null default 'none'` */
export function columnText(column: ColumnNode): string {
  const words = [
    quoteName(column.name),
    columnType(column),
    ...(column.nullable ? [] : ["not null"]),
    ...(column.default === undefined ? [] : [`default ${defaultExpression(column.default)}`]),
  ]
  return words.filter(Boolean).join(" ")
}

/** `constraint "uq_hotels_code" unique ("code")` */
export function constraintText(constraint: ConstraintNode): string {
  return `constraint ${quoteName(constraint.name)} ${constraintWords(constraint)}`
}

function constraintWords(constraint: ConstraintNode): string {
  switch (constraint.kind) {
    case "primaryKey":
      return `primary key ${list(constraint.columns)}`
    case "unique":
      return `unique ${list(constraint.columns)}`
    case "check":
      return `check (${constraint.expression})`
    case "exclusion":
      throw new AludelError(
        "dialect/unsupported",
        `SQLite has no exclusion constraints, such as ${constraint.name} of ${displayName(tableOf(constraint))}`,
        { hint: "Write a trigger, or a unique index where equality is meant." },
      )
    case "foreignKey":
      return `foreign key ${list(constraint.columns)} ${referencesText(constraint)}`
  }
}

/** `references "hotels" ("id") on delete cascade` */
function referencesText({ table, name, references, onDelete, onUpdate }: ForeignKeyNode): string {
  mainOnly(references.schema, `the schema that ${name} of ${table} refers to`)
  const target = `references ${quoteName(references.table)} ${list(references.columns)}`
  return `${target}${onDelete === undefined ? "" : ` on delete ${onDelete}`}${onUpdate === undefined ? "" : ` on update ${onUpdate}`}`
}

/** `constraint "fk_rooms_hotel" references "hotels" ("id")`, to stand behind a column. */
export function columnReferenceText(key: ForeignKeyNode): string {
  return `constraint ${quoteName(key.name)} ${referencesText(key)}`
}

/**
 * The `create table` statement, every constraint in it: none but checks can be added later. A foreign key of one column
 * is written on the column, so that every SQLite can drop the column with it.
 *
 * @throws AludelError `dialect/unsupported` where a column is to be numbered that is no primary key
 */
export function createTableText({ name, schema, nodes, ifNotExists }: CreateTable): string {
  mainOnly(schema, `the schema of ${displayName({ name })}`)
  refuseLoneIdentity(nodes)
  const body = nodes.flatMap((node) => {
    if (node.kind === "column")
      return [[columnText(node), ...nodes.filter(refersFrom(node)).map(columnReferenceText)].join(" ")]
    return isConstraint(node) && !isOnColumn(node) ? [constraintText(node)] : []
  })
  return `create table ${ifNotExists ? "if not exists " : ""}${quoteName(name)} (${body.join(", ")})`
}

/** `create unique index "ix_hotels_code" on "hotels" (lower("code") desc) where active = 1` */
export function createIndexText(
  index: IndexNode,
  options: { readonly ifNotExists?: true | undefined } = {},
): string {
  mainOnly(index.schema, `the schema of ${displayName(tableOf(index))}`)
  const start = `create ${index.unique ? "unique " : ""}index ${options.ifNotExists ? "if not exists " : ""}${quoteName(index.name)}`
  const where = index.where === undefined ? "" : ` where ${index.where}`
  return `${start} on ${quoteName(index.table)} (${index.keys.map(keyText).join(", ")})${where}`
}

function keyText(key: IndexKey): string {
  if (key.nulls !== undefined) throw unsupportedNulls(key.nulls)
  return `${"column" in key ? quoteName(key.column) : key.expression}${key.descending ? " desc" : ""}`
}

function unsupportedNulls(nulls: string): AludelError {
  return new AludelError("dialect/unsupported", `SQLite has no indexes with nulls ${nulls}`, {
    hint: "Leave it out: on SQLite NULL sorts before everything else.",
  })
}

// "An integer primary key of one column is the rowid and numbers itself"; nothing else does. https://sqlite.org/rowidtable.html
function refuseLoneIdentity(nodes: readonly SchemaNode[]): void {
  const key = nodes.find((node) => node.kind === "primaryKey")
  for (const node of nodes) {
    if (node.kind !== "column" || node.identity === undefined) continue
    const isRowid =
      key?.columns.length === 1 && key.columns[0] === node.name && columnType(node) === "integer"
    if (!isRowid) throw loneIdentity(node)
  }
}

function loneIdentity({ table, name }: ColumnNode): AludelError {
  const message = `SQLite numbers only an integer that is the whole primary key, and ${table}.${name} is not`
  return new AludelError("dialect/unsupported", message, {
    hint: "Make the column the primary key, or leave identity() out and give the numbers yourself.",
  })
}

function isConstraint(node: SchemaNode): node is ConstraintNode {
  return (
    node.kind === "primaryKey" ||
    node.kind === "unique" ||
    node.kind === "foreignKey" ||
    node.kind === "check"
  )
}

function isOnColumn(node: SchemaNode): node is ForeignKeyNode {
  return node.kind === "foreignKey" && node.columns.length === 1
}

function refersFrom({ name }: ColumnNode): (node: SchemaNode) => node is ForeignKeyNode {
  return (node): node is ForeignKeyNode => isOnColumn(node) && node.columns[0] === name
}

function list(columns: readonly string[]): string {
  return `(${columns.map(quoteName).join(", ")})`
}
