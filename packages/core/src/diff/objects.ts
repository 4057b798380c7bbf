import type { DefinedKind } from "../operations/definition.ts"
import { tableKey, tableOf } from "../schema/catalog.ts"
import { splitRoutineName } from "../schema/routine-name.ts"
import type { DefinedNode, TablePartNode } from "../schema/model.ts"
import type { IndexNode } from "../schema/nodes/indexes.ts"
import { coming } from "./by-name.ts"
import type { Changes, OwnPart, WholeTable } from "./changes.ts"
import { creationOrder, isTable } from "./creation-order.ts"
import { mentionsAmong, plainName, wholeKey, wordsIn, type Whole } from "./mentions.ts"

/** A defined object before and after. */
export interface ObjectPair {
  readonly from: DefinedNode
  readonly to: DefinedNode
}

/** The defined objects of a difference by when they come and go: *below* tables are types and functions, *above* views and triggers. */
export interface ObjectOrder {
  /** New ones that tables may need: extensions, types, sequences. */
  readonly types: readonly DefinedNode[]
  /** New ones that tables may need, or that may need tables: functions. */
  readonly routines: readonly DefinedNode[]
  /** New ones above tables with the indexes on them, and those that change there, each behind what it then mentions. */
  readonly above: readonly (ObjectWithIndexes | ObjectPair)[]
  /** Those below tables that change. */
  readonly changed: readonly ObjectPair[]
  /** Those that go: the ones above in order; of the ones below, those that must first let go of a table. */
  readonly gone: {
    readonly above: readonly ObjectWithIndexes[]
    readonly below: readonly DefinedNode[]
    readonly disowned: readonly (readonly [DefinedNode, DefinedNode])[]
  }
  /** Those that stay while a table that they belong to is dropped early, without it. */
  readonly loose: readonly (readonly [DefinedNode, DefinedNode])[]
  /** New ones that were created without something, with it. */
  readonly completed: readonly (readonly [DefinedNode, DefinedNode])[]
  /** Whether an index stands on a view that comes or goes, and so does with it. */
  goesAlong(part: TablePartNode): boolean
  /** Whether an index stands on a view that changes, and so may need what that only then has. */
  comesBehind(part: TablePartNode): boolean
}

/** A view with the indexes on it; of other objects there are none. */
export interface ObjectWithIndexes {
  readonly object: DefinedNode
  readonly indexes: readonly IndexNode[]
}

/** Sorts the defined objects of a difference. */
export function objectOrder(
  changes: Changes,
  kinds: Readonly<Record<string, DefinedKind>>,
  dropsEarly: boolean,
): ObjectOrder {
  const { objects, created: tables, dropped, ownParts, columns, remade } = changes
  const rank = ({ type }: DefinedNode) => kinds[type]?.rank ?? 0
  const early = (node: DefinedNode) => kinds[node.type]?.early?.(node)
  const sorted = (nodes: readonly DefinedNode[]) => nodes.toSorted((a, b) => rank(a) - rank(b))
  const mentions = mentionsAmong([...objects.added, ...tables])
  const newColumns = [...columns.added, ...remade.map(({ to }) => to)]
  const altered = [...newColumns, ...columns.changed.map(({ to }) => to), ...coming(ownParts)]
  // What is looked at as it is created, as a function with an SQL body is.
  const standsOnNew = (node: DefinedNode) => {
    if (newColumns.length === 0 || rank(node) < routines) return false
    const mentioned = wordsIn(node)
    return newColumns.some(({ name, table }) => mentioned.has(name) && mentioned.has(table))
  }
  const above = aboveTables(objects.added, { tables, altered, standsOnNew }, mentions, rank)
  const isAbove = (node: DefinedNode) => above.has(wholeKey(node))
  const below = sorted(objects.added.filter((node) => !isAbove(node))).map((node) => early(node) ?? node)
  const inOrder = (nodes: readonly DefinedNode[]) => creationOrder(sorted(nodes)).wholes.filter(isObject)
  const newAbove = objects.added.filter(isAbove)
  const pairs = new Map(objects.changed.map((each) => [wholeKey(each.to), each]))
  const speaking = [...pairs.values()].filter(({ to }) => rank(to) > 0)
  const waiting = objects.changed.filter(({ to }) => rank(to) <= 0 && standsOnNew(to))
  const changedAbove = [
    ...new Set([...servingOnly(speaking, objects.changed, changes, rank), ...waiting, ...speaking]),
  ]
  const oldMentions = mentionsAmong([...objects.removed, ...dropped])
  const standing = aboveTables(objects.removed, { tables: dropped }, oldMentions, rank)
  const isGoneEarly = (node: DefinedNode) => standing.has(wholeKey(node))
  const goneAbove = inOrder(objects.removed.filter(isGoneEarly)).toReversed()
  const owners = new Set([...newAbove, ...goneAbove].filter(standsAlone).map(tableKey))
  const changing = new Set(changedAbove.filter(({ to }) => standsAlone(to)).map(({ to }) => tableKey(to)))
  // What is owned is dropped with its owner.
  const lost = new Set(dropsEarly ? dropped.map(({ table }) => table.name) : [])
  const loosened = (node: DefinedNode) => {
    const loose = early(node)
    return loose !== undefined && [...wordsIn(node)].some((word) => lost.has(word)) ? loose : undefined
  }
  const staying = [...objects.changed, ...objects.kept.map((node) => ({ from: node, to: node }))]
  const owned = staying.filter(({ from, to }) =>
    early(from) === undefined ? early(to) !== undefined : from !== to || loosened(from) !== undefined,
  )
  return {
    types: below.filter((node) => rank(node) < routines),
    routines: below.filter((node) => rank(node) >= routines),
    above: inOrder([...newAbove, ...changedAbove.map(({ to }) => to)]).map(
      (object) => pairs.get(wholeKey(object)) ?? { object, indexes: indexesOn(object, ownParts.added) },
    ),
    changed: inOrder(
      objects.changed
        .filter((each) => !changedAbove.includes(each) && !owned.includes(each))
        .map(({ to }) => to),
    ).map((to) => pairs.get(wholeKey(to))!),
    gone: {
      above: goneAbove.map((object) => ({ object, indexes: indexesOn(object, ownParts.removed) })),
      below: sorted(objects.removed.filter((node) => !isGoneEarly(node))).map((node) => early(node) ?? node),
      disowned: objects.removed.flatMap((node) => pair(node, early(node))),
    },
    loose: owned.flatMap(({ from }) => pair(from, loosened(from))),
    completed: [
      ...objects.added
        .flatMap((node) => pair(node, early(node)))
        .map(([node, part]) => [part, node] as const),
      ...owned.map(({ from, to }) => [loosened(from) ?? from, to] as const),
    ],
    goesAlong: (part) => owners.has(tableKey(tableOf(part))),
    comesBehind: (part) => changing.has(tableKey(tableOf(part))),
  }
}

