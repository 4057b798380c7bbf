import { nodeKey, tableOf } from "../../schema/catalog.ts"
import type { IndexExtra } from "../../schema/constraints.ts"
import type { IndexNode } from "../../schema/nodes/indexes.ts"
import { extraNode } from "../../schema/table-nodes.ts"
import { sql } from "../../sql/sql.ts"
import { commentSteps } from "../comment-steps.ts"
import type { CompileContext, Definition } from "../definition.ts"
import { indexOf, onTable, setNew, sibling, tableText } from "../lookup.ts"
import type { CreateIndex, DropIndex, RenameIndex } from "../operation.ts"
import { optionArgument, present } from "../present.ts"
import { rowsMayBreak } from "../rows-may-break.ts"
import { rawStatement, statement } from "../statement.ts"
import { indexStatement } from "../table-builders.ts"

/** `op.createIndex("hotels", index("ix_hotels_code").on("code"))` */
export const createIndex = {
  kind: "createIndex",
  make(
    table: string,
    index: IndexExtra,
    options: {
      /** Without locking writers out; PostgreSQL does so outside of any transaction only. */
      readonly concurrently?: boolean | undefined
      readonly ifNotExists?: boolean | undefined
    } = {},
  ): CreateIndex {
    const on = onTable(table)
    const node = extraNode(tableOf(on), index) as IndexNode
    return present({
      kind: "createIndex",
      ...on,
      name: node.name,
      index: node,
      concurrently: options.concurrently ? true : undefined,
      ifNotExists: options.ifNotExists ? true : undefined,
    })
  },
  arguments: (operation) => [
    tableText(operation),
    { "~print": "constraint", part: operation.index },
    ...optionArgument({ concurrently: operation.concurrently, ifNotExists: operation.ifNotExists }),
  ],
  describe: (operation) => `create index ${operation.name} on ${tableText(operation)}`,
  summary: (operation) => `+ index ${operation.name} on ${tableText(operation)}`,
  reverse: ({ ifNotExists, ...operation }) =>
    present({ ...operation, kind: "dropIndex", ifExists: ifNotExists }),
  standsAlone: (operation) => operation.concurrently === true,
  isDone: (operation, before) =>
    operation.ifNotExists === true && before.get(nodeKey(operation.index)) !== undefined,
  apply(operation, catalog) {
    if (createIndex.isDone(operation, catalog)) return
    setNew(catalog, operation.index)
  },
  compile: (operation, context) => [
    indexStatement(operation.index, context, operation),
    ...commentSteps(operation.index, context),
  ],
  hazards: ({ index }) => rowsMayBreak(index),
} satisfies Definition<CreateIndex>

/** `op.dropIndex("hotels", "ix_hotels_code")` */
export const dropIndex = {
  kind: "dropIndex",
  fills: ["index"],
  make: (
    table: string,
    name: string,
    options: {
      readonly concurrently?: boolean | undefined
      readonly ifExists?: boolean | undefined
    } = {},
  ): DropIndex =>
    present({
      kind: "dropIndex",
      ...onTable(table),
      name,
      concurrently: options.concurrently ? true : undefined,
      ifExists: options.ifExists ? true : undefined,
    }),
  arguments: (operation) => [
    tableText(operation),
    operation.name,
    ...optionArgument({ concurrently: operation.concurrently, ifExists: operation.ifExists }),
  ],
  describe: (operation) => `drop index ${operation.name} on ${tableText(operation)}`,
  summary: (operation) => `- index ${operation.name} on ${tableText(operation)}`,
  resolve(operation, before): DropIndex {
    if (operation.index !== undefined || dropIndex.isDone(operation, before)) return operation
    return { ...operation, index: indexOf(before, operation, operation.name) }
  },
  reverse({ index, ifExists, ...operation }) {
    if (index === undefined) return { irreversible: `it is not known what the index ${operation.name} was` }
    return present({ ...operation, kind: "createIndex", index, ifNotExists: ifExists })
  },
  standsAlone: (operation) => operation.concurrently === true,
  isDone: (operation, before) =>
    operation.ifExists === true && before.get(nodeKey({ ...operation, kind: "index" })) === undefined,
  apply(operation, catalog) {
    if (dropIndex.isDone(operation, catalog)) return
    catalog.delete(nodeKey(indexOf(catalog, operation, operation.name)))
  },
  compile(operation, context) {
    const builder = inSchema(operation, context).schema.dropIndex(operation.name)
    return [statement(operation.ifExists ? builder.ifExists() : builder)]
  },
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
