import type { Dialect } from "../dialect/dialect.ts"
import { splitRoutineName } from "../schema/routine-name.ts"
import { words } from "../sql/words.ts"
import type { ColumnNode } from "../schema/nodes/columns.ts"
import { equal } from "./equal.ts"
import type { DefinedNode, SchemaNode } from "../schema/model.ts"
import { coming, type Difference } from "./by-name.ts"
import type { Changes } from "./changes.ts"

/** The names that an engine gives what belongs to a column. */
export type NamesImplied = NonNullable<Dialect["impliedNames"]>

/**
 * Whether something new has the name of a table, a type or a function that goes, or of a key or index of a table that does: then
 * those must go first.
 *
 * @param isBelow whether objects of a type are dropped with the tables
 */
export function nameIsTakenOver(
  changes: Coming & Pick<Changes, "dropped">,
  isBelow: (object: DefinedNode) => boolean,
  impliedNames?: NamesImplied,
): boolean {
  const names = namesWith(impliedNames)
  const leaving = new Set(
    [
      ...changes.dropped.flatMap(({ table, parts }) => [table, ...parts]),
      ...changes.objects.removed.filter(isBelow),
    ].flatMap(names),
  )
  if (leaving.size === 0) return false
  return comingNodes(changes)
    .flatMap(names)
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
 * What columns must let go of first: numbers whose sequence, or a NOT NULL that, has the name of something new, and defaults that speak of what is
 * dropped early.
 */
export function earlyAlterations(
  changes: Changes,
  dropsEarly: boolean,
  impliedNames?: NamesImplied,
): EarlyAlterations {
  const names = namesWith(impliedNames)
  const { changed, removed } = changes.columns
  const taken = new Set(comingNodes(changes).flatMap(names))
  const notNull = notNullNameWith(impliedNames)
  const takenOnTables = new Set([
    ...coming(changes.columns).flatMap(notNull),
    ...[...coming(changes.ownParts), ...coming(changes.foreignKeys)].map(nameOnTable),
  ])
  const gone = new Set(
    dropsEarly ? changes.objects.removed.map(({ name }) => splitRoutineName(name).name) : [],
  )
  const speaksOfGone = (text: string | undefined) =>
    text !== undefined && gone.size > 0 && [...words(text)].some((word) => gone.has(word))
  const loosened = (from: ColumnNode, to: ColumnNode | undefined): ColumnNode => {
    const { identity, default: value, ...others } = from
    const losesNotNull = notNull(from).some(
      (name) => takenOnTables.has(name) && (to === undefined || !notNull(to).includes(name)),
    )
    const rest = losesNotNull ? withoutNotNull(others) : others
    const losesNumbers =
      losesNotNull || (to?.identity === undefined && names(from).some((name) => taken.has(name)))
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

/** The name of a column's NOT NULL among those of its table. */
function notNullNameWith(impliedNames: NamesImplied | undefined): (column: ColumnNode) => readonly string[] {
  return (column) => {
    const name =
      column.nullable === true ? undefined : (column.notNull?.name ?? impliedNames?.(column).notNull)
    return name === undefined ? [] : [nameOnTable({ ...column, name })]
  }
}

function nameOnTable({ schema, table, name }: { schema?: string; table: string; name: string }): string {
  return JSON.stringify([schema ?? "", table, name])
}

function withoutNotNull(column: ColumnNode): ColumnNode {
  const { notNull: _, ...rest } = column
  return { ...rest, nullable: true }
}

/** The name where it counts for the whole schema: PostgreSQL keeps tables, types and indexes, those of keys among them, in one space. */
function namesWith(impliedNames: NamesImplied | undefined): (node: SchemaNode) => readonly string[] {
  const inSchema = (schema: string | undefined, name: string | undefined) =>
    name === undefined ? [] : [JSON.stringify([schema ?? "", name])]
  return (node) => {
    if (node.kind === "namespace" || node.kind === "check" || node.kind === "foreignKey") return []
    if (node.kind === "defined" && node.table !== undefined) return []
    if (node.kind !== "column") return inSchema(node.schema, node.name)
    if (node.identity === undefined) return []
    return inSchema(node.schema, node.identity.sequence ?? impliedNames?.(node).sequence)
  }
}
