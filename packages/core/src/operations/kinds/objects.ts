import { AludelError } from "../../errors/error.ts"
import { displayName, nodeKey, objectName, tableOf } from "../../schema/catalog.ts"
import type { DefinedNode } from "../../schema/model.ts"
import type { JsonValue } from "../../schema/nodes/parts.ts"
import { sqlText, type Sql } from "../../sql/sql.ts"
import { commentSteps } from "../comment-steps.ts"
import {
  sqlArgument,
  type Argument,
  type CompileContext,
  type DefinedKind,
  type Definition,
  type Step,
} from "../definition.ts"
import { definedOf, setNew } from "../lookup.ts"
import type { CreateObject, DefinedName, DropObject, RenameObject, ReplaceObject } from "../operation.ts"
import { isConditional, present } from "../present.ts"
import { renamedInDefaults, renamedOwner } from "../renamed.ts"

/** What a defined object is, as a revision writes it. */
export interface DefinedInput {
  /** The table or view that it stands on: of a trigger or a policy. */
  readonly table?: string | undefined
  /** Its text, in the form that the dialect documents for its type. */
  readonly definition?: Sql | string | undefined
  /** The rest, as the dialect documents for its type. */
  readonly options?: Readonly<Record<string, JsonValue>> | undefined
  readonly comment?: string | undefined
}

/** Which one of the objects of a type is meant. */
export interface WhichObject {
  /** The table or view that it stands on: of a trigger or a policy. */
  readonly table?: string | undefined
}

/** `op.createObject("view", "hotel_list", { definition: sql`select …` })` */
export const createObject = {
  kind: "createObject",
  make: (
    type: string,
    name: string,
    input: DefinedInput,
    options: { readonly ifNotExists?: boolean | undefined } = {},
  ): CreateObject =>
    present({
      kind: "createObject",
      object: objectNode(type, name, input),
      ifNotExists: options.ifNotExists ? true : undefined,
    }),
  arguments: ({ object, ifNotExists }) => [
    ...objectArguments(object),
    ...(ifNotExists ? [{ ifNotExists: true }] : []),
  ],
  describe: ({ object }) => `create ${objectText(object)}`,
  summary: ({ object }) => `+ ${objectText(object)}`,
  reverse: ({ object, ifNotExists }) =>
    present({ kind: "dropObject", ...nameOf(object), object, ifExists: ifNotExists }),
  isDone: ({ object, ifNotExists }, before) =>
    ifNotExists === true && before.get(nodeKey(object)) !== undefined,
  needsBefore: isConditional,
  apply(operation, catalog) {
    if (createObject.isDone(operation, catalog)) return
    setNew(catalog, operation.object)
  },
  compile: ({ object }, context) => [
    ...texts(kindOf(object, context).create(object, context)),
    ...commentSteps(object, context),
  ],
} satisfies Definition<CreateObject>

/** `op.dropObject("view", "hotel_list")` */
export const dropObject = {
  kind: "dropObject",
  fills: ["object"],
  make: (
    type: string,
    name: string,
    { table, ifExists }: WhichObject & { readonly ifExists?: boolean | undefined } = {},
  ): DropObject =>
    present({ kind: "dropObject", ...definedName(type, name, table), ifExists: ifExists ? true : undefined }),
  arguments: (operation) => {
    const options = present({ table: tableNameOf(operation), ifExists: operation.ifExists })
    return [operation.type, displayName(operation), ...(Object.keys(options).length > 0 ? [options] : [])]
  },
  describe: (operation) => `drop ${objectText(operation)}`,
  summary: (operation) => `- ${objectText(operation)}`,
  resolve(operation, before): DropObject {
    if (operation.object !== undefined || dropObject.isDone(operation, before)) return operation
    return { ...operation, object: definedOf(before, operation) }
  },
  reverse({ object, ifExists, ...operation }) {
    if (object === undefined) return { irreversible: `it is not known what the ${objectText(operation)} was` }
    return present({ kind: "createObject", object, ifNotExists: ifExists })
  },
  isDone: (operation, before) =>
    operation.ifExists === true && before.get(nodeKey({ ...operation, kind: "defined" })) === undefined,
  needsBefore: isConditional,
  apply(operation, catalog) {
    if (dropObject.isDone(operation, catalog)) return
    catalog.delete(nodeKey(definedOf(catalog, operation)))
  },
  compile: (operation, context) =>
    texts(kindOf(operation, context).drop(operation.object ?? asNode(operation), context)),
} satisfies Definition<DropObject>

