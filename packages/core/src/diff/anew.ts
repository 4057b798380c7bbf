import type { DefinedKind } from "../operations/definition.ts"
import { nodeKey, tableKey, tableOf, type Catalog } from "../schema/catalog.ts"
import type { DefinedNode } from "../schema/model.ts"
import type { TableNode } from "../schema/nodes/tables.ts"
import type { ColumnNode } from "../schema/nodes/columns.ts"
import type { Difference } from "./by-name.ts"
import { equal } from "./equal.ts"
import { comparable } from "./foreign-keys.ts"
import { wordsIn } from "./mentions.ts"
import { routines } from "./objects.ts"
import { splitRoutineName } from "../schema/routine-name.ts"

/** Whether no engine turns one table into the other, so that it is dropped and created: it is partitioned otherwise. */
export function isMadeAnew(from: TableNode, to: TableNode): boolean {
  return !equal(from.partitionBy, to.partitionBy)
}

/**
 * Tables with those that no engine turns into what they are to be among the removed and the added, and their partitions, which
 * go with them.
 */
export function withTablesAnew(tables: Difference<TableNode>, before: Catalog): Difference<TableNode> {
  const anew = new Set(
    tables.changed.filter(({ from, to }) => isMadeAnew(from, to)).map(({ to }) => tableKey(to)),
  )
  if (anew.size === 0) return tables
  const kept = tables.kept.map((to) => ({ from: before.get(tableKey(to)) as TableNode, to }))
  const staying = [...tables.changed, ...kept]
  const isOfAnew = ({ partitionOf }: TableNode) =>
    partitionOf !== undefined && anew.has(tableKey(tableOf(partitionOf)))
  for (let size = -1; size !== anew.size;) {
    size = anew.size
    for (const { from, to } of staying) if (isOfAnew(from) && isOfAnew(to)) anew.add(tableKey(to))
  }
  const isAnew = (table: TableNode) => anew.has(tableKey(table))
  const pairs = staying.filter(({ to }) => isAnew(to))
  return {
    kept: tables.kept.filter((table) => !isAnew(table)),
    removed: [...tables.removed, ...pairs.map(({ from }) => from)],
    added: [...tables.added, ...pairs.map(({ to }) => to)],
    changed: tables.changed.filter(({ to }) => !isAnew(to)),
  }
}

/** What defined objects can't stand on while it changes. */
export interface Shaken {
  /** Tables that go, of which some come back. */
  readonly tables: readonly TableNode[]
  /** Columns that are dropped and added again. */
  readonly remade: readonly ColumnNode[]
  readonly columns: Difference<ColumnNode>["changed"]
}

/**
 * Defined objects with those among the removed and the added that can't stay or be replaced while what they stand on changes: on a
 * table or a column that is made anew, or, where they say something else afterwards, on a column whose type is another; and
 * those that stand on them.
 */
export function withObjectsAnew(
  objects: Difference<DefinedNode>,
  { tables, remade, columns }: Shaken,
  before: Catalog,
  kinds: Readonly<Record<string, DefinedKind>>,
): Difference<DefinedNode> {
  const retyped = columns.filter(({ from, to }) => !comparable(from, to)).map(({ from }) => from)
  const owning = new Set(
    [...objects.kept, ...objects.changed.map(({ to }) => to)].flatMap((node) => ownerOf(node) ?? []),
  )
  // What is made anew to be replaced takes along what stands on it.
  const replaced = objects.changed.filter(
    ({ to }) => to.table === undefined && kinds[to.type]?.replace === undefined && owning.has(tableKey(to)),
  )
  const gone = new Set(
    objects.removed
      .filter(({ type, table }) => table === undefined && (kinds[type]?.rank ?? 0) > 0)
      .map(({ name }) => name),
  )
  const seeds = [tables, remade, retyped, replaced, objects.changed.length === 0 ? [] : [...gone]]
  if (seeds.every(({ length }) => length === 0)) return objects
  const changed = new Set(objects.changed.map(({ to }) => nodeKey(to)))
  const candidates = [...objects.kept, ...objects.changed.map(({ to }) => to)]
    .filter(({ type }) => isRefused(kinds[type]))
    .map((to) => {
      const from = before.get(nodeKey(to)) as DefinedNode
      return { from, to, words: wordsIn(from) }
    })
  const lost = new Set(tables.map((table) => tableKey(table)))
  const names = new Set(tables.map(({ name }) => name))
  const stands = ({ from, words }: (typeof candidates)[number], { name, ...place }: ColumnNode) =>
    words.has(name) &&
    (words.has(place.table) || (from.table !== undefined && tableKey(tableOf(place)) === ownerOf(from)))
  const moved = new Set(
    candidates.filter(
      (each) =>
        lost.has(ownerOf(each.from) ?? "") ||
        [...each.words].some((word) => names.has(word)) ||
        replaced.some(({ to }) => to === each.to) ||
        remade.some((column) => stands(each, column)) ||
        (changed.has(nodeKey(each.to)) &&
          ([...each.words].some((word) => gone.has(word)) ||
            ((kinds[each.to.type]?.rank ?? 0) > 0 && retyped.some((column) => stands(each, column))))),
    ),
  )
  for (let size = -1; size !== moved.size;) {
    size = moved.size
    const called = new Set([...moved].map(({ from }) => splitRoutineName(from.name).name))
    for (const each of candidates) {
      const isOn = each.from.table !== undefined && called.has(each.from.table)
      if (isOn || [...each.words].some((word) => called.has(word))) moved.add(each)
    }
  }
  if (moved.size === 0) return objects
  const keys = new Set([...moved].map(({ to }) => nodeKey(to)))
  return {
    added: [...objects.added, ...[...moved].map(({ to }) => to)],
    removed: [...objects.removed, ...[...moved].map(({ from }) => from)],
    changed: objects.changed.filter(({ to }) => !keys.has(nodeKey(to))),
    kept: objects.kept.filter((node) => !keys.has(nodeKey(node))),
  }
}

// Types and sequences hold what must not be lost.
function isRefused(kind: DefinedKind | undefined): boolean {
  return kind !== undefined && kind.rank >= routines
}

function ownerOf(node: DefinedNode): string | undefined {
  return node.table === undefined ? undefined : tableKey(tableOf({ ...node, table: node.table }))
}
