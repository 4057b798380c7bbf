import type { Operation } from "../operations/definition.ts"
import { inlineParts } from "../operations/inline.ts"
import type { ColumnNode, ForeignKeyNode, TablePartNode } from "../schema/model.ts"
import { alteration } from "./alter-column.ts"
import { coming, going, type Changes, type OwnPart, type Same } from "./changes.ts"
import { obstacles } from "./foreign-keys.ts"
import { nameIsTakenOver } from "./names.ts"
import * as make from "./operations.ts"
import { creationOrder, foreignKeysOf } from "./table-order.ts"

/**
 * The operations that make the changes, in an order that engines accept:
 *
 * 1. foreign keys that go, or that stand in the way
 * 2. indexes, checks and keys that go
 * 3. tables that go, where something new takes over a name of theirs; else they go at the end
 * 4. new namespaces and enums, and enums that change
 * 5. new tables, each behind those it refers to
 * 6. new columns with the constraints on them; columns that change
 * 7. new keys, checks and indexes
 * 8. foreign keys that had to wait
 * 9. columns that go, tables that go, enums and namespaces that go
 *
 * What deletes rows comes late, so that a person can put code that moves them before it.
 */
export function ordered(changes: Changes, same: Same, forwardReferences: boolean): readonly Operation[] {
  const { mustGo, mustWait } = obstacles(changes)
  const { namespaces, enums, columns, ownParts, foreignKeys } = changes
  const creation = creationOrder(changes.created)
  const removal = creationOrder(changes.dropped)

  const isForward = (key: ForeignKeyNode, { forward }: { readonly forward: ReadonlySet<ForeignKeyNode> }) =>
    !forwardReferences && forward.has(key)
  const inTheWay = foreignKeys.kept.filter(mustGo)
  const ofDropped = changes.dropped
    .flatMap(foreignKeysOf)
    .filter((key) => isForward(key, removal) || mustGo(key))
  const late = new Set(
    changes.created.flatMap(foreignKeysOf).filter((key) => isForward(key, creation) || mustWait(key)),
  )
  const newColumns = columnsWithParts(columns.added, coming(ownParts), coming(foreignKeys), mustWait)
  const inline = new Set<TablePartNode>(newColumns.flatMap(({ parts }) => parts))
  const alone = (part: TablePartNode) => !inline.has(part)
  const ownOf = (...kinds: readonly OwnPart["kind"][]) =>
    coming(ownParts).filter((part) => kinds.includes(part.kind) && alone(part))

  const gone = new Set<TablePartNode>(ofDropped)
  const dropTables = removal.tables.toReversed().map(({ table, parts }) =>
    make.dropTable(
      table,
      parts.filter((part) => !gone.has(part)),
    ),
  )
  const dropsEarly = nameIsTakenOver(changes)

  return [
    ...[...going(foreignKeys), ...inTheWay, ...ofDropped].map(make.dropPart),
    ...goingParts(going(ownParts)).map(make.dropPart),
    ...(dropsEarly ? dropTables : []),
    ...namespaces.added.map(make.createSchema),
    ...enums.added.map(make.createEnum),
    ...enums.changed.map(({ from, to }) => make.alterEnum(from, to)),
    ...creation.tables.map(({ table, parts }) =>
      make.createTable(
        table,
        parts.filter((part) => !late.has(part as ForeignKeyNode)),
      ),
    ),
    ...newColumns.map(({ column, parts }) => make.addColumn(column, parts)),
    ...columns.changed.map(({ from, to }) => alteration(from, to, same)),
    ...[...ownOf("primaryKey", "unique"), ...ownOf("check"), ...ownOf("index")].map(make.addPart),
    ...[...coming(foreignKeys).filter(alone), ...inTheWay, ...late].map(make.addPart),
    ...columns.removed.map(make.dropColumn),
    ...(dropsEarly ? [] : dropTables),
    ...enums.removed.map(make.dropEnum),
    ...namespaces.removed.map(make.dropSchema),
  ]
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
