import { nodeKey, tableOf } from "../../schema/catalog.ts"
import type { Extra } from "../../schema/constraints.ts"
import { kindWords } from "../../schema/describe-node.ts"
import type { ConstraintNode } from "../../schema/model.ts"
import { extraNode } from "../../schema/table-nodes.ts"
import { sql } from "../../sql/sql.ts"
import type { Definition } from "../definition.ts"
import { constraintOf, onTable, setNew, tableText } from "../lookup.ts"
import type { AddConstraint, DropConstraint, RenameConstraint } from "../operation.ts"
import { rawStatement, statement } from "../statement.ts"
import { constraintStatement } from "../table-builders.ts"

/** `op.addConstraint("hotels", unique("uq_hotels_code").on("code"))` */
export const addConstraint = {
  kind: "addConstraint",
  make(table: string, constraint: Extra): AddConstraint {
    const on = onTable(table)
    const node = extraNode(tableOf(on), constraint) as ConstraintNode
    return { kind: "addConstraint", ...on, name: node.name, constraint: node }
  },
  arguments: (operation) => [tableText(operation), { "~print": "constraint", part: operation.constraint }],
  describe: (operation) =>
    `add ${kindWords[operation.constraint.kind]} ${operation.name} to ${tableText(operation)}`,
  summary: (operation) =>
    `+ ${kindWords[operation.constraint.kind]} ${operation.name} on ${tableText(operation)}`,
  reverse: (operation) => ({ ...operation, kind: "dropConstraint" }),
  apply: (operation, catalog) => setNew(catalog, operation.constraint),
  compile: (operation, context) => [constraintStatement(operation.constraint, context)],
} satisfies Definition<AddConstraint>

/** `op.dropConstraint("hotels", "uq_hotels_code")` */
export const dropConstraint = {
  kind: "dropConstraint",
  make: (table: string, name: string): DropConstraint => ({
    kind: "dropConstraint",
    ...onTable(table),
    name,
  }),
  arguments: (operation) => [tableText(operation), operation.name],
  describe: (operation) => `drop constraint ${operation.name} of ${tableText(operation)}`,
  summary: (operation) =>
    `- ${operation.constraint === undefined ? "constraint" : kindWords[operation.constraint.kind]} ${operation.name} on ${tableText(operation)}`,
  resolve(operation, before) {
    if (operation.constraint !== undefined) return operation
    return { ...operation, constraint: constraintOf(before, operation, operation.name) }
  },
  reverse({ constraint, ...operation }) {
    if (constraint === undefined)
      return { irreversible: `it is not known what the constraint ${operation.name} was` }
    return { ...operation, kind: "addConstraint", constraint }
  },
  apply: (operation, catalog) => catalog.delete(nodeKey(constraintOf(catalog, operation, operation.name))),
  compile: (operation, context) => [
    statement(context.db.schema.alterTable(context.name(tableOf(operation))).dropConstraint(operation.name)),
  ],
} satisfies Definition<DropConstraint>

/** `op.renameConstraint("hotels", "uq_code", "uq_hotels_code")` */
export const renameConstraint = {
  kind: "renameConstraint",
  make: (table: string, from: string, to: string): RenameConstraint => ({
    kind: "renameConstraint",
    ...onTable(table),
    from,
    to,
  }),
  arguments: (operation) => [tableText(operation), operation.from, operation.to],
  describe: (operation) =>
    `rename constraint ${operation.from} of ${tableText(operation)} to ${operation.to}`,
  reverse: (operation) => ({ ...operation, from: operation.to, to: operation.from }),
  apply(operation, catalog) {
    const constraint = constraintOf(catalog, operation, operation.from)
    setNew(catalog, { ...constraint, name: operation.to })
    catalog.delete(nodeKey(constraint))
  },
  compile(operation, context) {
    const table = sql.id(...context.path(tableOf(operation)))
    const [from, to] = [sql.id(operation.from), sql.id(operation.to)]
    return [rawStatement(sql`alter table ${table} rename constraint ${from} to ${to}`, context)]
  },
} satisfies Definition<RenameConstraint>
