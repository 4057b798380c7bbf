import type { KyselyPlugin, OperationNode } from "kysely"

import type { AnyDatabase } from "../dialect/dialect.ts"

/**
 * The same database handle, compiling values into the text as literals. The one difference between a run and its
 * offline script.
 */
export async function inlining(db: AnyDatabase): Promise<AnyDatabase> {
  const { OperationNodeTransformer } = await import("kysely")
  const transformer = new (class extends OperationNodeTransformer {
    protected override transformValue(node: Parameters<InstanceType<typeof OperationNodeTransformer>["transformNode"]>[0] & { value: unknown }) {
      return { ...node, immediate: true } as never
    }
    protected override transformPrimitiveValueList(node: { readonly values: readonly unknown[] }) {
      return { kind: "ValueListNode", values: node.values.map((value) => ({ kind: "ValueNode", value, immediate: true })) } as never
    }
  })()
  const plugin: KyselyPlugin = {
    transformQuery: ({ node, queryId }) => transformer.transformNode(node as OperationNode, queryId) as typeof node,
    transformResult: async ({ result }) => result,
  }
  return db.withoutPlugins().withPlugin(plugin)
}
