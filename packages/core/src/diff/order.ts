import type { DefinedKind, Operation } from "../operations/definition.ts"
import { inlineParts } from "../operations/inline.ts"
import { isConstraint, type DefinedNode, type TablePartNode } from "../schema/model.ts"
import type { ColumnNode } from "../schema/nodes/columns.ts"
import type { ConstraintNode, ForeignKeyNode } from "../schema/nodes/constraints.ts"
import type { IndexNode } from "../schema/nodes/indexes.ts"
import { alteration } from "./alter-column.ts"
import { coming, going } from "./by-name.ts"
import type { Changes, OwnPart, Same } from "./changes.ts"
import { creationOrder, foreignKeysOf, isTable } from "./creation-order.ts"
import { enumOrder } from "./enums.ts"
import { equal } from "./equal.ts"
import { obstacles } from "./foreign-keys.ts"
import { earlyAlterations, nameIsTakenOver, type NamesImplied } from "./names.ts"
import { objectOrder } from "./objects.ts"
import * as make from "./operations.ts"
import { waitingParts, withoutLateOverrides } from "./partitions.ts"
import { identityAlterations } from "./replica-identity.ts"

/** What the order must know of the engine. */
export interface OrderOptions {
  readonly forwardReferences?: boolean | undefined
  readonly objects?: Readonly<Record<string, DefinedKind>> | undefined
  readonly impliedNames?: NamesImplied | undefined
}

/**
 * The operations that make the changes, in an order that engines accept:
 *
 * 1. triggers, policies and views that go
 * 2. foreign keys that go, or that stand in the way; indexes, checks and keys that go
 * 3. tables that go, where something new takes over a name of theirs; else they go at the end
 * 4. new namespaces and enums, and enums that change
 * 5. new tables, types, sequences and functions, each behind those it refers to; types and functions that change
 * 6. new columns with the constraints on them; columns that change; new columns that are computed of others
 * 7. new keys, checks and indexes; what tables are besides
 * 8. foreign keys that had to wait; constraints whose rows are to be looked at
 * 9. new views, triggers and policies, and those that change; objects that could not be whole before
 * 10. columns that go, tables that go, types and functions, values of enums that had to wait, enums and namespaces that go
 * 11. comments
 *
 * What deletes rows comes late, so that a person can put code that moves them before it.
 */
export function ordered(changes: Changes, same: Same, options: OrderOptions): readonly Operation[] {
  const { mustGo, mustWait } = obstacles(changes)
  const { namespaces, enums, tables, columns } = changes
  const { valid, ...rest } = withoutValidated(changes)
  const { ownParts, foreignKeys } = rest
  const values = enumOrder(changes)
  const isBelow = ({ type }: DefinedNode) => (options.objects?.[type]?.rank ?? 0) <= 0
  const dropsEarly = nameIsTakenOver(changes, isBelow, options.impliedNames)
  const objects = objectOrder(changes, options.objects ?? {}, dropsEarly)
  const creation = creationOrder([...objects.types, ...changes.created, ...objects.routines])
  const removal = creationOrder([...objects.gone.below, ...changes.dropped])

  const isForward = (key: ForeignKeyNode, { forward }: { readonly forward: ReadonlySet<ForeignKeyNode> }) =>
    options.forwardReferences !== true && forward.has(key)
  const inTheWay = foreignKeys.kept.filter(mustGo)
  const ofDropped = changes.dropped
    .flatMap(foreignKeysOf)
    .filter((key) => isForward(key, removal) || mustGo(key))
  const waiting = waitingParts(changes)
  const asCreated = withoutLateOverrides(changes)
  const completed = changes.created
    .map(({ table }) => ({ from: asCreated(table), to: table }))
    .filter(({ from, to }) => from !== to)
  const late = new Set<ForeignKeyNode>(
    changes.created
      .flatMap(foreignKeysOf)
      .filter((key) => isForward(key, creation) || mustWait(key) || waiting.has(key)),
  )
  const added = [...columns.added, ...changes.remade.map((pair) => pair.to)]
  const newColumns = columnsWithParts(added, coming(ownParts), coming(foreignKeys), mustWait)
  const behind = [...waiting].filter(
    (part): part is OwnPart => part.kind === "index" || (isConstraint(part) && part.kind !== "foreignKey"),
  )
  const inline = new Set<TablePartNode>(newColumns.flatMap(({ parts }) => parts))
  const alone = (part: TablePartNode) => !inline.has(part)
  const ownOf = (...kinds: readonly OwnPart["kind"][]) =>
    coming(ownParts).filter(
      (part) =>
        kinds.includes(part.kind) && alone(part) && !objects.goesAlong(part) && !objects.comesBehind(part),
    )

  const gone = new Set<TablePartNode>(ofDropped)
  const isGone = (part: TablePartNode) => part.kind === "defined" || gone.has(part)
  const dropWholes = removal.wholes.toReversed().map((whole) =>
    isTable(whole)
      ? make.dropTable(
          whole.table,
          whole.parts.filter((part) => !isGone(part)),
        )
      : make.dropObject(whole),
  )
  const early = earlyAlterations(changes, dropsEarly, options.impliedNames)
  const goingKeys = [...going(foreignKeys), ...inTheWay, ...ofDropped]
  const identities = identityAlterations(tables, going(ownParts))

  return [
    ...objects.gone.above.flatMap(({ object, indexes }) => [
      ...indexes.map(make.dropPart),
      make.dropObject(object),
    ]),
    ...objects.gone.disowned.map(([from, to]) => make.replaceObject(from, to)),
    ...goingKeys.map(make.dropPart),
    ...identities.freed.map(({ from, to }) => make.alterTable(from, to)),
    ...goingParts(going(ownParts).filter((part) => !objects.goesAlong(part))).map(make.dropPart),
    ...changes.partitions.detached.map(({ from, to }) => make.alterTable(from, to)),
    ...early.changed.map(({ from, to }) => alteration(from, to, same)),
    ...(dropsEarly
      ? [...objects.loose.map(([from, to]) => make.replaceObject(from, to)), ...dropWholes]
      : []),
    ...namespaces.added.map(make.createSchema),
    ...enums.added.map(make.createEnum),
    ...values.early.map(({ from, to }) => make.alterEnum(from, to)),
    ...creation.wholes.map((whole) =>
      isTable(whole)
        ? make.createTable(
            asCreated(whole.table),
            whole.parts.filter(
              (part) => part.kind !== "defined" && !late.has(part as ForeignKeyNode) && !waiting.has(part),
            ),
          )
        : make.createObject(whole),
    ),
    ...changes.unfit.map(make.dropColumn),
    ...changes.joining.map(({ from, to }) => alteration(from, to, same)),
    ...leavingFirst(changes.partitions.moved).map(({ from, to }) => make.alterTable(from, to)),
    ...changes.leaving.map(({ from, to }) => alteration(from, to, same)),
    ...objects.changed.map(({ from, to }) => make.replaceObject(from, to)),
    ...changes.remade.map(({ from }) => make.dropColumn(from)),
    ...newColumns
      .filter((each) => !isComputed(each))
      .map(({ column, parts }) => make.addColumn(column, parts)),
    ...early.rest.map(({ from, to }) => alteration(from, to, same)),
    ...newColumns.filter(isComputed).map(({ column, parts }) => make.addColumn(column, parts)),
    ...[...ownOf("primaryKey", "unique"), ...ownOf("check", "exclusion"), ...ownOf("index"), ...behind].map(
      make.addPart,
    ),
    ...[...completed, ...identities.changed].map(({ from, to }) => make.alterTable(from, to)),
    ...[...coming(foreignKeys).filter(alone), ...inTheWay, ...late].map(make.addPart),
    ...valid.map(make.validateConstraint),
    ...objects.above.flatMap((each): readonly Operation[] =>
      "from" in each
        ? [make.replaceObject(each.from, each.to)]
        : [make.createObject(each.object), ...each.indexes.map(make.addPart)],
    ),
    ...coming(ownParts).filter(objects.comesBehind).map(make.addPart),
    ...objects.completed.map(([from, to]) => make.replaceObject(from, to)),
    ...early.removed.map(make.dropColumn),
    ...(dropsEarly ? [] : dropWholes),
    ...values.late.map(({ from, to }) => make.alterEnum(from, to)),
    ...enums.removed.map(make.dropEnum),
    ...namespaces.removed.map(make.dropSchema),
    ...changes.comments.map(({ from, to }) => make.setComment(from, to)),
  ]
}

