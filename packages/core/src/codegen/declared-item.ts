import type { DeclarationWords } from "../dialect/declaration.ts"
import type { Argument } from "../operations/definition.ts"
import { displayName, tableKey, tableOf, type Catalog, type ObjectName } from "../schema/catalog.ts"
import type { SchemaNode } from "../schema/model.ts"
import type { ColumnNode } from "../schema/nodes/columns.ts"
import { isConventional } from "./conventional.ts"
import { columnArgument, declaredCall } from "./declared-code.ts"
import type { DeclaredItem } from "./declared-items.ts"
import { declaredStart, type FindType } from "./declared-types.ts"
import { type Doc } from "./layout.ts"
import type { Scope } from "./scope.ts"
import { call, list, member, type Code } from "./syntax.ts"
import { valueCode } from "./value.ts"

/** What an item may refer to. */
export interface DeclaredWhole {
  readonly words: DeclarationWords
  readonly catalog: Catalog
  readonly viewColumns: ReadonlyMap<string, readonly ColumnNode[]>
  /** Tables and views by `tableKey`. */
  readonly tables: ReadonlyMap<string, DeclaredItem>
  readonly findType: FindType
}

/** A printed item: `export const hotels = table(…)`. */
export interface PrintedItem {
  readonly item: DeclaredItem
  readonly doc: Doc
  /** What the package must export for it. */
  readonly imported: ReadonlySet<string>
  /** The other items that stand in it. */
  readonly mentioned: ReadonlySet<DeclaredItem>
  /** Those of them that must be there before it. */
  readonly needed: ReadonlySet<DeclaredItem>
}

/** Prints an item, and notes what it needs. */
export function printItem(item: DeclaredItem, whole: DeclaredWhole): PrintedItem {
  const imported = new Set<string>()
  const mentioned = new Set<DeclaredItem>()
  const needed = new Set<DeclaredItem>()
  const mention = (other: DeclaredItem) => {
    if (other !== item) mentioned.add(other)
    return other.name
  }
  const need = (other: DeclaredItem) => {
    needed.add(other)
    return mention(other)
  }
  const scope: Scope = {
    definitions: undefined,
    use(name) {
      imported.add(name)
      return name
    },
    effect: () => ({ doc: "undefined" }),
    declared: {
      name: (part) => (isConventional(part) ? undefined : part.name),
      target: ({ columns, ...table }) => {
        const target = whole.tables.get(tableKey(tableOf(table)))
        return target && hasAll(target, columns, whole) ? thunk(mention(target), columns) : undefined
      },
      type: (column) => declaredStart(column, { words: whole.words, find: whole.findType, use: need, scope }),
    },
  }
  const table = (name: ObjectName): Argument => {
    const found = whole.tables.get(tableKey(name))
    return found === undefined ? displayName(name) : { "~print": "code", text: need(found) }
  }
  const { callee, arguments: args } = declaredCall(item, {
    ...whole,
    table,
    columns: viewColumns(whole),
    extras: extras(whole),
  })
  imported.add(callee.split(".")[0]!)
  const code = call(
    callee,
    args.map((argument) => valueCode(argument, scope)),
  )
  return { item, doc: [`export const ${item.name} = `, code], imported, mentioned, needed }
}

/** Whether a table has these columns itself or is a partition, which is handed those of its parent; not what it inherits. */
function hasAll({ node }: DeclaredItem, columns: readonly string[], { catalog }: DeclaredWhole): boolean {
  if (node.kind !== "table" || node.inherits === undefined) return true
  const own = catalog.parts(node).filter((part) => part.kind === "column")
  return columns.every((name) => own.some((column) => column.name === name))
}

/** `() => hotels.id`, `() => [rooms.hotel_id, rooms.number]` */
function thunk(table: string, columns: readonly string[]): Code {
  const members = columns.map((column) => ({ doc: member(table, column) }))
  return {
    doc: ["() => ", members.length === 1 ? members[0]!.doc : list(members).doc],
    complex: true,
    ...(members.length > 1 ? { hugs: true } : {}),
  }
}

function viewColumns({ viewColumns: columns }: DeclaredWhole) {
  return (view: ObjectName): Argument =>
    Object.fromEntries(
      (columns.get(tableKey(view)) ?? []).map((column) => [column.name, columnArgument(column)]),
    )
}

function extras({ catalog }: DeclaredWhole) {
  return (view: ObjectName): Argument | undefined => {
    const parts: readonly SchemaNode[] = catalog.parts(view).filter((part) => part.kind === "index")
    return parts.length === 0 ? undefined : { "~print": "extras", parts }
  }
}
