import type { KyselyPlugin, PrimitiveValueListNode, ValueNode } from "kysely"

import type { AnyDatabase } from "../dialect/dialect.ts"

/**
 * The same database handle, compiling values into the text as literals. The one difference between a run and its
 * offline script.
 */
export async function inlining(db: AnyDatabase): Promise<AnyDatabase> {
  const { OperationNodeTransformer } = await import("kysely")
  class Inlining extends OperationNodeTransformer {
    protected override transformValue(node: ValueNode): ValueNode {
      return { ...node, immediate: true }
    }
    // A list of bare values has no place for the mark, so it becomes the list of nodes that means the same.
    protected override transformPrimitiveValueList({
      values,
    }: PrimitiveValueListNode): PrimitiveValueListNode {
      const nodes = values.map((value): ValueNode => ({ kind: "ValueNode", value, immediate: true }))
      return { kind: "ValueListNode", values: nodes } as never
    }
  }
  const transformer = new Inlining()
  const plugin: KyselyPlugin = {
    transformQuery: ({ node, queryId }) => transformer.transformNode(node, queryId),
    transformResult: async ({ result }) => result,
  }
  return db.withoutPlugins().withPlugin(plugin)
}
