import type { ColumnNode, IndexNode, SchemaNode, TableNode } from "@aludel/core/dialect"

import type { AttributeChanges, Change } from "../../../core/test/comparison/attributes.ts"

const otherEngine = "only SQLite has it"

let count = 0

/** A change of one node of a table of its own, which has the columns that the others need. */
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
const ab = (table: string) => [integer(table, "a"), integer(table, "b")]
const text = (table: string) => integer(table, "a", { type: "text" })
const ranges = (table: string) => [
  integer(table, "a", { type: "int4range" }),
  integer(table, "b", { type: "tsrange" }),
]

const partitioned: readonly SchemaNode[] = [
  { kind: "table", name: "p2", partitionBy: { strategy: "list", keys: [{ column: "a" }] } },
  integer("p2", "a"),
  { kind: "table", name: "p2_1", partitionOf: { table: "p2", bound: "for values in (1)" } },
]

const column = (to: object, from: Partial<ColumnNode> = {}) =>
  of((table) => integer(table, "a", { type: "text", ...from }), to)
const table = (to: Partial<TableNode>, from: Partial<TableNode> = {}): Change => {
  count += 1
  const node: TableNode = { kind: "table", name: `t${count}`, ...from }
  return { from: [node, ...ab(node.name)], to: [{ ...node, ...to }, ...ab(node.name)] }
}
const key = (
  kind: "primaryKey" | "unique",
  to: object,
  from: object = {},
  columns: (table: string) => readonly ColumnNode[] = ab,
) => of((name) => ({ kind, table: name, name: `k_${name}`, columns: ["a"], ...from }), to, columns)
const bothKeys = (kind: "primaryKey" | "unique") => ({
  comment: key(kind, { comment: "said" }),
  columns: key(kind, { columns: ["b", "a"] }),
  include: key(kind, { include: ["b"] }),
  deferrable: key(kind, { deferrable: "deferred" }),
  parameters: key(kind, { parameters: { fillfactor: "70" } }),
  withoutOverlaps: key(kind, { withoutOverlaps: true }, { columns: ["a", "b"] }, ranges),
  onConflict: otherEngine,
  descending: otherEngine,
  collations: otherEngine,
  unnamed: otherEngine,
})
const references = (table: string, ...columns: readonly string[]) => ({ references: { table, columns } })
const foreignKey = (to: object | ((table: string) => object), from: (table: string) => object = () => ({})) =>
  of(
    (name) => ({
      kind: "foreignKey",
      table: name,
      name: `k_${name}`,
      columns: ["b"],
      ...references(name, "a"),
      ...from(name),
    }),
    to,
    (name) => [
      ...ab(name),
      integer(name, "c"),
      { kind: "unique", table: name, name: `ka_${name}`, columns: ["a"] },
      { kind: "unique", table: name, name: `kc_${name}`, columns: ["c"] },
      { kind: "unique", table: name, name: `kac_${name}`, columns: ["a", "c"] },
    ],
  )
const check = (to: object, from: object = {}) =>
  of((name) => ({ kind: "check", table: name, name: `k_${name}`, expression: "a > 0", ...from }), to, ab)
const exclusion = (to: object) =>
  of(
    (name) => ({
      kind: "exclusion",
      table: name,
      name: `k_${name}`,
      method: "gist",
      elements: [{ column: "a", operator: "&&" }],
    }),
    to,
    ranges,
  )
const index = (to: object, from: Partial<IndexNode> = {}) =>
  of(
    (name): SchemaNode => ({
      kind: "index",
      table: name,
      name: `k_${name}`,
      keys: [{ column: "a" }],
      ...from,
    }),
    to,
    (name) => [text(name), integer(name, "b")],
  )
const view = (to: object): Change => {
  count += 1
  const node: SchemaNode = { kind: "defined", type: "view", name: `t${count}`, definition: "SELECT 1 AS a" }
  return { from: [node], to: [{ ...node, ...to }] }
}
const alone = (from: SchemaNode, to: object): Change => ({
  from: [from],
  to: [{ ...from, ...to }],
})
const mood: SchemaNode = { kind: "enum", name: "e1", values: ["a", "b"] }

