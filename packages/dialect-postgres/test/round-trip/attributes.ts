import type {
  CheckNode,
  ColumnNode,
  ColumnOverride,
  DefinedNode,
  EnumNode,
  ExclusionNode,
  ForeignKeyNode,
  Identity,
  IndexKey,
  IndexNode,
  NamespaceNode,
  NodeKind,
  PartitionKey,
  PrimaryKeyNode,
  TableNode,
  UniqueNode,
} from "@aludel/core/dialect"

/** The least major version of the server that has the attribute, or why no schema with it is made. */
export type Expected = number | string

type Every<T> = Readonly<Record<Exclude<keyof UnionToIntersection<T>, "kind">, Expected>>
type UnionToIntersection<T> = (T extends unknown ? (of: T) => void : never) extends (of: infer I) => void
  ? I
  : never

const always = 14
const sqlite = "SQLite's own"
const named = { schema: always, name: always, comment: always } as const
const part = { ...named, table: always } as const
const key = {
  include: always,
  deferrable: always,
  parameters: always,
  withoutOverlaps: 18,
  onConflict: sqlite,
  descending: sqlite,
  collations: sqlite,
  unnamed: sqlite,
} as const
const indexKey = {
  column: always,
  expression: always,
  descending: always,
  nulls: always,
  collation: always,
  operatorClass: always,
} as const satisfies Every<IndexKey>

/** Every attribute of every kind of node, checked by the compiler to be complete. */
const nodeAttributes = {
  namespace: { name: always, comment: always } satisfies Every<NamespaceNode>,
  enum: { ...named, values: always } satisfies Every<EnumNode>,
  table: {
    ...named,
    unlogged: always,
    parameters: always,
    accessMethod: always,
    partitionBy: always,
    partitionOf: always,
    inherits: always,
    overrides: always,
    rowSecurity: always,
    forceRowSecurity: always,
    replicaIdentity: always,
    strict: sqlite,
    withoutRowid: sqlite,
  } satisfies Every<TableNode>,
  column: {
    ...part,
    type: always,
    enum: always,
    nullable: always,
    default: always,
    identity: always,
    generated: always,
    collation: always,
    compression: always,
    storage: always,
    statistics: always,
    parameters: always,
    notNull: 18,
  } satisfies Every<ColumnNode>,
  primaryKey: { ...part, ...key, columns: always } satisfies Every<PrimaryKeyNode>,
  unique: { ...part, ...key, columns: always, nullsNotDistinct: 15 } satisfies Every<UniqueNode>,
  foreignKey: {
    ...part,
    columns: always,
    references: always,
    onDelete: always,
    onUpdate: always,
    onDeleteColumns: 15,
    match: always,
    deferrable: always,
    notValid: always,
    notEnforced: 18,
    period: 18,
    dangling: sqlite,
    unnamed: sqlite,
  } satisfies Every<ForeignKeyNode>,
  check: {
    ...part,
    expression: always,
    noInherit: always,
    notValid: always,
    notEnforced: 18,
    unnamed: sqlite,
  } satisfies Every<CheckNode>,
  exclusion: {
    ...part,
    method: always,
    elements: always,
    include: always,
    where: always,
    deferrable: always,
    parameters: always,
  } satisfies Every<ExclusionNode>,
  index: {
    ...part,
    keys: always,
    unique: always,
    where: always,
    method: always,
    include: always,
    nullsNotDistinct: 15,
    parameters: always,
    only: always,
    invalid: "what building left behind; never declared, so no operation makes it",
  } satisfies Every<IndexNode>,
  defined: {
    ...named,
    type: always,
    table: always,
    definition: always,
    options: always,
  } satisfies Every<DefinedNode>,
} satisfies Readonly<Record<NodeKind, Readonly<Record<string, Expected>>>>

