import {
  AludelError,
  displayName,
  isConstraint,
  quoteName,
  tableOf,
  type ColumnNode,
  type ConstraintNode,
  type CreateTable,
  type ForeignKeyNode,
  type IndexKey,
  type IndexNode,
  type PrimaryKeyNode,
  type SchemaNode,
  type TableNode,
  type UniqueNode,
} from "@aludel/core/dialect"

import { defaultExpression } from "./expression.ts"
import { autoincrement } from "./live-table.ts"
import { mainOnly } from "./main-only.ts"
import { columnType } from "./types.ts"

// SQLite's words for what a table is made of. Names are never qualified: `references` and `create index … on` take none.

/** `"code" text not null default 'none' collate NOCASE` */
export function columnText(column: ColumnNode): string {
  const { name, default: value, generated, collation } = column
  const words = [
    quoteName(name),
    columnType(column),
    ...notNullWords(column),
    ...(value === undefined ? [] : [`default ${defaultExpression(value)}`]),
    ...(collation === undefined ? [] : [`collate ${collation}`]),
    ...(generated === undefined
      ? []
      : [`generated always as (${generated.expression}) ${generated.stored ? "stored" : "virtual"}`]),
  ]
  return words.filter(Boolean).join(" ")
}

// What is not valid has never been looked at: SQLite lets NULL into such a primary key.
function notNullWords({ nullable, notNull }: ColumnNode): readonly string[] {
  if (nullable || notNull?.notValid) return []
  return [`not null${conflictWords(notNull?.onConflict)}`]
}

/** `constraint "uq_hotels_code" unique ("code")` */
export function constraintText(constraint: ConstraintNode): string {
  return `${nameWords(constraint)}${constraintWords(constraint)}`
}

function nameWords(constraint: ConstraintNode): string {
  return "unnamed" in constraint ? "" : `constraint ${quoteName(constraint.name)} `
}

function constraintWords(constraint: ConstraintNode): string {
  switch (constraint.kind) {
    case "primaryKey":
      return `primary key ${keyText(constraint)}`
    case "unique":
      return `unique ${keyText(constraint)}`
    case "check":
      return `check (${refuseAttributes(constraint).expression})`
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

function keyText(key: PrimaryKeyNode | UniqueNode): string {
  refuseAttributes(key)
  const columns = key.columns.map((column) => {
    const collation = key.collations?.[column]
    const collate = collation === undefined ? "" : ` collate ${collation}`
    return `${quoteName(column)}${collate}${key.descending?.includes(column) ? " desc" : ""}`
  })
  return `(${columns.join(", ")})${conflictWords(key.onConflict)}`
}

function conflictWords(action: PrimaryKeyNode["onConflict"]): string {
  return action === undefined ? "" : ` on conflict ${action}`
}

// What PostgreSQL alone has words for.
const foreign = [
  "compression",
  "storage",
  "statistics",
  "unlogged",
  "accessMethod",
  "partitionBy",
  "partitionOf",
  "inherits",
  "rowSecurity",
  "forceRowSecurity",
  "replicaIdentity",
  "include",
  "nullsNotDistinct",
  "parameters",
  "withoutOverlaps",
  "noInherit",
  "notValid",
  "notEnforced",
  "period",
  "onDeleteColumns",
] as const

function refuseAttributes<N extends SchemaNode>(node: N): N {
  const isKeyOrCheck = node.kind !== "column" && node.kind !== "foreignKey"
  const [attribute] = foreign.filter((each) => each in node)
  if (attribute === undefined && !(isKeyOrCheck && "deferrable" in node)) return node
  throw new AludelError(
    "dialect/unsupported",
    `SQLite has no words for ${attribute ?? "deferrable"}, which ${node.name} says`,
    { hint: "Leave it out." },
  )
}

/** `references "hotels" ("id") on delete cascade` */
function referencesText(key: ForeignKeyNode): string {
  const { table, name, references, onDelete, onUpdate, match, deferrable } = refuseAttributes(key)
  mainOnly(references.schema, `the schema that ${name} of ${table} refers to`)
  return [
    `references ${quoteName(references.table)}${references.columns.length === 0 ? "" : ` ${list(references.columns)}`}`,
    ...(onDelete === undefined ? [] : [`on delete ${onDelete}`]),
    ...(onUpdate === undefined ? [] : [`on update ${onUpdate}`]),
    ...(match === undefined ? [] : [`match ${match}`]),
    ...(deferrable === undefined ? [] : [`deferrable initially ${deferrable}`]),
  ].join(" ")
}

/** `constraint "fk_rooms_hotel" references "hotels" ("id")`, to stand behind a column. */
export function columnReferenceText(key: ForeignKeyNode): string {
  return `${nameWords(key)}${referencesText(key)}`
}

/** The `create table` statement of an operation, see {@link tableText}. */
export function createTableText({ name, schema, nodes, ifNotExists }: CreateTable): string {
  mainOnly(schema, `the schema of ${displayName({ name })}`)
  return `create table ${ifNotExists ? "if not exists " : ""}${tableText(name, nodes)}`
}

/**
 * What stands behind `create table`, every constraint in it. A foreign key of one column is written on the column, so that
 * every SQLite can drop the column with it.
 *
 * @param name what the table is called, whatever its nodes say
 * @throws AludelError `dialect/unsupported` where a column is to be numbered that is no primary key
 */
export function tableText(name: string, nodes: readonly SchemaNode[]): string {
  if (!nodes.some((node) => node.kind === "column")) {
    throw new AludelError("dialect/unsupported", `SQLite has no tables without columns, such as ${name}`, {
      hint: "Give it one.",
    })
  }
  refuseLoneIdentity(nodes)
  for (const node of nodes) if (node.kind === "table" || node.kind === "column") refuseAttributes(node)
  const key = nodes.find((node) => node.kind === "primaryKey")
  // Of a column that is not there SQLite says so itself, where the key stands on the table.
  const isWritten = (key: SchemaNode) => nodes.some((node) => node.kind === "column" && refersFrom(node)(key))
  const body = nodes.flatMap((node) => {
    if (node.kind === "column") {
      const own = [
        ...(isKeyOnColumn(key, node)
          ? [`${nameWords(key)}primary key desc${conflictWords(key.onConflict)}`]
          : []),
        ...nodes.filter(refersFrom(node)).map(columnReferenceText),
      ]
      return [[columnText(node), ...own].join(" ")]
    }
    if (!isConstraint(node) || isWritten(node)) return []
    if (node.kind !== "primaryKey") return [constraintText(node)]
    return nodes.some((column) => isKeyOnColumn(node, column)) ? [] : [primaryKeyText(node, nodes)]
  })
  return `${quoteName(name)} (${body.join(", ")})${optionWords(nodes)}`
}

function primaryKeyText(key: PrimaryKeyNode, nodes: readonly SchemaNode[]): string {
  const text = constraintText(key)
  const isNumbered = nodes.some(
    (node) => node.kind === "column" && node.identity?.sequence === autoincrement.sequence,
  )
  return isNumbered ? text.replace(/\)(?=[^)]*$)/, " autoincrement)") : text
}

