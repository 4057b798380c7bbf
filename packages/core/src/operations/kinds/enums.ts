import { displayName, nodeKey, objectName } from "../../schema/catalog.ts"
import type { EnumNode } from "../../schema/model.ts"
import { literal, sql, type Sql } from "../../sql/sql.ts"
import { alterEnumSteps } from "../alter-enum-steps.ts"
import { commentSteps } from "../comment-steps.ts"
import type { CompileContext, Definition } from "../definition.ts"
import { nodeOf, setNew, sibling } from "../lookup.ts"
import type { AlterEnum, CreateEnum, DropEnum, RenameEnum, RenameEnumValue } from "../operation.ts"
import { renamedEnum, renamedEnumValue } from "../renamed-enum.ts"
import { isConditional, optionArgument, present } from "../present.ts"
import { rawStatement } from "../statement.ts"

/** `op.createEnum("conversion_kind", ["booking", "request"])` */
export const createEnum = {
  kind: "createEnum",
  make: (
    name: string,
    values: readonly string[],
    options: { readonly comment?: string | undefined; readonly ifNotExists?: boolean | undefined } = {},
  ): CreateEnum =>
    present({
      kind: "createEnum",
      ...objectName(name),
      values: [...values],
      comment: options.comment,
      ifNotExists: options.ifNotExists ? true : undefined,
    }),
  arguments: (operation) => [
    displayName(operation),
    operation.values,
    ...optionArgument({ comment: operation.comment, ifNotExists: operation.ifNotExists }),
  ],
  describe: (operation) => `create enum ${displayName(operation)}`,
  summary: (operation) => `+ enum ${displayName(operation)}: ${operation.values.join(", ")}`,
  reverse: ({ ifNotExists, ...operation }) =>
    present({ ...operation, kind: "dropEnum", ifExists: ifNotExists }),
  isDone: (operation, before) =>
    operation.ifNotExists === true && before.get(nodeKey({ ...operation, kind: "enum" })) !== undefined,
  needsBefore: isConditional,
  apply(operation, catalog) {
    if (createEnum.isDone(operation, catalog)) return
    setNew(catalog, enumNode(operation, operation.values, operation.comment))
  },
  compile(operation, context) {
    if (!context.holds("enum")) return []
    const { comment, values } = operation
    return [
      rawStatement(createText(operation, context), context),
      ...commentSteps(enumNode(operation, values, comment), context),
    ]
  },
} satisfies Definition<CreateEnum>

/** `op.dropEnum("conversion_kind")` */
export const dropEnum = {
  kind: "dropEnum",
  fills: ["values", "comment"],
  make: (name: string, options: { readonly ifExists?: boolean | undefined } = {}): DropEnum =>
    present({ kind: "dropEnum", ...objectName(name), ifExists: options.ifExists ? true : undefined }),
  arguments: (operation) => [displayName(operation), ...optionArgument({ ifExists: operation.ifExists })],
  describe: (operation) => `drop enum ${displayName(operation)}`,
  summary: (operation) => `- enum ${displayName(operation)}`,
  resolve(operation, before): DropEnum {
    if (operation.values !== undefined || dropEnum.isDone(operation, before)) return operation
    const { values, comment } = nodeOf(before, "enum", operation)
    return present({ ...operation, values, comment })
  },
  reverse({ values, ifExists, ...operation }) {
    if (values === undefined)
      return { irreversible: `it is not known what the enum ${displayName(operation)} was` }
    return present({ ...operation, kind: "createEnum", values, ifNotExists: ifExists })
  },
  isDone: (operation, before) =>
    operation.ifExists === true && before.get(nodeKey({ ...operation, kind: "enum" })) === undefined,
  apply(operation, catalog) {
    if (dropEnum.isDone(operation, catalog)) return
    catalog.delete(nodeKey(nodeOf(catalog, "enum", operation)))
  },
  compile(operation, context) {
    if (!context.holds("enum")) return []
    const words = sql.raw(operation.ifExists ? "drop type if exists" : "drop type")
    return [rawStatement(sql`${words} ${sql.id(...context.path(operation))}`, context)]
  },
} satisfies Definition<DropEnum>

