import { nodeKey, tableKey, tableOf } from "../schema/catalog.ts"
import type { DefinedNode, SchemaNode, TablePartNode } from "../schema/model.ts"
import type { TableNode } from "../schema/nodes/tables.ts"
import { splitRoutineName } from "../schema/routine-name.ts"
import { quotedBodies, words } from "../sql/words.ts"
import type { WholeTable } from "./changes.ts"

/** Something that is created or dropped as a whole: a table with its parts, or a defined object. */
export type Whole = WholeTable | DefinedNode

/** The key of a table or a defined object. */
export function wholeKey(whole: Whole): string {
  return "parts" in whole ? tableKey(whole.table) : nodeKey(whole)
}

/**
 * What each thing mentions among the others, as their keys. Names are looked up without their schemas, so it may seem to
 * mention more than it does; that costs a needless order, never a wrong one.
 */
export function mentionsAmong(wholes: readonly Whole[]): (whole: Whole) => readonly string[] {
  const called = Map.groupBy(wholes, (whole) => plainName(whole))
  return (whole) => {
    const self = wholeKey(whole)
    const found = new Set<string>()
    const types = "parts" in whole ? rowTypes(whole) : undefined
    for (const word of mentioned(whole)) {
      for (const other of called.get(word) ?? []) {
        // A table mentions another one only by having a column of its rows.
        const counts = types === undefined || !("parts" in other) || types.has(word)
        if (counts && wholeKey(other) !== self) found.add(wholeKey(other))
      }
    }
    return [...found]
  }
}

function rowTypes({ parts }: WholeTable): ReadonlySet<string> {
  return new Set(parts.flatMap((part) => (part.kind === "column" ? [...words(part.type)] : [])))
}

/** The names that stand in a node, and in the texts in it. */
export function wordsIn(node: SchemaNode): ReadonlySet<string> {
  const found = new Set<string>()
  collect(node, found)
  return found
}

function mentioned(whole: Whole): Iterable<string> {
  const nodes: readonly SchemaNode[] =
    "parts" in whole ? [whole.table, ...whole.parts.filter(isOwn)] : [whole]
  return new Set(nodes.flatMap((node) => [...wordsIn(node)]))
}

// What a foreign key points at is another matter, for it can be added later; triggers and policies are made apart.
function isOwn(part: TablePartNode): boolean {
  return part.kind !== "foreignKey" && part.kind !== "defined"
}

// Texts and the names of other objects (`partitionOf`, `ownedBy`), wherever they stand; not what the node says of itself.
const own: ReadonlySet<string> = new Set([
  "kind",
  "name",
  "schema",
  "column",
  "columns",
  "include",
  "comment",
  "columnComments",
])

function collect(value: unknown, found: Set<string>): void {
  if (typeof value === "string") {
    found.add(value)
    for (const word of words(value)) found.add(word)
  } else if (Array.isArray(value)) for (const item of value) collect(item, found)
  else if (typeof value === "object" && value !== null)
    for (const [key, inner] of Object.entries(value)) if (!own.has(key)) collect(inner, found)
}

/** A name as texts mention it: without the schema, of a routine without the types of its arguments. */
export function plainName(whole: Whole): string {
  return "parts" in whole ? whole.table.name : splitRoutineName(whole.name).name
}

/**
 * What the bodies of functions mention among the others. A body is looked at when the function is used, which also making
 * an index or a check may be, so that what it names had better be there; but it can do without.
 */
export function bodyMentionsAmong(wholes: readonly Whole[]): (whole: Whole) => readonly string[] {
  const called = Map.groupBy(wholes, (whole) => plainName(whole))
  return (whole) => {
    if ("parts" in whole || whole.definition === undefined) return []
    const mentions = new Set(quotedBodies(whole.definition).flatMap((body) => [...words(body)]))
    const found = [...mentions].flatMap((word) => called.get(word) ?? []).map((other) => wholeKey(other))
    return found.filter((key) => key !== wholeKey(whole))
  }
}

/** What a table stands behind because of where it has columns from. */
export function parentKeys({ partitionOf, inherits = [] }: TableNode): readonly string[] {
  const parents = partitionOf === undefined ? inherits : [partitionOf, ...inherits]
  return parents.map((parent) => tableKey(tableOf(parent)))
}