/** The rank of functions: they stand between types and views, and may need tables as well as serve them. */
export const routines = -50

/**
 * The keys of objects that are created behind the tables, and dropped before them: those above by rank, and what mentions such
 * or a column that a table is yet to get, unless a table needs it: that it mentions a view then only seems so.
 *
 * @param ground `altered`: what stands on tables that are there, and may need something new
 */
function aboveTables(
  objects: readonly DefinedNode[],
  {
    tables,
    altered = [],
    standsOnNew = () => false,
  }: {
    readonly tables: readonly WholeTable[]
    readonly altered?: readonly TablePartNode[]
    readonly standsOnNew?: (node: DefinedNode) => boolean
  },
  mentions: (whole: Whole) => readonly string[],
  rank: (node: DefinedNode) => number,
): ReadonlySet<string> {
  const byKey = new Map(objects.map((node) => [wholeKey(node), node]))
  const needed = new Set<string>()
  const open: Whole[] = [...tables]
  const words = new Set(altered.flatMap((part) => [...wordsIn(part)]))
  for (const node of objects)
    if (words.has(plainName(node))) {
      needed.add(wholeKey(node))
      open.push(node)
    }
  for (let whole = open.pop(); whole !== undefined; whole = open.pop()) {
    for (const key of mentions(whole)) {
      const node = byKey.get(key)
      if (node === undefined || needed.has(key)) continue
      needed.add(key)
      open.push(node)
    }
  }
  const comesBehind = (node: DefinedNode) =>
    rank(node) > 0 || (standsOnNew(node) && !needed.has(wholeKey(node)))
  const above = new Set(objects.filter(comesBehind).map((node) => wholeKey(node)))
  for (let size = -1; size !== above.size;) {
    size = above.size
    for (const node of objects)
      if (
        rank(node) >= routines &&
        !needed.has(wholeKey(node)) &&
        mentions(node).some((key) => above.has(key))
      )
        above.add(wholeKey(node))
  }
  return above
}

/** Of the functions that change those that only views and the like mention that change, too: they change with these, which may fit no other one. */
function servingOnly(
  speaking: readonly ObjectPair[],
  changed: readonly ObjectPair[],
  { objects, created, columns, ownParts }: Changes,
  rank: (node: DefinedNode) => number,
): readonly ObjectPair[] {
  const functions = changed.filter(({ to }) => rank(to) >= routines && rank(to) <= 0)
  if (functions.length === 0 || speaking.length === 0) return []
  const mentioned = new Set(speaking.flatMap(({ to }) => [...wordsIn(to)]))
  // Through views that stay, too.
  const between = objects.kept.filter((node) => rank(node) > 0)
  for (let size = -1; size !== mentioned.size;) {
    size = mentioned.size
    for (const node of between)
      if (mentioned.has(node.name)) for (const word of wordsIn(node)) mentioned.add(word)
  }
  const needing = [
    ...objects.added,
    ...created.flatMap(({ table, parts }) => [table, ...parts]),
    ...columns.added,
    ...ownParts.added,
    ...[...columns.changed, ...ownParts.changed].map(({ to }) => to),
  ]
  const needed = new Set(needing.flatMap((node) => [...wordsIn(node)]))
  return functions.filter(({ to }) => {
    const { name } = splitRoutineName(to.name)
    return mentioned.has(name) && !needed.has(name)
  })
}

function pair(
  node: DefinedNode,
  early: DefinedNode | undefined,
): readonly (readonly [DefinedNode, DefinedNode])[] {
  return early === undefined ? [] : [[node, early]]
}

function indexesOn(object: DefinedNode, parts: readonly OwnPart[]): readonly IndexNode[] {
  if (!standsAlone(object)) return []
  return parts.filter(
    (part): part is IndexNode => part.kind === "index" && tableKey(tableOf(part)) === tableKey(object),
  )
}

function standsAlone(object: DefinedNode): boolean {
  return object.table === undefined
}

function isObject(whole: Parameters<typeof isTable>[0]): whole is DefinedNode {
  return !isTable(whole)
}
