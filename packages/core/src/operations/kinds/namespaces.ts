import { nodeKey } from "../../schema/catalog.ts"
import type { NamespaceNode, SchemaNode } from "../../schema/model.ts"
import { sql } from "../../sql/sql.ts"
import { commentSteps } from "../comment-steps.ts"
import type { Definition } from "../definition.ts"
import { nodeOf, setNew } from "../lookup.ts"
import type { CreateNamespace, DropNamespace, RenameNamespace } from "../operation.ts"
import { optionArgument, present } from "../present.ts"
import { rawStatement, statement } from "../statement.ts"

/** `op.createSchema("billing")` */
export const createSchema = {
  kind: "createSchema",
  make: (
    name: string,
    options: { readonly comment?: string | undefined; readonly ifNotExists?: boolean | undefined } = {},
  ): CreateNamespace =>
    present({
      kind: "createSchema",
      name,
      comment: options.comment,
      ifNotExists: options.ifNotExists ? true : undefined,
    }),
  arguments: (operation) => [
    operation.name,
    ...optionArgument({ comment: operation.comment, ifNotExists: operation.ifNotExists }),
  ],
  describe: (operation) => `create schema ${operation.name}`,
  summary: (operation) => `+ schema ${operation.name}`,
  reverse: ({ ifNotExists, ...operation }) =>
    present({ ...operation, kind: "dropSchema", ifExists: ifNotExists }),
  apply(operation, catalog) {
    const node = namespaceNode(operation)
    if (operation.ifNotExists && catalog.get(nodeKey(node)) !== undefined) return
    setNew(catalog, node)
  },
  compile(operation, context) {
    if (!context.holds("namespace")) return []
    const builder = context.db.schema.createSchema(operation.name)
    return [
      statement(operation.ifNotExists ? builder.ifNotExists() : builder),
      ...commentSteps(namespaceNode(operation), context),
    ]
  },
} satisfies Definition<CreateNamespace>

/** `op.dropSchema("billing")` */
export const dropSchema = {
  kind: "dropSchema",
  fills: ["comment"],
  make: (name: string, options: { readonly ifExists?: boolean | undefined } = {}): DropNamespace =>
    present({ kind: "dropSchema", name, ifExists: options.ifExists === true ? true : undefined }),
  arguments: (operation) => [operation.name, ...(operation.ifExists ? [{ ifExists: true }] : [])],
  describe: (operation) => `drop schema ${operation.name}`,
  summary: (operation) => `- schema ${operation.name}`,
  resolve(operation, before) {
    const node = before.get(nodeKey({ kind: "namespace", name: operation.name }))
    return present({ ...operation, comment: operation.comment ?? node?.comment })
  },
  reverse: ({ ifExists, ...operation }) =>
    present({ ...operation, kind: "createSchema", ifNotExists: ifExists }),
  apply(operation, catalog) {
    if (!operation.ifExists) nodeOf(catalog, "namespace", operation)
    catalog.delete(nodeKey({ kind: "namespace", name: operation.name }))
  },
  compile(operation, context) {
    if (!context.holds("namespace")) return []
    const builder = context.db.schema.dropSchema(operation.name)
    return [statement(operation.ifExists ? builder.ifExists() : builder)]
  },
} satisfies Definition<DropNamespace>

/** `op.renameSchema("bills", "billing")` */
export const renameSchema = {
  kind: "renameSchema",
  make: (from: string, to: string): RenameNamespace => ({ kind: "renameSchema", from, to }),
  arguments: (operation) => [operation.from, operation.to],
  describe: (operation) => `rename schema ${operation.from} to ${operation.to}`,
  reverse: (operation) => ({ ...operation, from: operation.to, to: operation.from }),
  apply({ from, to }, catalog) {
    const { nodes } = catalog.schema()
    nodeOf(catalog, "namespace", { name: from })
    for (const node of nodes) catalog.delete(nodeKey(node))
    for (const node of nodes)
      catalog.set(
        node.kind === "namespace" && node.name === from ? { ...node, name: to } : moved(node, from, to),
      )
  },
  compile(operation, context) {
    if (!context.holds("namespace")) return []
    const [from, to] = [sql.id(operation.from), sql.id(operation.to)]
    return [rawStatement(sql`alter schema ${from} rename to ${to}`, context)]
  },
} satisfies Definition<RenameNamespace>

// Every name of another schema stands in a key `schema`, wherever in a node.
function moved(value: SchemaNode, from: string, to: string): SchemaNode {
  return JSON.parse(JSON.stringify(value), (key, inner: unknown) =>
    key === "schema" && inner === from ? to : inner,
  ) as SchemaNode
}

function namespaceNode({ name, comment }: CreateNamespace): NamespaceNode {
  return present({ kind: "namespace" as const, name, comment })
}
