import {
  AludelError,
  displayName,
  isConstraint,
  type ColumnNode,
  type CreateTable,
  type ForeignKeyNode,
  type ObjectName,
  type PrimaryKeyNode,
  type SchemaNode,
  type TableNode,
} from "@aludel/core/dialect"

import {
  columnReferenceText,
  columnText,
  conflictWords,
  constraintText,
  nameWords,
  refuseAttributes,
} from "./definition-text.ts"
import { autoincrement } from "./live-table.ts"
import { qualified } from "./qualified.ts"
import { columnType } from "./types.ts"

/** The `create table` statement of an operation, see {@link tableText}. */
export function createTableText({ nodes, ifNotExists, ...table }: CreateTable): string {
  return `create table ${ifNotExists ? "if not exists " : ""}${tableText(table, nodes)}`
}

/**
 * What stands behind `create table`, every constraint in it. A foreign key of one column is written on the column, so that
 * every SQLite can drop the column with it.
 *
 * @param table what the table is called, whatever its nodes say
 * @throws AludelError `dialect/unsupported` where a column is to be numbered that is no primary key
 */
export function tableText(table: ObjectName, nodes: readonly SchemaNode[]): string {
  if (!nodes.some((node) => node.kind === "column")) {
    throw new AludelError(
      "dialect/unsupported",
      `SQLite has no tables without columns, such as ${displayName(table)}`,
      {
        hint: "Give it one.",
      },
    )
  }
  refuseLoneIdentity(nodes)
  refuseStrictType(nodes)
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
  return `${qualified(table)} (${body.join(", ")})${optionWords(nodes)}`
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

// https://sqlite.org/stricttables.html has the whole list.
const strictTypes: ReadonlySet<string> = new Set(["int", "integer", "real", "text", "blob", "any"])

function refuseStrictType(nodes: readonly SchemaNode[]): void {
  if (!nodes.some((node) => node.kind === "table" && node.strict)) return
  for (const node of nodes) {
    if (node.kind !== "column" || strictTypes.has(columnType(node).toLowerCase())) continue
    throw new AludelError(
      "dialect/unsupported",
      `${node.table}.${node.name} is ${columnType(node) || "of no type"}, which a strict table does not take`,
      {
        hint: 'Take t.integer(), t.double(), t.text(), t.bytes() or t.type("any"); or let the table not be strict.',
      },
    )
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