/** `op.replaceObject("view", "hotel_list", { definition: sql`select …` })` */
export const replaceObject = {
  kind: "replaceObject",
  fills: ["from"],
  make: (type: string, name: string, input: DefinedInput): ReplaceObject => ({
    kind: "replaceObject",
    to: objectNode(type, name, input),
  }),
  arguments: ({ to }) => objectArguments(to),
  describe: ({ to }) => `replace ${objectText(to)}`,
  summary: ({ to }) => `~ ${objectText(to)}`,
  resolve: (operation, before) =>
    operation.from === undefined ? { ...operation, from: definedOf(before, operation.to) } : operation,
  reverse({ from, to }) {
    if (from === undefined) return { irreversible: `it is not known what the ${objectText(to)} was` }
    return { kind: "replaceObject", to: from, from: to }
  },
  needsBefore: ({ from }) => from === undefined,
  apply(operation, catalog) {
    definedOf(catalog, operation.to)
    catalog.set(operation.to)
  },
  compile(operation, context) {
    const { to, from } = operation
    const kind = kindOf(to, context)
    const inPlace = from && kind.replace?.(from, to, context)
    return [
      ...texts(inPlace ?? [...kind.drop(from ?? to, context), ...kind.create(to, context)]),
      ...commentSteps(to, context, inPlace && from),
    ]
  },
} satisfies Definition<ReplaceObject>

/** `op.renameObject("view", "hotel_list", "hotels_by_name")` */
export const renameObject = {
  kind: "renameObject",
  make: (type: string, from: string, to: string, { table }: WhichObject = {}): RenameObject => ({
    kind: "renameObject",
    ...definedName(type, from, table),
    to,
  }),
  arguments: (operation) => [
    operation.type,
    displayName(operation),
    operation.to,
    ...(operation.table === undefined ? [] : [{ table: tableNameOf(operation) }]),
  ],
  describe: (operation) => `rename ${objectText(operation)} to ${operation.to}`,
  reverse: (operation) => ({ ...operation, name: operation.to, to: operation.name }),
  apply(operation, catalog) {
    const node = definedOf(catalog, operation)
    const parts = catalog.parts(operation)
    catalog.delete(nodeKey(node))
    setNew(catalog, { ...node, name: operation.to })
    if (node.table === undefined) renamedOwner(catalog, parts, operation.to)
    renamedInDefaults(catalog, node, operation.to)
  },
  compile(operation, context) {
    const rename = kindOf(operation, context).rename
    if (rename === undefined) {
      throw new AludelError("dialect/unsupported", `a ${operation.type} can't be renamed here`, {
        hint: "Drop it, and create it under its new name.",
      })
    }
    return texts(rename(asNode(operation), operation.to, context))
  },
} satisfies Definition<RenameObject>

/** The node of a defined object as a revision writes it. */
function objectNode(type: string, name: string, input: DefinedInput): DefinedNode {
  const { definition, options, comment } = input
  return present({
    kind: "defined",
    ...definedName(type, name, input.table),
    definition: definition === undefined ? undefined : textOf(definition),
    options: options === undefined || Object.keys(options).length === 0 ? undefined : options,
    comment,
  })
}

function definedName(type: string, name: string, table: string | undefined): DefinedName {
  const { schema, name: own } = objectName(name)
  const on = table === undefined ? undefined : objectName(table)
  return present({
    type,
    schema: schema ?? on?.schema,
    table: on?.name,
    name: own,
  })
}

function nameOf({ type, schema, table, name }: DefinedName): DefinedName {
  return present({ type, schema, table, name })
}

function asNode(name: DefinedName): DefinedNode {
  return { kind: "defined", ...nameOf(name) }
}

function objectArguments(node: DefinedNode): readonly Argument[] {
  const { definition, options, comment } = node
  const input = present({
    table: tableNameOf(node),
    definition: definition === undefined ? undefined : sqlArgument(definition),
    options,
    comment,
  })
  return [node.type, displayName(node), input]
}

// The object's own name says the schema.
function tableNameOf({ table }: DefinedName): string | undefined {
  return table === undefined ? undefined : displayName({ name: table })
}

function objectText(node: DefinedName): string {
  const name = displayName(node)
  return `${node.type} ${node.table === undefined ? name : `${node.name} on ${displayName(tableOf({ ...node, table: node.table }))}`}`
}

function kindOf({ type, name }: DefinedName, context: CompileContext): DefinedKind {
  const kind = context.object(type)
  if (kind !== undefined) return kind
  throw new AludelError(
    "dialect/unsupported",
    `there are no objects of the type "${type}" here, such as ${name}`,
    {
      hint: "Install the dialect package of your engine, or write op.sql(sql`…`).",
    },
  )
}

function textOf(definition: Sql | string): string {
  return (typeof definition === "string" ? definition : sqlText(definition)).trim()
}

function texts(statements: readonly string[]): readonly Step[] {
  return statements.map((sql) => ({ kind: "statement", sql, parameters: [] }))
}