// Its expression may have no meaning, or another, over columns as they were.
function isComputed({ column }: { readonly column: ColumnNode }): boolean {
  return column.generated !== undefined
}

/** Tables that leave the one that they are a partition of make room for those that join it. */
function leavingFirst(changed: Changes["tables"]["changed"]): Changes["tables"]["changed"] {
  return changed.toSorted((a, b) => Number(joins(a)) - Number(joins(b)))
}

function joins({ from, to }: Changes["tables"]["changed"][number]): boolean {
  return to.partitionOf !== undefined && !equal(from.partitionOf, to.partitionOf)
}

/** Indexes and checks before the keys. */
function goingParts(parts: readonly OwnPart[]): readonly OwnPart[] {
  const isKey = (part: OwnPart) => part.kind === "primaryKey" || part.kind === "unique"
  return [...parts.filter((part) => !isKey(part)), ...parts.filter(isKey)]
}

function columnsWithParts(
  columns: readonly ColumnNode[],
  ownParts: readonly OwnPart[],
  foreignKeys: readonly ForeignKeyNode[],
  mustWait: (foreignKey: ForeignKeyNode) => boolean,
): readonly { readonly column: ColumnNode; readonly parts: readonly TablePartNode[] }[] {
  const candidates = [...ownParts, ...foreignKeys.filter((key) => !mustWait(key))]
  return columns.map((column) => {
    const ofTable = candidates.filter((part) => part.table === column.table && part.schema === column.schema)
    return { column, parts: inlineParts(column, ofTable) }
  })
}

type Validated = Pick<Changes, "ownParts" | "foreignKeys"> & { readonly valid: readonly ConstraintNode[] }

/** Constraints that differ only in that their rows are to be looked at need not be made anew. */
function withoutValidated({ ownParts, foreignKeys }: Changes): Validated {
  const isValidated = ({ from, to }: { readonly from: ConstraintNode | IndexNode; readonly to: object }) =>
    "notValid" in from &&
    !("notValid" in to) &&
    equal({ ...to, notValid: true, comment: from.comment }, { ...from, comment: from.comment })
  const valid = [...ownParts.changed, ...foreignKeys.changed].filter(isValidated)
  return {
    ownParts: { ...ownParts, changed: ownParts.changed.filter((pair) => !isValidated(pair)) },
    foreignKeys: { ...foreignKeys, changed: foreignKeys.changed.filter((pair) => !isValidated(pair)) },
    valid: valid.map(({ from }) => from as ConstraintNode),
  }
}
