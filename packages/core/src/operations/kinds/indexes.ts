import { nodeKey, tableOf } from "../../schema/catalog.ts"
import type { IndexExtra } from "../../schema/constraints.ts"
import type { IndexNode } from "../../schema/model.ts"
import { extraNode } from "../../schema/table-nodes.ts"
import { sql } from "../../sql/sql.ts"
import type { CompileContext, Definition } from "../definition.ts"
import { indexOf, onTable, setNew, sibling, tableText } from "../lookup.ts"
import type { CreateIndex, DropIndex, RenameIndex } from "../operation.ts"
import { rawStatement, statement } from "../statement.ts"
import { indexStatement } from "../table-builders.ts"

/** `op.createIndex("hotels", index("ix_hotels_code").on("code"))` */
export const createIndex = {
  kind: "createIndex",
  make(table: string, index: IndexExtra): CreateIndex {
    const on = onTable(table)
    const node = extraNode(tableOf(on), index) as IndexNode
    return { kind: "createIndex", ...on, name: node.name, index: node }
  },
  arguments: (operation) => [tableText(operation), { "~print": "constraint", part: operation.index }],
  describe: (operation) => `create index ${operation.name} on ${tableText(operation)}`,
  summary: (operation) => `+ index ${operation.name} on ${tableText(operation)}`,
  reverse: (operation) => ({ ...operation, kind: "dropIndex" }),
  apply: (operation, catalog) => setNew(catalog, operation.index),
  compile: (operation, context) => [indexStatement(operation.index, context)],
} satisfies Definition<CreateIndex>

/** `op.dropIndex("hotels", "ix_hotels_code")` */
export const dropIndex = {
  kind: "dropIndex",
  make: (table: string, name: string): DropIndex => ({ kind: "dropIndex", ...onTable(table), name }),
  arguments: (operation) => [tableText(operation), operation.name],
  describe: (operation) => `drop index ${operation.name} on ${tableText(operation)}`,
  summary: (operation) => `- index ${operation.name} on ${tableText(operation)}`,
  resolve(operation, before) {
    return operation.index === undefined
      ? { ...operation, index: indexOf(before, operation, operation.name) }
      : operation
  },
  reverse({ index, ...operation }) {
    if (index === undefined) return { irreversible: `it is not known what the index ${operation.name} was` }
    return { ...operation, kind: "createIndex", index }
  },
  apply: (operation, catalog) => catalog.delete(nodeKey(indexOf(catalog, operation, operation.name))),
  compile: (operation, context) => [statement(inSchema(operation, context).schema.dropIndex(operation.name))],
} satisfies Definition<DropIndex>

/** `op.renameIndex("hotels", "ix_code", "ix_hotels_code")` */
export const renameIndex = {
  kind: "renameIndex",
  make: (table: string, from: string, to: string): RenameIndex => ({
    kind: "renameIndex",
    ...onTable(table),
    from,
    to,
  }),
  arguments: (operation) => [tableText(operation), operation.from, operation.to],
  describe: (operation) => `rename index ${operation.from} on ${tableText(operation)} to ${operation.to}`,
  reverse: (operation) => ({ ...operation, from: operation.to, to: operation.from }),
  apply(operation, catalog) {
    const index = indexOf(catalog, operation, operation.from)
    setNew(catalog, { ...index, name: operation.to })
    catalog.delete(nodeKey(index))
  },
  compile(operation, context) {
    const from = sql.id(...context.path(sibling(operation, operation.from)))
    return [rawStatement(sql`alter index ${from} rename to ${sql.id(operation.to)}`, context)]
  },
} satisfies Definition<RenameIndex>

// `dropIndex` of Kysely's takes a name only, not one with a schema.
function inSchema({ schema }: DropIndex, { db }: CompileContext): CompileContext["db"] {
  return schema === undefined ? db : db.withSchema(schema)
}
