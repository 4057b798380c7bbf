import { splitRoutineName } from "../schema/routine-name.ts"
import { words } from "../sql/words.ts"
import type { ColumnNode } from "../schema/nodes/columns.ts"
import { equal } from "./equal.ts"
import type { DefinedNode, SchemaNode } from "../schema/model.ts"
import { coming, type Difference } from "./by-name.ts"
import type { Changes } from "./changes.ts"

/**
 * Whether something new has the name of a table, a type or a function that goes, or of a key or index of a table that does: then
 * those must go first.
 *
 * @param isBelow whether objects of a type are dropped with the tables
 */
export function nameIsTakenOver(
  changes: Coming & Pick<Changes, "dropped">,
  isBelow: (object: DefinedNode) => boolean,
): boolean {
  const leaving = new Set(
    [
      ...changes.dropped.flatMap(({ table, parts }) => [table, ...parts]),
      ...changes.objects.removed.filter(isBelow),
    ].flatMap(sharedName),
  )
  if (leaving.size === 0) return false
  return comingNodes(changes)
    .flatMap(sharedName)
    .some((name) => leaving.has(name))
}

type Coming = Pick<Changes, "created" | "ownParts" | "enums" | "objects" | "columns">

function comingNodes({ created, ownParts, enums, objects, columns }: Coming): readonly SchemaNode[] {
  return [
    ...created.flatMap(({ table, parts }) => [table, ...parts]),
    ...coming(ownParts),
    ...enums.added,
    ...objects.added,
    ...columns.added,
    ...columns.changed.flatMap(({ from, to }) => (from.identity === undefined ? [to] : [])),
  ]
}

/** Alterations of columns in two parts: what makes room for something new, and the rest. */
export interface EarlyAlterations {
  readonly changed: Difference<ColumnNode>["changed"]
  readonly rest: Difference<ColumnNode>["changed"]
  /** The columns that go, as they are after the first part. */
  readonly removed: readonly ColumnNode[]
}

/**
 * What columns must let go of first: numbers whose sequence has the name of something new, and defaults that speak of what is
 * dropped early.
 */
export function earlyAlterations(changes: Changes, dropsEarly: boolean): EarlyAlterations {
  const { changed, removed } = changes.columns
  const taken = new Set(comingNodes(changes).flatMap(sharedName))
  const gone = new Set(
    dropsEarly ? changes.objects.removed.map(({ name }) => splitRoutineName(name).name) : [],
  )
  const speaksOfGone = (text: string | undefined) =>
    text !== undefined && gone.size > 0 && [...words(text)].some((word) => gone.has(word))
  const loosened = (from: ColumnNode, to: ColumnNode | undefined): ColumnNode => {
    const { identity, default: value, ...rest } = from
    const losesNumbers = to?.identity === undefined && sharedName(from).some((name) => taken.has(name))
    const losesDefault = to?.default !== value && speaksOfGone(value)
    return {
      ...rest,
      ...(identity === undefined || losesNumbers ? {} : { identity }),
      ...(value === undefined || losesDefault ? {} : { default: value }),
    }
  }
  const pairs = [...changed, ...removed.map((from) => ({ from, to: undefined }))].map(({ from, to }) => {
    const loose = loosened(from, to)
    return { from, to, loose: equal(loose, from) ? from : loose }
  })
  return {
    changed: pairs.flatMap(({ from, loose }) => (loose === from ? [] : [{ from, to: loose }])),
    rest: pairs.flatMap(({ loose, to }) =>
      to === undefined || equal(loose, to) ? [] : [{ from: loose, to }],
    ),
    removed: pairs.flatMap(({ loose, to }) => (to === undefined ? [loose] : [])),
  }
}

/** The name where it counts for the whole schema: PostgreSQL keeps tables, types and indexes, those of keys among them, in one space. */
function sharedName(node: SchemaNode): readonly string[] {
  if (
    node.kind === "namespace" ||
    node.kind === "check" ||
    (node.kind === "defined" && node.table !== undefined) ||
    node.kind === "foreignKey"
  )
    return []
  if (node.kind === "column") {
    if (node.identity === undefined) return []
    return [JSON.stringify([node.schema ?? "", node.identity.sequence ?? `${node.table}_${node.name}_seq`])]
  }
  return [JSON.stringify([node.schema ?? "", node.name])]
}
