import {
  constraintName,
  type CheckNode,
  type ConstraintNode,
  type ForeignKeyNode,
  type PrimaryKeyNode,
  type ReferentialAction,
  type UniqueNode,
} from "@aludel/core/dialect"

import type { ForeignKeyRow } from "./catalog-queries.ts"
import { otherCollation } from "./collation.ts"
import { plain, primaryKeyOf, rowidColumn, type LiveTable } from "./live-table.ts"
import type { StoredConstraint, StoredKeyColumns } from "./stored-table.ts"
import { tokenize } from "./tokenizer.ts"

/**
 * The nodes of a table's constraints. Those without a name get that of the built-in convention, the same each time, and so
 * does one whose name another of its kind has already; both are marked as unnamed.
 *
 * @param find gives another table of the database by its name, in any case
 */
export function tableConstraints(
  table: LiveTable,
  find: (name: string) => LiveTable | undefined,
): readonly ConstraintNode[] {
  return [...primaryKey(table), ...uniques(table), ...foreignKeys(table, find), ...checks(table)]
}

type Named = { readonly name: string; readonly unnamed?: true }
type NamedKind = "primaryKey" | "unique" | "foreignKey" | "check"

/** Gives the constraints of one kind their names, one after the other. */
function naming(kind: NamedKind, { name: table, stored }: LiveTable) {
  const used = new Set<string>()
  const written = new Set(stored.constraints.filter((each) => each.kind === kind).map(({ name }) => name))
  return (name: string | undefined, columns: readonly string[]): Named => {
    const isFree = name !== undefined && !used.has(name)
    const found = isFree ? name : freeName(kind, table, columns, new Set([...used, ...written]))
    used.add(found)
    return isFree ? { name: found } : { name: found, unnamed: true }
  }
}

function freeName(
  kind: NamedKind,
  table: string,
  columns: readonly string[],
  used: ReadonlySet<string | undefined>,
): string {
  const suffixes = ["", ...Array.from({ length: used.size }, (_, index) => `${index + 2}`)]
  const names = suffixes.map((suffix) => constraintName(kind, table, [...columns, suffix].filter(Boolean)))
  return names.find((name) => !used.has(name)) ?? constraintName(kind, table, columns)
}

function primaryKey(table: LiveTable): readonly PrimaryKeyNode[] {
  const written = primaryKeyOf(table)
  if (written === undefined) return []
  const { columns, ...order } = keyOf(table, written)
  return [
    {
      kind: "primaryKey",
      table: table.name,
      ...naming("primaryKey", table)(written.name, columns),
      columns,
      // Of the rowid SQLite ignores them.
      ...(rowidColumn(table) === undefined ? order : {}),
      ...conflict(written),
    },
  ]
}

function uniques(table: LiveTable): readonly UniqueNode[] {
  const named = naming("unique", table)
  return table.stored.constraints.flatMap((written): readonly UniqueNode[] => {
    if (written.kind !== "unique") return []
    const { columns, ...order } = keyOf(table, written)
    return [
      {
        kind: "unique",
        table: table.name,
        ...named(written.name, columns),
        columns,
        ...order,
        ...conflict(written),
      },
    ]
  })
}

// With the columns spelled as the table does.
function keyOf(table: LiveTable, written: StoredKeyColumns): StoredKeyColumns {
  const spelled = (name: string) =>
    table.columns.find((column) => column.name.toLowerCase() === name.toLowerCase())?.name ?? name
  const own = (name: string) => table.stored.columns.find((column) => column.name === spelled(name))?.collate
  const collations = Object.entries(written.collations ?? {}).flatMap(([name, collate]) => {
    const { collation } = otherCollation(collate, own(name))
    return collation === undefined ? [] : [[spelled(name), collation] as const]
  })
  return {
    columns: written.columns.map(spelled),
    ...(written.descending === undefined ? {} : { descending: written.descending.map(spelled) }),
    ...(collations.length === 0 ? {} : { collations: Object.fromEntries(collations) }),
  }
}

function conflict({ onConflict }: Pick<PrimaryKeyNode, "onConflict">): Pick<PrimaryKeyNode, "onConflict"> {
  return onConflict === undefined ? {} : { onConflict }
}

function foreignKeys(
  table: LiveTable,
  find: (name: string) => LiveTable | undefined,
): readonly ForeignKeyNode[] {
  const written = table.stored.constraints.filter((constraint) => constraint.kind === "foreignKey")
  const groups = Map.groupBy(table.foreignKeys, ({ id }) => Number(id))
  const named = naming("foreignKey", table)
  // The pragma numbers them from the last one written.
  return written.map((each, index) =>
    foreignKey(table, groups.get(written.length - 1 - index) ?? [], each, named, find),
  )
}

function foreignKey(
  table: LiveTable,
  rows: readonly ForeignKeyRow[],
  written: Extract<StoredConstraint, { readonly kind: "foreignKey" }>,
  named: ReturnType<typeof naming>,
  find: (name: string) => LiveTable | undefined,
): ForeignKeyNode {
  const columns = rows.map(({ from }) => from)
  const { target = "", onDelete = "", onUpdate = "" } = rows[0] ?? {}
  const { match, deferrable } = written
  return {
    kind: "foreignKey",
    table: table.name,
    ...named(written.name, columns),
    columns,
    references: references(target, rows, find(target)),
    ...action("onDelete", onDelete),
    ...action("onUpdate", onUpdate),
    ...(match === undefined ? {} : { match }),
    ...(deferrable === undefined ? {} : { deferrable }),
  }
}

// As the other table spells its names, which the reference may write in another case.
function references(
  name: string,
  rows: readonly ForeignKeyRow[],
  target: LiveTable | undefined,
): ForeignKeyNode["references"] {
  const key = target === undefined ? [] : keyColumns(target)
  // It means a key that it does not fit.
  if (rows.some(({ to }) => to === null) && key.length !== rows.length)
    return { table: target?.name ?? name, columns: [] }
  const columns = rows.map(({ to }, index) => {
    const written = to ?? key[index] ?? ""
    return (
      target?.columns.find((column) => column.name.toLowerCase() === written.toLowerCase())?.name ?? written
    )
  })
  return { table: target?.name ?? name, columns }
}

function keyColumns(table: LiveTable): readonly string[] {
  const columns = table.columns.filter(({ pk }) => Number(pk) > 0)
  return columns.toSorted((a, b) => Number(a.pk) - Number(b.pk)).map(({ name }) => name)
}

function action<K extends "onDelete" | "onUpdate">(
  key: K,
  words: string,
): { readonly [P in K]?: ReferentialAction } {
  const lower = words.toLowerCase()
  return (lower === "no action" || lower === "" ? {} : { [key]: lower }) as {
    readonly [P in K]?: ReferentialAction
  }
}

// Those without a name are called after the first column in them, not after where they are written: a rebuild writes all
// of them behind the columns.
function checks(table: LiveTable): readonly CheckNode[] {
  const named = naming("check", table)
  const written = table.stored.constraints.filter((constraint) => constraint.kind === "check")
  return written.map(({ name, expression }): CheckNode => ({
    kind: "check",
    table: table.name,
    ...named(name, [firstColumn(table, expression) ?? "1"]),
    expression: plain(table, expression),
  }))
}

function firstColumn({ columns }: LiveTable, expression: string): string | undefined {
  const names = new Map(columns.map(({ name }) => [name.toLowerCase(), name]))
  return tokenize(expression)
    .filter(({ kind }) => kind === "word" || kind === "name")
    .flatMap(({ value }) => names.get(value.toLowerCase()) ?? [])[0]
}
