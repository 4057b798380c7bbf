import type { ColumnNode, SchemaNode, TableNode } from "@aludel/core/dialect"

import type { AttributeChanges, Change } from "../../../core/test/comparison/attributes.ts"

const otherEngine = "only PostgreSQL has it"
const noComments = "SQLite has no comments"

let count = 0

/** A change of one node of a table of its own, which has the columns that it needs. */
function of(
  make: (table: string) => SchemaNode,
  to: object | ((table: string) => object),
  more: (table: string) => readonly SchemaNode[] = () => [],
): Change {
  count += 1
  const table = `t${count}`
  const node = make(table)
  const beside: readonly SchemaNode[] = [{ kind: "table", name: table }, ...more(table)]
  const different = typeof to === "function" ? to(table) : to
  return { from: [...beside, node], to: [...beside, { ...node, ...different } as SchemaNode] }
}

const integer = (table: string, name: string, more: Partial<ColumnNode> = {}): ColumnNode => ({
  kind: "column",
  table,
  name,
  type: "integer",
  ...more,
})
const ab = (table: string) => [integer(table, "a"), integer(table, "b", { type: "text" })]
const column = (to: object, from: Partial<ColumnNode> = {}) =>
  of(
    (table) => integer(table, "a", { type: "text", ...from }),
    to,
    (table) => [integer(table, "b")],
  )
const table = (to: Partial<TableNode>): Change => {
  count += 1
  const node: TableNode = { kind: "table", name: `t${count}` }
  const key: SchemaNode = { kind: "primaryKey", table: node.name, name: `pk_${node.name}`, columns: ["a"] }
  return { from: [node, ...ab(node.name), key], to: [{ ...node, ...to }, ...ab(node.name), key] }
}
const key = (kind: "primaryKey" | "unique", to: object) =>
  of((name) => ({ kind, table: name, name: `k_${name}`, columns: ["a", "b"] }), to, ab)
const bothKeys = (kind: "primaryKey" | "unique") => ({
  comment: noComments,
  columns: key(kind, { columns: ["b", "a"] }),
  include: otherEngine,
  deferrable: otherEngine,
  parameters: otherEngine,
  withoutOverlaps: otherEngine,
  onConflict: key(kind, { onConflict: "ignore" }),
  descending: key(kind, { descending: ["a"] }),
  collations: key(kind, { collations: { b: "NOCASE" } }),
  unnamed: "a constraint that only lacks its name is the same",
})
const references = (table: string, ...columns: readonly string[]) => ({ references: { table, columns } })
const foreignKey = (to: object | ((table: string) => object)) =>
  of(
    (name) => ({
      kind: "foreignKey",
      table: name,
      name: `k_${name}`,
      columns: ["b"],
      ...references(name, "a"),
    }),
    to,
    (name) => [
      ...ab(name),
      integer(name, "c"),
      { kind: "unique", table: name, name: `ka_${name}`, columns: ["a"] },
      { kind: "unique", table: name, name: `kc_${name}`, columns: ["c"] },
    ],
  )
const index = (to: object, from: object = {}) =>
  of((name) => ({ kind: "index", table: name, name: `k_${name}`, keys: [{ column: "b" }], ...from }), to, ab)
const view = (to: object): Change => {
  count += 1
  const node: SchemaNode = { kind: "defined", type: "view", name: `t${count}`, definition: "select 1 as a" }
  return { from: [node], to: [{ ...node, ...to }] }
}

/** One change of each attribute on SQLite. */
export const sqliteChanges: AttributeChanges = {
  namespace: { comment: otherEngine },
  enum: { comment: noComments, values: "SQLite has no enums: the values are the revisions' own" },
  table: {
    comment: noComments,
    unlogged: otherEngine,
    parameters: otherEngine,
    accessMethod: otherEngine,
    partitionBy: otherEngine,
    partitionOf: otherEngine,
    inherits: otherEngine,
    overrides: otherEngine,
    rowSecurity: otherEngine,
    forceRowSecurity: otherEngine,
    replicaIdentity: otherEngine,
    strict: table({ strict: true }),
    withoutRowid: table({ withoutRowid: true }),
  },
  column: {
    comment: noComments,
    type: column({ type: "integer" }),
    enum: "SQLite has no enums",
    nullable: column({ nullable: true }),
    default: column({ default: "'b'" }, { default: "'a'" }),
    identity: "every integer primary key numbers itself",
    generated: column(
      { generated: { expression: "b * 2", stored: true } },
      { type: "integer", generated: { expression: "b + 2", stored: true } },
    ),
    collation: column({ collation: "NOCASE" }),
    compression: otherEngine,
    storage: otherEngine,
    statistics: otherEngine,
    parameters: otherEngine,
    notNull: column({ notNull: { onConflict: "replace" } }, { default: "'a'" }),
  },
  primaryKey: bothKeys("primaryKey"),
  unique: { ...bothKeys("unique"), nullsNotDistinct: otherEngine },
  foreignKey: {
    comment: noComments,
    columns: foreignKey({ columns: ["c"] }),
    references: foreignKey((name) => references(name, "c")),
    onDelete: foreignKey({ onDelete: "cascade" }),
    onUpdate: foreignKey({ onUpdate: "cascade" }),
    onDeleteColumns: otherEngine,
    match: foreignKey({ match: "full" }),
    deferrable: foreignKey({ deferrable: "deferred" }),
    notValid: otherEngine,
    notEnforced: otherEngine,
    period: otherEngine,
    dangling: "what the other table is decides that",
    unnamed: "a constraint that only lacks its name is the same",
  },
  check: {
    comment: noComments,
    expression: of(
      (name) => ({ kind: "check", table: name, name: `k_${name}`, expression: "a > 0" }),
      { expression: "a > 1" },
      ab,
    ),
    noInherit: otherEngine,
    notValid: otherEngine,
    notEnforced: otherEngine,
    unnamed: "a constraint that only lacks its name is the same",
  },
  exclusion: {
    comment: otherEngine,
    method: otherEngine,
    elements: otherEngine,
    include: otherEngine,
    where: otherEngine,
    deferrable: otherEngine,
    parameters: otherEngine,
  },
  index: {
    comment: noComments,
    keys: index({ keys: [{ expression: "lower(b)" }] }),
    unique: index({ unique: true }),
    where: index({ where: "b > 'b'" }, { where: "b > 'a'" }),
    method: otherEngine,
    include: otherEngine,
    nullsNotDistinct: otherEngine,
    parameters: otherEngine,
    only: otherEngine,
    invalid: otherEngine,
  },
  defined: {
    comment: noComments,
    definition: view({ definition: "select 2 as a" }),
    options: "no kind of SQLite's has any",
  },
}
