import { nodeKey, tableOf, type Catalog } from "../../schema/catalog.ts"
import type { Extra } from "../../schema/constraints.ts"
import { kindWords } from "../../schema/describe-node.ts"
import { isConstraint } from "../../schema/model.ts"
import type { ConstraintNode } from "../../schema/nodes/constraints.ts"
import { extraNode } from "../../schema/table-nodes.ts"
import { sql } from "../../sql/sql.ts"
import { commentSteps } from "../comment-steps.ts"
import type { Definition } from "../definition.ts"
import { constraintOf, onTable, partsOf, setNew, tableText, type OnTable } from "../lookup.ts"
import type { AddConstraint, DropConstraint, RenameConstraint, ValidateConstraint } from "../operation.ts"
import { rowsMayBreak } from "../rows-may-break.ts"
import { isConditional, optionArgument, present } from "../present.ts"
import { rawStatement, statement } from "../statement.ts"
import { constraintStatement } from "../table-builders.ts"

/** `op.addConstraint("hotels", unique("uq_hotels_code").on("code"))` */
export const addConstraint = {
  kind: "addConstraint",
  make(
    table: string,
    constraint: Extra,
    options: { readonly ifNotExists?: boolean | undefined } = {},
  ): AddConstraint {
    const on = onTable(table)
    const node = extraNode(tableOf(on), constraint) as ConstraintNode
    const ifNotExists = options.ifNotExists ? (true as const) : undefined
    return present({ kind: "addConstraint", ...on, name: node.name, constraint: node, ifNotExists })
  },
  arguments: (operation) => [
    tableText(operation),
    { "~print": "constraint", part: operation.constraint },
    ...optionArgument({ ifNotExists: operation.ifNotExists }),
  ],
  describe: (operation) =>
    `add ${kindWords[operation.constraint.kind]} ${operation.name} to ${tableText(operation)}`,
  summary: (operation) =>
    `+ ${kindWords[operation.constraint.kind]} ${operation.name} on ${tableText(operation)}`,
  reverse: ({ ifNotExists, ...operation }) =>
    present({ ...operation, kind: "dropConstraint", ifExists: ifNotExists }),
  isDone: (operation, before) => operation.ifNotExists === true && named(before, operation),
  needsBefore: isConditional,
  apply(operation, catalog) {
    if (addConstraint.isDone(operation, catalog)) return
    setNew(catalog, operation.constraint)
  },
  compile: (operation, context) => [
    constraintStatement(operation.constraint, context),
    ...commentSteps(operation.constraint, context),
  ],
  hazards: ({ constraint }) => rowsMayBreak(constraint),
} satisfies Definition<AddConstraint>

/** `op.dropConstraint("hotels", "uq_hotels_code")` */
export const dropConstraint = {
  kind: "dropConstraint",
  fills: ["constraint"],
  make: (
    table: string,
    name: string,
    options: { readonly ifExists?: boolean | undefined } = {},
  ): DropConstraint =>
    present({
      kind: "dropConstraint",
      ...onTable(table),
      name,
      ifExists: options.ifExists ? true : undefined,
    }),
  arguments: (operation) => [
    tableText(operation),
    operation.name,
    ...optionArgument({ ifExists: operation.ifExists }),
  ],
  describe: (operation) => `drop constraint ${operation.name} of ${tableText(operation)}`,
  summary: (operation) =>
    `- ${operation.constraint === undefined ? "constraint" : kindWords[operation.constraint.kind]} ${operation.name} on ${tableText(operation)}`,
  resolve(operation, before): DropConstraint {
    if (operation.constraint !== undefined || dropConstraint.isDone(operation, before)) return operation
    return { ...operation, constraint: constraintOf(before, operation, operation.name) }
  },
  reverse({ constraint, ifExists, ...operation }) {
    if (constraint === undefined)
      return { irreversible: `it is not known what the constraint ${operation.name} was` }
    return present({ ...operation, kind: "addConstraint", constraint, ifNotExists: ifExists })
  },
  isDone: (operation, before) => operation.ifExists === true && !named(before, operation),
  needsBefore: isConditional,
  apply(operation, catalog) {
    if (dropConstraint.isDone(operation, catalog)) return
    catalog.delete(nodeKey(constraintOf(catalog, operation, operation.name)))
  },
  compile: (operation, context) => [
    statement(context.db.schema.alterTable(context.name(tableOf(operation))).dropConstraint(operation.name)),
  ],
} satisfies Definition<DropConstraint>

/** `op.validateConstraint("hotels", "ck_hotels_stars")`: of one that was added without looking at the rows (`notValid`). */
export const validateConstraint = {
  kind: "validateConstraint",
  fills: ["constraint"],
  make: (table: string, name: string): ValidateConstraint => ({
    kind: "validateConstraint",
    ...onTable(table),
    name,
  }),
  arguments: (operation) => [tableText(operation), operation.name],
  describe: (operation) => `validate constraint ${operation.name} of ${tableText(operation)}`,
  resolve: (operation, before) =>
    operation.constraint === undefined
      ? { ...operation, constraint: constraintOf(before, operation, operation.name) }
      : operation,
  // Only by making it anew can a constraint be one that nobody has looked at.
  reverse({ constraint, ...operation }) {
    if (constraint === undefined)
      return { irreversible: `it is not known what the constraint ${operation.name} was` }
    return [
      { ...operation, kind: "dropConstraint", constraint: validated(constraint) },
      { ...operation, kind: "addConstraint", constraint },
    ]
  },
  apply: (operation, catalog) => catalog.set(validated(constraintOf(catalog, operation, operation.name))),
  compile(operation, context) {
    const table = sql.id(...context.path(tableOf(operation)))
    return [rawStatement(sql`alter table ${table} validate constraint ${sql.id(operation.name)}`, context)]
  },
  hazards: ({ constraint }) => (constraint === undefined ? [] : rowsMayBreak(validated(constraint))),
} satisfies Definition<ValidateConstraint>

function validated(constraint: ConstraintNode): ConstraintNode {
  if (!("notValid" in constraint)) return constraint
  const { notValid: _, ...rest } = constraint
  return rest
}

function named(catalog: Catalog, on: OnTable & { readonly name: string }): boolean {
  return partsOf(catalog, on).some((part) => isConstraint(part) && part.name === on.name)
}

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
    // One that had no name in the database has one now.
    const { unnamed: _, ...rest } = { unnamed: undefined, ...constraint }
    setNew(catalog, { ...rest, name: operation.to })
    catalog.delete(nodeKey(constraint))
  },
  compile(operation, context) {
    const table = sql.id(...context.path(tableOf(operation)))
    const [from, to] = [sql.id(operation.from), sql.id(operation.to)]
    return [rawStatement(sql`alter table ${table} rename constraint ${from} to ${to}`, context)]
  },
} satisfies Definition<RenameConstraint>
