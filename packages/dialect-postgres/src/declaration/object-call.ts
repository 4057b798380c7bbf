import {
  columnText,
  displayName,
  sqlArgument,
  tableOf,
  type Argument,
  type DeclarationContext,
  type DefinedNode,
  type ObjectCall,
} from "@aludel/core/dialect"

import { optionList } from "./option-list.ts"
import { routineCall } from "./routine-call.ts"
import { compositeCall, domainCall, rangeCall } from "./type-definers.ts"

/** The call of a definer that gives a defined object again. */
export function objectCall(node: DefinedNode, context: DeclarationContext): ObjectCall | undefined {
  return calls[node.type]?.(node, context)
}

type Call = (node: DefinedNode, context: DeclarationContext) => ObjectCall

const calls: Readonly<Record<string, Call>> = {
  // Whatever version a server has is as good; a pinned one would have to be raised with every server.
  extension: (node) => ({
    definer: "extension",
    arguments: [node.name, ...optionList({ ...node.options, version: undefined }, node)],
    file: "types",
  }),
  domain: domainCall,
  "composite type": compositeCall,
  "range type": rangeCall,
  sequence: (node) => ({
    definer: "sequence",
    arguments: [displayName(node), ...optionList(sequenceOptions(node), node)],
    file: "types",
  }),
  view: (node, context) => ({
    definer: "view",
    arguments: [...viewStart(node, context), ...optionList(viewOptions(node), node)],
    file: "views",
  }),
  "materialized view": materializedViewCall,
  function: (node) => routineCall("storedFunction", node),
  procedure: (node) => routineCall("procedure", node),
  trigger: (node, context) => {
    const { timing = "", ...options } = node.options ?? {}
    const start = [
      node.name,
      context.table(ownerOf(node)),
      timing as string,
      sqlArgument(node.definition ?? ""),
    ]
    return { definer: "trigger", arguments: [...start, ...optionList(options, node)], file: "views" }
  },
  policy: (node, context) => {
    const { using, withCheck, ...options } = node.options ?? {}
    const rows = { using: sqlOption(using), withCheck: sqlOption(withCheck) }
    const start = [node.name, context.table(ownerOf(node))]
    return { definer: "policy", arguments: [...start, ...optionList({ ...options, ...rows }, node)] }
  },
}

function ownerOf({ schema, table = "" }: DefinedNode) {
  return tableOf(schema === undefined ? { table } : { schema, table })
}

function sqlOption(value: unknown): Argument | undefined {
  return typeof value === "string" ? sqlArgument(value) : undefined
}

function viewStart(node: DefinedNode, { columns }: DeclarationContext): readonly Argument[] {
  return [displayName(node), columns(node), sqlArgument(node.definition ?? "")]
}

function viewOptions({ options }: DefinedNode) {
  const { columnDefaults, ...rest } = options ?? {}
  if (columnDefaults === undefined) return rest
  const defaults = Object.entries(columnDefaults as Readonly<Record<string, string>>)
  return {
    ...rest,
    columnDefaults: Object.fromEntries(defaults.map(([name, sql]) => [name, sqlArgument(sql)])),
  }
}

function materializedViewCall(node: DefinedNode, context: DeclarationContext): ObjectCall {
  const options = optionList(node.options ?? {}, node)
  const extras = context.extras(node)
  return {
    definer: "materializedView",
    arguments: [
      ...viewStart(node, context),
      ...(extras === undefined ? options : [...(options.length === 0 ? [{}] : options), extras]),
    ],
    file: "views",
  }
}

function sequenceOptions({ options }: DefinedNode) {
  const { ownedBy, ...rest } = options ?? {}
  const said = Object.entries(rest).map(([name, value]) => [name, asNumber(value)])
  if (ownedBy === undefined) return Object.fromEntries(said)
  const owner = ownedBy as { readonly schema?: string; readonly table: string; readonly column: string }
  // By its name, for the table is declared behind it.
  return { ...Object.fromEntries(said), ownedBy: columnText(owner, owner.column) }
}

function asNumber(value: unknown): unknown {
  if (typeof value !== "string" || !/^-?\d+$/.test(value)) return value
  return Number.isSafeInteger(Number(value)) ? Number(value) : BigInt(value)
}
