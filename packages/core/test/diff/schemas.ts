import * as fc from "fast-check"

import type { Schema, SchemaNode, TablePartNode } from "../../src/schema/model.ts"
import type { ColumnNode } from "../../src/schema/nodes/columns.ts"
import { catalog, inOrder } from "../../src/schema/catalog.ts"

const tableNames = ["a", "b", "c", "d", "billing.e"]
const columnNames = ["id", "one", "two", "three"]
const types = ["integer", "bigint", "text", "varchar(20)", "kind"]

/** Any schema that an engine would take: foreign keys point at primary keys, expressions name columns that exist. */
export const schemas: fc.Arbitrary<Schema> = fc
  .record({
    values: fc.subarray(["x", "y", "z"], { minLength: 1 }),
    extraEnum: fc.boolean(),
    extraNamespace: fc.boolean(),
    tables: fc.subarray(tableNames).chain((names) => fc.tuple(...names.map((name) => table(name, names)))),
  })
  .map(({ values, extraEnum, extraNamespace, tables }) => {
    const nodes: SchemaNode[] = [
      { kind: "namespace", name: "billing" },
      { kind: "enum", name: "kind", values },
      ...(extraEnum ? [{ kind: "enum", name: "extra", values: ["q"] } as const] : []),
      ...(extraNamespace ? [{ kind: "namespace", name: "extra" } as const] : []),
      ...tables.flat(),
    ]
    return catalog({ nodes }).schema()
  })

function table(text: string, others: readonly string[]): fc.Arbitrary<readonly SchemaNode[]> {
  const place = placeOf(text)
  const on = { ...(place.schema === undefined ? {} : { schema: place.schema }), table: place.name }
  return fc
    .record({
      columns: fc
        .subarray(columnNames.slice(1))
        .chain((names) => fc.tuple(...names.map((name) => column(on, name)))),
      keyName: fc.constantFrom("pk", "pk_2"),
      targets: fc.subarray([...others]),
      unique: fc.boolean(),
      checked: fc.integer({ min: 0, max: 2 }),
      indexed: fc.boolean(),
    })
    .map(({ columns, keyName, targets, unique, checked, indexed }) => {
      const parts: TablePartNode[] = [{ kind: "column", ...on, name: "id", type: "integer" }, ...columns]
      parts.push({ kind: "primaryKey", ...on, name: `${keyName}_${place.name}`, columns: ["id"] })
      for (const target of targets) parts.push(...reference(on, target))
      const last = columns.at(-1)
      if (last !== undefined && unique)
        parts.push({ kind: "unique", ...on, name: `uq_${place.name}`, columns: ["id", last.name] })
      if (last !== undefined && indexed)
        parts.push({
          kind: "index",
          ...on,
          name: "ix",
          keys: [{ column: last.name }],
          where: `${last.name} is not null`,
        })
      if (checked > 0) parts.push({ kind: "check", ...on, name: "ck", expression: `id > ${checked}` })
      return [{ kind: "table", ...place }, ...parts]
    })
}

function reference(
  on: { readonly schema?: string; readonly table: string },
  target: string,
): readonly TablePartNode[] {
  const { schema, name } = placeOf(target)
  return [
    { kind: "column", ...on, name: `${name}_id`, type: "integer", nullable: true },
    {
      kind: "foreignKey",
      ...on,
      name: `fk_${on.table}_${name}`,
      columns: [`${name}_id`],
      references: { ...(schema === undefined ? {} : { schema }), table: name, columns: ["id"] },
    },
  ]
}

function column(
  on: { readonly schema?: string; readonly table: string },
  name: string,
): fc.Arbitrary<ColumnNode> {
  return fc
    .record({
      type: fc.constantFrom(...types),
      nullable: fc.boolean(),
      default: fc.constantFrom(undefined, "'x'", "'y'"),
    })
    .map((attributes) => ({
      kind: "column",
      ...on,
      name,
      type: attributes.type,
      ...(attributes.type === "kind" ? { enum: { name: "kind" } } : {}),
      ...(attributes.nullable ? { nullable: true } : {}),
      ...(attributes.default === undefined ? {} : { default: attributes.default }),
    }))
}

function placeOf(text: string): { readonly schema?: string; readonly name: string } {
  const [first, second] = text.split(".")
  return second === undefined ? { name: first! } : { schema: first!, name: second }
}

/** The nodes in an order that does not depend on that of columns. */
export function sorted({ nodes }: Schema): readonly SchemaNode[] {
  return inOrder(nodes.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)))
}
