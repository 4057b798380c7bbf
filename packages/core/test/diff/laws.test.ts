import * as fc from "fast-check"
import { expect, it } from "vitest"

import { diff } from "../../src/diff/diff.ts"
import type { Operation } from "../../src/operations/definition.ts"
import { definitionOf } from "../../src/operations/registry.ts"
import { resolveAll, reverseAll } from "../../src/operations/reverse.ts"
import { canonicalText } from "../../src/operations/json.ts"
import { catalog } from "../../src/schema/catalog.ts"
import type { Schema } from "../../src/schema/model.ts"
import { schemas, sorted } from "./schemas.ts"

const pairs = fc.tuple(schemas, schemas)

function applied(schema: Schema, operations: readonly Operation[]): Schema {
  const start = catalog(schema)
  resolveAll(operations, start)
  return start.schema()
}

it("a schema does not differ from itself", () => {
  fc.assert(
    fc.property(schemas, (schema) => {
      expect(diff(schema, schema)).toEqual([])
    }),
  )
})

it("applied, it leads from one schema to the other", () => {
  fc.assert(
    fc.property(pairs, ([from, to]) => {
      expect(sorted(applied(from, diff(from, to)))).toEqual(sorted(to))
    }),
    { numRuns: 500 },
  )
})

it("reversed, it leads back", () => {
  fc.assert(
    fc.property(pairs, ([from, to]) => {
      const back = reverseAll(diff(from, to)) as readonly Operation[]
      expect(sorted(applied(to, back))).toEqual(sorted(from))
    }),
  )
})

it("is resolved: resolving changes nothing", () => {
  fc.assert(
    fc.property(pairs, ([from, to]) => {
      const operations = diff(from, to)
      expect(resolveAll(operations, catalog(from))).toEqual(operations)
    }),
  )
})

it("is the same whatever the order of nodes", () => {
  fc.assert(
    fc.property(pairs, ([from, to]) => {
      const shuffled = {
        nodes: to.nodes.toSorted((a, b) =>
          a.kind === "column" || b.kind === "column" ? 0 : JSON.stringify(a) < JSON.stringify(b) ? 1 : -1,
        ),
      }
      const columnsFirst = {
        nodes: [
          ...shuffled.nodes.filter((node) => node.kind !== "column"),
          ...to.nodes.filter((node) => node.kind === "column"),
        ],
      }
      expect(canonicalText(diff(from, columnsFirst))).toBe(canonicalText(diff(from, to)))
    }),
  )
})

it("never lets a foreign key point at nothing, nor a column or table go on which something stands", () => {
  fc.assert(
    fc.property(pairs, ([from, to]) => {
      const now = catalog(from)
      for (const operation of diff(from, to)) {
        resolveAll([operation], now)
        expect({
          behind: definitionOf(operation).describe(operation),
          dangling: dangling(now.schema()),
        }).toHaveProperty("dangling", [])
      }
    }),
    { numRuns: 300 },
  )
})

/** Foreign keys whose target has no key of their columns. */
function dangling({ nodes }: Schema): readonly unknown[] {
  return nodes.filter(
    (node) =>
      node.kind === "foreignKey" &&
      !nodes.some(
        (key) =>
          key.kind === "primaryKey" &&
          key.table === node.references.table &&
          key.schema === node.references.schema &&
          key.columns.join() === node.references.columns.join(),
      ),
  )
}