/** `op.alterEnum("conversion_kind", ["booking", "request", "test"])`: the whole list. */
export const alterEnum = {
  kind: "alterEnum",
  fills: ["from"],
  make: (name: string, to: readonly string[]): AlterEnum => ({
    kind: "alterEnum",
    ...objectName(name),
    to: [...to],
  }),
  arguments: (operation) => [displayName(operation), operation.to],
  describe: (operation) => `alter enum ${displayName(operation)}`,
  summary: (operation) => `~ enum ${displayName(operation)}: ${operation.to.join(", ")}`,
  resolve(operation, before) {
    // An engine without enums has none to look at, and nothing to do; where one is missing, `apply` says so.
    const known = before.get(nodeKey({ ...operation, kind: "enum" }))
    return operation.from === undefined && known?.kind === "enum"
      ? { ...operation, from: known.values }
      : operation
  },
  reverse({ from, to, ...operation }) {
    if (from === undefined)
      return { irreversible: `it is not known what the enum ${displayName(operation)} was` }
    return { ...operation, from: to, to: from }
  },
  apply(operation, catalog) {
    const { comment } = nodeOf(catalog, "enum", operation)
    catalog.set(enumNode(operation, operation.to, comment))
  },
  compile: alterEnumSteps,
  hazards({ from = [], to, ...operation }) {
    const gone = from.filter((value) => !to.includes(value))
    if (gone.length === 0) return []
    const message = `Rows that hold ${gone.join(", ")} of the enum ${displayName(operation)} make it fail.`
    return [
      { kind: "rows-may-break", message, advice: "Give them another value before: op.sql(sql`update …`)." },
    ]
  },
  needsBefore: () => true,
} satisfies Definition<AlterEnum>

/** `op.renameEnum("kind", "conversion_kind")` */
export const renameEnum = {
  kind: "renameEnum",
  make(from: string, to: string): RenameEnum {
    const { schema, name } = objectName(from)
    return present({ kind: "renameEnum", schema, from: name, to: objectName(to).name })
  },
  arguments: (operation) => [
    displayName(sibling(operation, operation.from)),
    displayName({ name: operation.to }),
  ],
  describe: (operation) =>
    `rename enum ${displayName(sibling(operation, operation.from))} to ${operation.to}`,
  reverse: (operation) => ({ ...operation, from: operation.to, to: operation.from }),
  apply(operation, catalog) {
    const node = nodeOf(catalog, "enum", sibling(operation, operation.from))
    catalog.delete(nodeKey(node))
    setNew(catalog, { ...node, name: operation.to })
    renamedEnum(catalog, node, operation.to)
  },
  compile(operation, context) {
    if (!context.holds("enum")) return []
    const type = sql.id(...context.path(sibling(operation, operation.from)))
    return [rawStatement(sql`alter type ${type} rename to ${sql.id(operation.to)}`, context)]
  },
} satisfies Definition<RenameEnum>

/** `op.renameEnumValue("conversion_kind", "request", "enquiry")`: rows keep it under its new name. */
export const renameEnumValue = {
  kind: "renameEnumValue",
  make: (name: string, from: string, to: string): RenameEnumValue => ({
    kind: "renameEnumValue",
    ...objectName(name),
    from,
    to,
  }),
  arguments: (operation) => [displayName(operation), operation.from, operation.to],
  describe: (operation) =>
    `rename value ${operation.from} of enum ${displayName(operation)} to ${operation.to}`,
  reverse: (operation) => ({ ...operation, from: operation.to, to: operation.from }),
  apply(operation, catalog) {
    const node = nodeOf(catalog, "enum", operation)
    const values = node.values.map((value) => (value === operation.from ? operation.to : value))
    catalog.set({ ...node, values })
    renamedEnumValue(catalog, operation)
  },
  compile(operation, context) {
    if (!context.holds("enum")) return []
    const type = sql.id(...context.path(operation))
    const [from, to] = [sql.raw(literal(operation.from)), sql.raw(literal(operation.to))]
    return [rawStatement(sql`alter type ${type} rename value ${from} to ${to}`, context)]
  },
} satisfies Definition<RenameEnumValue>

// Kysely takes a dot in a name for the end of a schema's.
function createText({ values, ...name }: CreateEnum, context: CompileContext): Sql {
  const list = sql.raw(values.map(literal).join(", "))
  return sql`create type ${sql.id(...context.path(name))} as enum (${list})`
}

function enumNode(
  { schema, name }: { readonly schema?: string; readonly name: string },
  values: readonly string[],
  comment?: string,
): EnumNode {
  return present({ kind: "enum" as const, schema, name, values, comment })
}
