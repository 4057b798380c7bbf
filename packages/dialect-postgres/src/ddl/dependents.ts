import type { Catalog, CompileContext, DefinedNode, ObjectName } from "@aludel/core/dialect"
import { nodeKey, tableOf } from "@aludel/core/dialect"

import { commentText } from "./comment-text.ts"
import { indexText } from "./index-text.ts"
import { pathText } from "./path-text.ts"
import { rightsTexts } from "./rights-text.ts"
import { routineName } from "./routine-name.ts"
import { namesColumn, namesObject, words } from "./words.ts"

/** What changes: a column of a table, or an object as a whole. */
export interface Changed {
  readonly object: ObjectName
  readonly column?: string
}

/** The statements around a change of something that other objects stand on. */
export interface Rebuilding {
  /** Drops what stands on it, the outermost first. */
  readonly drop: readonly string[]
  /** Creates that again, with comments, indexes and rights. */
  readonly create: readonly string[]
}

/**
 * What PostgreSQL refuses a change over: views, materialized views, triggers, policies, and functions whose body it
 * understands. They are found by the names in their texts, so one may be rebuilt that only seems to stand on it.
 */
export function rebuilding(changed: readonly Changed[], context: CompileContext): Rebuilding {
  const nodes = dependents(changed, context.before)
  const gone = new Set(nodes.filter(({ table }) => table === undefined).map(objectKey))
  for (const { object, column } of changed) if (column === undefined) gone.add(objectKey(object))
  return {
    // What stands on a view goes with it.
    drop: nodes
      .toReversed()
      .filter(({ schema, table }) => table === undefined || !gone.has(objectKey(place(schema, table))))
      .flatMap((node) => context.object(node.type)!.drop(node, context)),
    // Rights last: an owner may not be allowed what filling a materialized view takes.
    create: [
      ...nodes.flatMap((node) => recreation(node, context)),
      ...nodes.flatMap((node) => rightsTexts(node, context)),
    ],
  }
}

/** The statements that drop an object and create another in its place, with all that stands on it. */
export function anew(from: DefinedNode, to: DefinedNode, context: CompileContext): readonly string[] {
  const around = rebuilding([{ object: ownName(to) }], context)
  return [
    ...around.drop,
    ...context.object(from.type)!.drop(from, context),
    ...recreation(to, context),
    ...around.create,
    ...rightsTexts(to, context),
  ]
}

/** The statements that create an object with its comment and indexes. */
function recreation(node: DefinedNode, context: CompileContext): readonly string[] {
  const kind = context.object(node.type)!
  const target = kind.commentTarget?.(node, context)
  return [
    ...kind.create(node, context),
    ...(node.comment === undefined || target === undefined ? [] : [commentText(target, node.comment)]),
    ...indexTexts(node, context),
  ]
}

function indexTexts(node: DefinedNode, context: CompileContext): readonly string[] {
  if (node.type !== "materialized view") return []
  const indexes = (context.before?.parts(node) ?? []).filter((part) => part.kind === "index")
  return indexes.flatMap((index) => [
    indexText(index, context),
    ...(index.comment === undefined
      ? []
      : [commentText(`index ${pathText(place(index.schema, index.name), context)}`, index.comment)]),
  ])
}

const rebuilt = new Set(["function", "procedure", "view", "materialized view", "trigger", "policy"])

/** Everything that stands on what changes, each behind what it stands on itself. */
function dependents(changed: readonly Changed[], before: Catalog | undefined): readonly DefinedNode[] {
  const candidates = (before?.schema().nodes ?? [])
    .filter((node): node is DefinedNode => node.kind === "defined" && rebuilt.has(node.type))
    .map((node) => ({ node, text: words(textOf(node)) }))
    .toSorted((a, b) => Number(a.node.table !== undefined) - Number(b.node.table !== undefined))
  const found = new Map<string, DefinedNode>()
  const visit = (what: Changed): readonly DefinedNode[] =>
    candidates.flatMap(({ node, text }) => {
      const key = nodeKey(node)
      if (found.has(key) || isSame(node, what) || !standsOn(node, text, what)) return []
      found.set(key, node)
      return [...(node.table === undefined ? visit({ object: ownName(node) }) : []), node]
    })
  // Visited behind what stands on it, an object comes before that in the reverse; those that have a table of theirs last.
  const order = changed.flatMap(visit).toReversed()
  return [
    ...order.filter(({ table }) => table === undefined),
    ...order.filter(({ table }) => table !== undefined),
  ]
}

type Words = ReturnType<typeof words>

function standsOn(node: DefinedNode, text: Words, { object, column }: Changed): boolean {
  const isOwn =
    node.table !== undefined && objectKey(tableOf({ ...node, table: node.table })) === objectKey(object)
  if (column === undefined) return isOwn || namesObject(text, object)
  if (isOwn) return text.some(({ name }) => name === column)
  const isRoutine = node.type === "function" || node.type === "procedure"
  // The body of any other routine is text to PostgreSQL.
  if (isRoutine && !/\bbegin\s+atomic\b/i.test(node.definition ?? "")) return false
  return node.type !== "trigger" && namesColumn(text, object, column)
}

function textOf({ type, definition = "", options = {} }: DefinedNode): string {
  if (type === "trigger") return `${String(options["timing"])} ${definition}`
  if (type === "policy") return [options["using"], options["withCheck"]].filter(Boolean).join(" ")
  return definition
}

function isSame(node: DefinedNode, { object, column }: Changed): boolean {
  return column === undefined && node.table === undefined && objectKey(ownName(node)) === objectKey(object)
}

/** What others call it: a routine by its name alone. */
function ownName(node: DefinedNode): ObjectName {
  const isRoutine = node.type === "function" || node.type === "procedure"
  return isRoutine ? routineName(node) : place(node.schema, node.name)
}

function place(schema: string | undefined, name: string): ObjectName {
  return schema === undefined ? { name } : { schema, name }
}

function objectKey({ schema, name }: { readonly schema?: string; readonly name: string }): string {
  return JSON.stringify([schema ?? "", name])
}
