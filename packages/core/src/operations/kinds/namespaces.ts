import { nodeKey } from "../../schema/catalog.ts"
import type { Definition } from "../definition.ts"
import { nodeOf, setNew } from "../lookup.ts"
import type { CreateNamespace, DropNamespace } from "../operation.ts"
import { present } from "../present.ts"
import { statement } from "../statement.ts"

/** `op.createSchema("billing")` */
export const createSchema = {
  kind: "createSchema",
  make: (name: string, options: { readonly ifNotExists?: boolean | undefined } = {}): CreateNamespace =>
    present({ kind: "createSchema", name, ifNotExists: options.ifNotExists === true ? true : undefined }),
  arguments: (operation) => [operation.name, ...(operation.ifNotExists ? [{ ifNotExists: true }] : [])],
  describe: (operation) => `create schema ${operation.name}`,
  summary: (operation) => `+ schema ${operation.name}`,
  reverse: ({ ifNotExists, ...operation }) =>
    present({ ...operation, kind: "dropSchema", ifExists: ifNotExists }),
  apply(operation, catalog) {
    const node = { kind: "namespace", name: operation.name } as const
    if (operation.ifNotExists) catalog.set(node)
    else setNew(catalog, node)
  },
  compile(operation, context) {
    if (!context.holds("namespace")) return []
    const builder = context.db.schema.createSchema(operation.name)
    return [statement(operation.ifNotExists ? builder.ifNotExists() : builder)]
  },
} satisfies Definition<CreateNamespace>

/** `op.dropSchema("billing")` */
export const dropSchema = {
  kind: "dropSchema",
  make: (name: string, options: { readonly ifExists?: boolean | undefined } = {}): DropNamespace =>
    present({ kind: "dropSchema", name, ifExists: options.ifExists === true ? true : undefined }),
  arguments: (operation) => [operation.name, ...(operation.ifExists ? [{ ifExists: true }] : [])],
  describe: (operation) => `drop schema ${operation.name}`,
  summary: (operation) => `- schema ${operation.name}`,
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
