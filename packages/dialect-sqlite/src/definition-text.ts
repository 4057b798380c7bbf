import {
  AludelError,
  displayName,
  quoteName,
  tableOf,
  type ColumnNode,
  type ConstraintNode,
  type ForeignKeyNode,
  type IndexKey,
  type IndexNode,
  type PrimaryKeyNode,
  type SchemaNode,
  type UniqueNode,
} from "@aludel/core/dialect"

import { defaultExpression } from "./expression.ts"
import { qualified, sameDatabase } from "./qualified.ts"
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

/** `constraint "uq_hotels_code" `, where it has a name. */
export function nameWords(constraint: ConstraintNode): string {
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

/** ` on conflict replace`, where anything is said. */
export function conflictWords(action: PrimaryKeyNode["onConflict"]): string {
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
  "only",
  "parameters",
  "withoutOverlaps",
  "noInherit",
  "notValid",
  "notEnforced",
  "period",
  "onDeleteColumns",
] as const

/** Refuses a node that says what only PostgreSQL has words for. */
export function refuseAttributes<N extends SchemaNode>(node: N): N {
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
  const { references, onDelete, onUpdate, match, deferrable } = refuseAttributes(key)
  sameDatabase(key)
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

/** `create unique index "ix_hotels_code" on "hotels" (lower("code") desc) where active = 1` */
export function createIndexText(
  index: IndexNode,
  options: { readonly ifNotExists?: true | undefined } = {},
): string {
  const start = `create ${index.unique ? "unique " : ""}index ${options.ifNotExists ? "if not exists " : ""}${qualified(index)}`
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

function list(columns: readonly string[]): string {
  return `(${columns.map(quoteName).join(", ")})`
}
