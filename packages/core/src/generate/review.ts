import { summaryOf } from "../codegen/revision.ts"
import { addColumn, addPart, dropColumn, dropPart } from "../diff/operations.ts"
import type { Operation } from "../operations/definition.ts"
import type { CreateTable, DropTable, ReplaceObject } from "../operations/operation.ts"
import type { Definitions } from "../operations/registry.ts"
import type { SchemaNode } from "../schema/model.ts"

/** One change as a person reviews it. */
export interface ReviewedChange {
  /** The change in one line: `~ hotels.stars: bigint`. */
  readonly summary: string
  /** What it takes away and brings, a line each, with the sign first: `- type: integer`. */
  readonly details: readonly string[]
}

/**
 * Operations as a person reviews them: what a new table consists of, what an altered thing was and will be.
 *
 * @param definitions a dialect's own kinds of operations. Default: none
 */
export function reviewOf(
  operations: readonly Operation[],
  definitions?: Definitions,
): readonly ReviewedChange[] {
  return operations.map((operation) => ({
    summary: oneLine(summaryOf(operation, definitions)),
    details: detailsOf(operation, definitions),
  }))
}

function detailsOf(operation: Operation, definitions: Definitions | undefined): readonly string[] {
  const parts = (nodes: readonly SchemaNode[], change: typeof added) =>
    nodes.flatMap(change).map((part) => oneLine(summaryOf(part, definitions)))
  switch (operation.kind) {
    case "createTable":
      return parts((operation as CreateTable).nodes, added)
    case "dropTable":
      return parts((operation as DropTable).nodes ?? [], removed)
    case "replaceObject": {
      const { from, to } = operation as ReplaceObject
      return from === undefined ? [] : attributesDiffer(from, to)
    }
    default:
      return "from" in operation && "to" in operation && !operation.kind.startsWith("rename")
        ? valuesDiffer(operation.from, operation.to)
        : []
  }
}

function added(node: SchemaNode): readonly Operation[] {
  if (node.kind === "column") return [addColumn(node, [])]
  return isPart(node) ? [addPart(node)] : []
}

function removed(node: SchemaNode): readonly Operation[] {
  if (node.kind === "column") return [dropColumn(node)]
  return isPart(node) ? [dropPart(node)] : []
}

function isPart(node: SchemaNode): node is Parameters<typeof addPart>[0] {
  return !["namespace", "enum", "table", "column", "defined"].includes(node.kind)
}

function attributesDiffer(from: SchemaNode, to: SchemaNode): readonly string[] {
  const own = ({ kind: _kind, schema: _schema, table: _table, name: _name, ...rest }: Attributes) => rest
  return valuesDiffer(own({ ...from }), own({ ...to }))
}

type Attributes = Readonly<Record<string, unknown>>

function valuesDiffer(from: unknown, to: unknown): readonly string[] {
  if (!isObject(from) || !isObject(to)) return lines("", from, to)
  return [...new Set([...Object.keys(from), ...Object.keys(to)])].flatMap((name) => {
    const [before, after] = [from[name], to[name]]
    if (isObject(before) && isObject(after)) return valuesDiffer(before, after)
    return lines(`${name}: `, before, after)
  })
}

// Of texts of several lines only those are told that come or go.
function lines(label: string, from: unknown, to: unknown): readonly string[] {
  const [before, after] = [textLines(from), textLines(to)]
  if (before.length <= 1 && after.length <= 1) {
    if (before[0] === after[0]) return []
    return [...before.map((line) => `- ${label}${line}`), ...after.map((line) => `+ ${label}${line}`)]
  }
  const [old, kept] = [new Set(before), new Set(after)]
  return [
    ...before.filter((line) => !kept.has(line)).map((line) => `- ${line}`),
    ...after.filter((line) => !old.has(line)).map((line) => `+ ${line}`),
  ]
}

function textLines(value: unknown): readonly string[] {
  if (value === undefined || value === null) return []
  if (typeof value === "string") return value.split("\n")
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return [value.join(", ")]
  return [JSON.stringify(value)]
}

function isObject(value: unknown): value is Attributes {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim()
}
