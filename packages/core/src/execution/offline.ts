import type { DatabaseConnection, Driver, KyselyPlugin, PrimitiveValueListNode, ValueNode } from "kysely"

import type { AnyDatabase } from "../dialect/dialect.ts"

/** The same database handle, compiling values into the text as literals. */
export async function inlining(db: AnyDatabase): Promise<AnyDatabase> {
  const transformer = await inliner()
  const plugin: KyselyPlugin = {
    transformQuery: ({ node, queryId }) => transformer.transformNode(node, queryId),
    transformResult: async ({ result }) => result,
  }
  return db.withoutPlugins().withPlugin(plugin)
}

/**
 * A handle with another driver: nothing is executed, but told, with its values as literals. The one difference between a
 * run and its offline script.
 *
 * @param onStatement told of each statement; it has parameters only where they were bound before
 */
export async function recording(
  db: AnyDatabase,
  onStatement: (sql: string, parameters: readonly unknown[]) => void,
): Promise<AnyDatabase> {
  const { Kysely } = await import("kysely")
  const transformer = await inliner()
  const executor = db.withoutPlugins().getExecutor()
  const connection: DatabaseConnection = {
    async executeQuery({ sql, parameters }) {
      onStatement(sql, parameters)
      return { rows: [] }
    },
    // oxlint-disable-next-line require-yield
    async *streamQuery() {
      throw new Error("a script has no rows")
    },
  }
  const nothing = async () => {}
  const driver: Driver = {
    init: nothing,
    acquireConnection: async () => connection,
    beginTransaction: nothing,
    commitTransaction: nothing,
    rollbackTransaction: nothing,
    releaseConnection: nothing,
    destroy: nothing,
  }
  return new Kysely({
    dialect: {
      createDriver: () => driver,
      createAdapter: () => executor.adapter,
      createQueryCompiler: () => ({
        compileQuery: (node, id) => executor.compileQuery(transformer.transformNode(node, id), id),
      }),
      createIntrospector: () => db.introspection,
    },
  })
}

async function inliner() {
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
  return new Inlining()
}