// Only there "integer primary key desc" is an ordinary key, not the rowid.
function isKeyOnColumn(key: PrimaryKeyNode | undefined, node: SchemaNode): key is PrimaryKeyNode {
  return (
    node.kind === "column" &&
    key?.columns.length === 1 &&
    key.columns[0] === node.name &&
    key.descending !== undefined &&
    key.collations === undefined &&
    columnType(node) === "integer"
  )
}

function optionWords(nodes: readonly SchemaNode[]): string {
  const table = nodes.find((node): node is TableNode => node.kind === "table")
  const words = [...(table?.strict ? ["strict"] : []), ...(table?.withoutRowid ? ["without rowid"] : [])]
  return words.length === 0 ? "" : ` ${words.join(", ")}`
}

/** `create unique index "ix_hotels_code" on "hotels" (lower("code") desc) where active = 1` */
export function createIndexText(
  index: IndexNode,
  options: { readonly ifNotExists?: true | undefined } = {},
): string {
  mainOnly(index.schema, `the schema of ${displayName(tableOf(index))}`)
  const start = `create ${index.unique ? "unique " : ""}index ${options.ifNotExists ? "if not exists " : ""}${quoteName(index.name)}`
  const where = index.where === undefined ? "" : ` where ${index.where}`
  return `${start} on ${quoteName(index.table)} (${index.keys.map(indexKeyText).join(", ")})${where}`
}

function indexKeyText(key: IndexKey): string {
  if (key.nulls !== undefined) throw unsupportedNulls(key.nulls)
  const collate = key.collation === undefined ? "" : ` collate ${key.collation}`
  return `${"column" in key ? quoteName(key.column) : key.expression}${collate}${key.descending ? " desc" : ""}`
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
      key?.columns.length === 1 &&
      key.columns[0] === node.name &&
      key.descending === undefined &&
      columnType(node) === "integer"
    if (!isRowid) throw loneIdentity(node)
  }
}

function loneIdentity({ table, name }: ColumnNode): AludelError {
  const message = `SQLite numbers only an integer that is the whole primary key, and ${table}.${name} is not`
  return new AludelError("dialect/unsupported", message, {
    hint: "Make the column the primary key, or leave identity() out and give the numbers yourself.",
  })
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