/** What the attributes that are objects hold, by the attribute's name above. */
const innerAttributes = {
  "table.partitionBy": { strategy: always, keys: always } satisfies Every<
    NonNullable<TableNode["partitionBy"]>
  >,
  "table.partitionBy.keys": {
    column: always,
    expression: always,
    collation: always,
    operatorClass: always,
  } satisfies Every<PartitionKey>,
  "table.partitionOf": { schema: always, table: always, bound: always } satisfies Every<
    NonNullable<TableNode["partitionOf"]>
  >,
  "table.overrides.*": { default: always, nullable: always } satisfies Every<ColumnOverride>,
  "column.identity": {
    always,
    start: always,
    increment: always,
    minimum: always,
    maximum: always,
    cache: always,
    cycle: always,
    sequence: always,
  } satisfies Every<Identity>,
  "column.generated": { expression: always, stored: always } satisfies Every<
    NonNullable<ColumnNode["generated"]>
  >,
  "column.enum": { schema: always, name: always } satisfies Every<NonNullable<ColumnNode["enum"]>>,
  "column.notNull": { name: 18, noInherit: 18, notValid: 18, onConflict: sqlite } satisfies Every<
    NonNullable<ColumnNode["notNull"]>
  >,
  "foreignKey.references": { schema: always, table: always, columns: always } satisfies Every<
    ForeignKeyNode["references"]
  >,
  "exclusion.elements": { ...indexKey, operator: always } satisfies Every<ExclusionNode["elements"][number]>,
  "index.keys": indexKey,
} as const

/** Values that mean more than that the attribute is there. */
const values: Readonly<Record<string, Expected>> = {
  "table.partitionBy.strategy=range": always,
  "table.partitionBy.strategy=list": always,
  "table.partitionBy.strategy=hash": always,
  "table.partitionOf.bound=default": always,
  "table.replicaIdentity=full": always,
  "table.replicaIdentity=nothing": always,
  "table.replicaIdentity.index": always,
  "table.overrides.*.default=null": always,
  "foreignKey.onDelete=cascade": always,
  "foreignKey.onDelete=restrict": always,
  "foreignKey.onDelete=set null": always,
  "foreignKey.onDelete=set default": always,
  "index.method=gin": always,
  "index.method=gist": always,
  "index.method=spgist": always,
  "index.method=brin": always,
  "index.method=hash": always,
}

/** The kinds of defined objects with the options that the dialect documents for each. */
const definedOptions: Readonly<Record<string, Readonly<Record<string, Expected>>>> = {
  extension: { version: always, schema: always },
  domain: {
    type: always,
    collation: always,
    default: always,
    notNull: always,
    notNullName: 17,
    checks: always,
  },
  "composite type": { attributes: always },
  "range type": {
    subtype: always,
    operatorClass: always,
    collation: always,
    difference: always,
    multirange: always,
    canonical: "its function takes the type before it is made whole, which only C can",
  },
  sequence: {
    type: always,
    start: always,
    increment: always,
    minimum: always,
    maximum: always,
    cache: always,
    cycle: always,
    unlogged: 15,
    ownedBy: always,
  },
  view: {
    securityInvoker: 15,
    securityBarrier: always,
    checkOption: always,
    columnComments: always,
    columnDefaults: always,
  },
  "materialized view": {
    parameters: always,
    accessMethod: always,
    populated: always,
    columnComments: always,
  },
  function: {},
  procedure: {},
  trigger: { timing: always, constraint: always, enabled: always },
  policy: { command: always, permissive: always, roles: always, using: always, withCheck: always },
}

/** Every kind and attribute by name. */
export function* expectedAttributes(): Iterable<readonly [string, Expected]> {
  for (const [kind, attributes] of Object.entries(nodeAttributes)) {
    if (kind === "defined") continue
    yield [kind, always]
    for (const [name, since] of Object.entries(attributes)) yield [`${kind}.${name}`, since]
  }
  for (const [path, attributes] of Object.entries(innerAttributes))
    for (const [name, since] of Object.entries(attributes)) yield [`${path}.${name}`, since]
  yield* Object.entries(values)
  for (const [type, options] of Object.entries(definedOptions)) {
    yield [type, always]
    yield [`${type}.comment`, always]
    if (type !== "extension") yield [`${type}.schema`, always]
    for (const [name, since] of Object.entries(options)) yield [`${type}.options.${name}`, since]
  }
}
