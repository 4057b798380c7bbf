import type { Kysely, RootOperationNode } from "kysely"

import { AludelError } from "../errors/error.ts"
import type { SqlData } from "../sql/sql.ts"

/** Builders of Kysely's, for people porting from its migrator: compiled and never awaited. */
// oxlint-disable-next-line typescript/no-explicit-any -- compiles any table
export type KyselyCallback = (k: Kysely<any>) => { toOperationNode(): unknown }

// No SQL has this character in it.
const edge = "\u0000"
const hole = new RegExp(`${edge}(\\d+)${edge}`)
const queryId = { queryId: "aludel" }

/**
 * The SQL of builders, with its values apart from the text. The text is that of the engine the builders are compiled
 * for, without any schema of the run's.
 *
 * @throws AludelError `operation/invalid` where no Kysely is at hand, or the callback gives no builder
 */
// oxlint-disable-next-line typescript/no-explicit-any -- compiles any table
export function compiledSql(callback: KyselyCallback, kysely: Kysely<any> | undefined): SqlData {
  if (kysely === undefined) {
    throw new AludelError(
      "operation/invalid",
      "op.sql((k) => …) needs a Kysely to compile with, and none is at hand here",
      {
        hint: "Give the migrator a `db`, or write the statement as op.sql(sql`…`).",
      },
    )
  }
  const plain = kysely.withoutPlugins()
  const builder = callback(plain) as { toOperationNode?(): unknown } | undefined
  if (typeof builder?.toOperationNode !== "function") {
    throw new AludelError("operation/invalid", "the function given to op.sql gives no builder of Kysely's", {
      hint: "Return the builder without executing it: op.sql((k) => k.schema.createTable(…)). What awaits belongs into op.run.",
    })
  }
  const values: unknown[] = []
  const node = withHoles(builder.toOperationNode(), values) as RootOperationNode
  const pieces = plain.getExecutor().compileQuery(node, queryId).sql.split(hole)
  return {
    fragments: pieces.filter((_, index) => index % 2 === 0),
    parts: pieces.filter((_, index) => index % 2 === 1).map((index) => ({ value: values[Number(index)] })),
  }
}

// Kysely's nodes are plain data. Marks in the place of bound values survive the compiler, whatever its placeholders.
function withHoles(node: unknown, values: unknown[]): unknown {
  if (Array.isArray(node)) return node.map((inner) => withHoles(inner, values))
  if (typeof node !== "object" || node === null || Object.getPrototypeOf(node) !== Object.prototype)
    return node
  const { kind, immediate, value, values: list } = node as Record<string, unknown>
  if (kind === "ValueNode") return immediate === true ? node : mark(value, values)
  if (kind === "PrimitiveValueListNode")
    return { kind: "ValueListNode", values: (list as unknown[]).map((one) => mark(one, values)) }
  return Object.fromEntries(Object.entries(node).map(([key, inner]) => [key, withHoles(inner, values)]))
}

function mark(value: unknown, values: unknown[]): object {
  return { kind: "RawNode", sqlFragments: [`${edge}${values.push(value) - 1}${edge}`], parameters: [] }
}
