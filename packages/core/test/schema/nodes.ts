import * as fc from "fast-check"

import type { SchemaNode } from "../../src/schema/model.ts"
import type { ColumnNode, Identity } from "../../src/schema/nodes/columns.ts"
import type { PrimaryKeyNode, UniqueNode } from "../../src/schema/nodes/constraints.ts"
import type { IndexKey } from "../../src/schema/nodes/indexes.ts"
import type { TableNode } from "../../src/schema/nodes/tables.ts"

// Whole tables with every attribute that the model has, though no engine takes all of them together.

const text = fc.constantFrom("it's", 'a "b"', "`x` ${y}", "line\nline", "\\")
const expression = fc.constantFrom("a > 0", "lower(b) || 'it''s'", "`x` ${y} \\", "(a, b)")
const parameters = fc.constantFrom({ fillfactor: "70" }, { "odd name": "it's", a: "on" })
const columns = ["a", "b", "odd name"] as const
const someColumns = fc.subarray([...columns], { minLength: 1 })
const deferrable = fc.constantFrom("immediate", "deferred")
const yes = fc.constant(true)
const number = fc.constantFrom("5", "-7", "9007199254740993")

const identity: fc.Arbitrary<Identity> = some({
  increment: number,
  minimum: fc.constantFrom("-99", "-9007199254740995"),
  maximum: fc.constantFrom("98", "9007199254740995"),
  start: fc.constantFrom("50", "-50"),
  cache: fc.constant("20"),
  cycle: yes,
  sequence: text,
}).chain((rest) => fc.boolean().map((always) => ({ always, ...rest })))

const columnAttributes = some({
  nullable: yes,
  identity,
  generated: fc.oneof(fc.record({ expression }), fc.record({ expression, stored: yes })),
  default: fc.constantFrom("5", "now()", "'it''s'"),
  collation: fc.constant('"C"'),
  compression: fc.constant("lz4"),
  storage: fc.constantFrom("plain", "external", "extended", "main"),
  statistics: fc.constantFrom(0, 100),
  parameters,
  notNull: some({ name: text, noInherit: yes, notValid: yes, onConflict: fc.constant("fail") }).filter(
    isSaid,
  ),
  comment: text,
})

const keyAttributes = {
  include: someColumns,
  deferrable,
  parameters,
  withoutOverlaps: yes,
  onConflict: fc.constant("replace"),
  descending: someColumns,
  collations: fc.constant({ "odd name": "NOCASE" }),
  unnamed: yes,
  comment: text,
}

const key: fc.Arbitrary<IndexKey> = fc
  .tuple(
    fc.oneof(fc.record({ column: fc.constantFrom(...columns) }), fc.record({ expression })),
    some({
      descending: yes,
      nulls: fc.constantFrom("first", "last"),
      collation: fc.constant('"C"'),
      operatorClass: fc.constant("gist_trgm_ops(siglen='32')"),
    }),
  )
  .map(([what, rest]) => ({ ...what, ...rest }))

const tableAttributes = some({
  unlogged: yes,
  parameters,
  accessMethod: text,
  partitionBy: fc.record({
    strategy: fc.constantFrom("range", "list", "hash"),
    keys: fc.array(
      fc.oneof(
        fc.record({ column: fc.constantFrom(...columns) }),
        fc.record({ expression, collation: fc.constant('"C"'), operatorClass: text }),
      ),
      { minLength: 1, maxLength: 2 },
    ),
  }),
  partitionOf: fc.constantFrom(
    { table: "p", bound: "default" },
    { schema: "billing", table: "odd.p", bound: "for values in ('`')" },
  ),
  inherits: fc.constantFrom([{ table: "p" }], [{ table: "p" }, { schema: "billing", table: "p" }]),
  overrides: fc.constantFrom({ "odd name": { default: "now()" } }, { a: { default: null, nullable: false } }),
  rowSecurity: yes,
  forceRowSecurity: yes,
  replicaIdentity: fc.constantFrom("full", "nothing", { index: "ix" }),
  strict: yes,
  withoutRowid: yes,
  comment: text,
})

/** A table of three columns with all its parts, the table's own node first. */
export function wholeTable(name: string, schema?: string): fc.Arbitrary<readonly SchemaNode[]> {
  const place = schema === undefined ? {} : { schema }
  const on = { ...place, table: name }
  return fc
    .record({
      table: tableAttributes,
      columns: fc.tuple(columnAttributes, columnAttributes, columnAttributes),
      primaryKey: fc.option(fc.tuple(someColumns, some(keyAttributes)), { nil: undefined }),
      unique: fc.option(fc.tuple(someColumns, some({ ...keyAttributes, nullsNotDistinct: yes })), {
        nil: undefined,
      }),
      foreignKey: some({
        onDelete: fc.constantFrom("cascade", "set null"),
        onUpdate: fc.constantFrom("restrict", "set default"),
        onDeleteColumns: someColumns,
        match: fc.constant("full"),
        deferrable,
        notValid: yes,
        notEnforced: yes,
        period: yes,
        unnamed: yes,
        comment: text,
      }),
      keyColumns: someColumns,
      check: some({ noInherit: yes, notValid: yes, notEnforced: yes, unnamed: yes, comment: text }),
      exclusion: some({ include: someColumns, where: expression, deferrable, parameters, comment: text }),
      index: some({
        unique: yes,
        where: expression,
        method: fc.constant("gin"),
        include: someColumns,
        nullsNotDistinct: yes,
        parameters,
        comment: text,
      }),
      keys: fc.array(key, { minLength: 1, maxLength: 3 }),
      expression,
    })
    .map((made): readonly SchemaNode[] => [
      { kind: "table", ...place, name, ...made.table } as TableNode,
      ...made.columns.map(
        (attributes, index) =>
          ({ kind: "column", ...on, name: columns[index], type: "bigint", ...attributes }) as ColumnNode,
      ),
      ...(made.primaryKey === undefined
        ? []
        : [
            {
              kind: "primaryKey",
              ...on,
              name: "pk",
              columns: made.primaryKey[0],
              ...made.primaryKey[1],
            } as PrimaryKeyNode,
          ]),
      ...(made.unique === undefined
        ? []
        : [{ kind: "unique", ...on, name: "uq", columns: made.unique[0], ...made.unique[1] } as UniqueNode]),
      {
        kind: "foreignKey",
        ...on,
        name: "fk",
        columns: made.keyColumns,
        references: { ...place, table: "p", columns: made.keyColumns },
        ...made.foreignKey,
      },
      { kind: "check", ...on, name: "ck", expression: made.expression, ...made.check },
      {
        kind: "exclusion",
        ...on,
        name: "ex",
        method: "gist",
        elements: made.keys.map((each) => ({ ...each, operator: "&&" })),
        ...made.exclusion,
      },
      { kind: "index", ...on, name: "ix", keys: made.keys, ...made.index },
    ])
}

/** Any of the attributes, in any combination. */
function some<T extends Record<string, unknown>>(attributes: {
  readonly [K in keyof T]: fc.Arbitrary<T[K]>
}): fc.Arbitrary<Partial<T>> {
  return fc.record(attributes, { requiredKeys: [] }) as fc.Arbitrary<Partial<T>>
}

function isSaid(attributes: object): boolean {
  return Object.keys(attributes).length > 0
}
