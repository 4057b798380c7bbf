import { displayName, nodeKey, objectName } from "../../schema/catalog.ts"
import type { EnumNode } from "../../schema/model.ts"
import { alterEnumSteps } from "../alter-enum-steps.ts"
import type { Definition } from "../definition.ts"
import { nodeOf, setNew } from "../lookup.ts"
import type { AlterEnum, CreateEnum, DropEnum } from "../operation.ts"
import { present } from "../present.ts"
import { statement } from "../statement.ts"

/** `op.createEnum("conversion_kind", ["booking", "request"])` */
export const createEnum = {
  kind: "createEnum",
  make: (name: string, values: readonly string[]): CreateEnum => ({
    kind: "createEnum",
    ...objectName(name),
    values: [...values],
  }),
  arguments: (operation) => [displayName(operation), operation.values],
  describe: (operation) => `create enum ${displayName(operation)}`,
  summary: (operation) => `+ enum ${displayName(operation)}: ${operation.values.join(", ")}`,
  reverse: (operation) => ({ ...operation, kind: "dropEnum" }),
  apply: (operation, catalog) => setNew(catalog, enumNode(operation, operation.values)),
  compile(operation, context) {
    if (!context.holds("enum")) return []
    return [statement(context.db.schema.createType(context.name(operation)).asEnum([...operation.values]))]
  },
} satisfies Definition<CreateEnum>

/** `op.dropEnum("conversion_kind")` */
export const dropEnum = {
  kind: "dropEnum",
  make: (name: string): DropEnum => ({ kind: "dropEnum", ...objectName(name) }),
  arguments: (operation) => [displayName(operation)],
  describe: (operation) => `drop enum ${displayName(operation)}`,
  summary: (operation) => `- enum ${displayName(operation)}`,
  resolve(operation, before) {
    return operation.values === undefined
      ? { ...operation, values: nodeOf(before, "enum", operation).values }
      : operation
  },
  reverse({ values, ...operation }) {
    if (values === undefined)
      return { irreversible: `it is not known what the enum ${displayName(operation)} was` }
    return { ...operation, kind: "createEnum", values }
  },
  apply: (operation, catalog) => catalog.delete(nodeKey(nodeOf(catalog, "enum", operation))),
  compile(operation, context) {
    return context.holds("enum") ? [statement(context.db.schema.dropType(context.name(operation)))] : []
  },
} satisfies Definition<DropEnum>

/** `op.alterEnum("conversion_kind", ["booking", "request", "test"])`: the whole list. */
export const alterEnum = {
  kind: "alterEnum",
  make: (name: string, to: readonly string[]): AlterEnum => ({
    kind: "alterEnum",
    ...objectName(name),
    to: [...to],
  }),
  arguments: (operation) => [displayName(operation), operation.to],
  describe: (operation) => `alter enum ${displayName(operation)}`,
  summary: (operation) => `~ enum ${displayName(operation)}: ${operation.to.join(", ")}`,
  resolve(operation, before) {
    return operation.from === undefined
      ? { ...operation, from: nodeOf(before, "enum", operation).values }
      : operation
  },
  reverse({ from, to, ...operation }) {
    if (from === undefined)
      return { irreversible: `it is not known what the enum ${displayName(operation)} was` }
    return { ...operation, from: to, to: from }
  },
  apply(operation, catalog) {
    nodeOf(catalog, "enum", operation)
    catalog.set(enumNode(operation, operation.to))
  },
  compile: alterEnumSteps,
  needsBefore: () => true,
} satisfies Definition<AlterEnum>

function enumNode(
  { schema, name }: { readonly schema?: string; readonly name: string },
  values: readonly string[],
): EnumNode {
  return present({ kind: "enum" as const, schema, name, values })
}