/** One change of each attribute on PostgreSQL 18. */
export const postgresChanges: AttributeChanges = {
  namespace: { comment: alone({ kind: "namespace", name: "n1" }, { comment: "said" }) },
  enum: {
    comment: alone(mood, { comment: "said" }),
    values: alone({ ...mood, name: "e2" }, { values: ["a", "c", "b"] }),
  },
  table: {
    comment: table({ comment: "said" }),
    unlogged: table({ unlogged: true }),
    parameters: table({ parameters: { fillfactor: "70" } }),
    accessMethod: "a server has no second one",
    partitionBy: table(
      { partitionBy: { strategy: "list", keys: [{ column: "a" }] } },
      { partitionBy: { strategy: "range", keys: [{ column: "a" }] } },
    ),
    partitionOf: {
      from: [
        { kind: "table", name: "p1", partitionBy: { strategy: "list", keys: [{ column: "a" }] } },
        ...ab("p1"),
        { kind: "table", name: "p1_1", partitionOf: { table: "p1", bound: "for values in (1)" } },
      ],
      to: [
        { kind: "table", name: "p1", partitionBy: { strategy: "list", keys: [{ column: "a" }] } },
        ...ab("p1"),
        { kind: "table", name: "p1_1", partitionOf: { table: "p1", bound: "for values in (1, 2)" } },
      ],
    },
    inherits: {
      from: [
        { kind: "table", name: "i1" },
        ...ab("i1"),
        { kind: "table", name: "i2", inherits: [{ table: "i1" }] },
        { kind: "table", name: "i3" },
      ],
      to: [
        { kind: "table", name: "i1" },
        ...ab("i1"),
        { kind: "table", name: "i2", inherits: [{ table: "i1" }] },
        { kind: "table", name: "i3", inherits: [{ table: "i1" }] },
      ],
    },
    overrides: {
      from: [
        { kind: "table", name: "o1" },
        ...ab("o1"),
        { kind: "table", name: "o2", inherits: [{ table: "o1" }] },
      ],
      to: [
        { kind: "table", name: "o1" },
        ...ab("o1"),
        { kind: "table", name: "o2", inherits: [{ table: "o1" }], overrides: { a: { default: "1" } } },
      ],
    },
    rowSecurity: table({ rowSecurity: true }),
    forceRowSecurity: table({ forceRowSecurity: true }),
    replicaIdentity: table({ replicaIdentity: "full" }),
    strict: otherEngine,
    withoutRowid: otherEngine,
  },
  column: {
    comment: column({ comment: "said" }),
    type: column({ type: "varchar(20)" }),
    enum: "it goes with the type, which is the enum's name",
    nullable: column({ nullable: true }),
    default: column({ default: "'b'" }, { default: "'a'" }),
    identity: column({ identity: { always: false } }, { type: "integer", identity: { always: true } }),
    generated: column(
      { generated: { expression: "2 * 3", stored: true } },
      { type: "integer", generated: { expression: "1 + 2", stored: true } },
    ),
    collation: column({ collation: '"C"' }),
    compression: "the server that tests have knows one method",
    storage: column({ storage: "external" }),
    statistics: column({ statistics: 500 }),
    parameters: column({ parameters: { n_distinct: "5" } }),
    notNull: column({ notNull: { name: "nn_other" } }),
  },
  primaryKey: bothKeys("primaryKey"),
  unique: { ...bothKeys("unique"), nullsNotDistinct: key("unique", { nullsNotDistinct: true }) },
  foreignKey: {
    comment: foreignKey({ comment: "said" }),
    columns: foreignKey({ columns: ["c"] }),
    references: foreignKey((name) => references(name, "c")),
    onDelete: foreignKey({ onDelete: "cascade" }),
    onUpdate: foreignKey({ onUpdate: "cascade" }),
    onDeleteColumns: foreignKey({ onDeleteColumns: ["b"] }, (name) => ({
      columns: ["b", "c"],
      onDelete: "set null",
      ...references(name, "a", "c"),
    })),
    match: foreignKey({ match: "full" }),
    deferrable: foreignKey({ deferrable: "immediate" }),
    notValid: foreignKey({ notValid: true }),
    notEnforced: foreignKey({ notEnforced: true }),
    period: "it goes with the key that it refers to, which differs, too",
    dangling: otherEngine,
    unnamed: otherEngine,
  },
  check: {
    comment: check({ comment: "said" }),
    expression: check({ expression: "a > 1" }),
    noInherit: check({ noInherit: true }),
    notValid: check({ notValid: true }),
    notEnforced: check({ notEnforced: true }),
    unnamed: otherEngine,
  },
  exclusion: {
    comment: exclusion({ comment: "said" }),
    method: exclusion({ method: "spgist" }),
    elements: exclusion({ elements: [{ column: "a", operator: "=" }] }),
    include: exclusion({ include: ["b"] }),
    where: exclusion({ where: "not isempty(a)" }),
    deferrable: exclusion({ deferrable: "deferred" }),
    parameters: exclusion({ parameters: { fillfactor: "70" } }),
  },
  index: {
    comment: index({ comment: "said" }),
    keys: index({ keys: [{ expression: "lower(a)" }] }),
    unique: index({ unique: true }),
    where: index({ where: "a > 'b'" }, { where: "a > 'a'" }),
    method: index({ method: "hash" }),
    include: index({ include: ["b"] }),
    nullsNotDistinct: index({ nullsNotDistinct: true }, { unique: true }),
    parameters: index({ parameters: { fillfactor: "70" } }),
    only: {
      from: [...partitioned, { kind: "index", table: "p2", name: "ix_p2", keys: [{ column: "a" }] }],
      to: [
        ...partitioned,
        { kind: "index", table: "p2", name: "ix_p2", keys: [{ column: "a" }], only: true },
      ],
    },
    invalid: "it is never declared",
  },
  defined: {
    comment: view({ comment: "said" }),
    definition: view({ definition: "SELECT 2 AS a" }),
    options: view({ options: { securityInvoker: true } }),
  },
}
