import type { RenameColumn, RenameTable } from "../operations/operation.ts"
import { nodeKey, tableKey, type Catalog } from "../schema/catalog.ts"
import type { DeclaredRename } from "../schema/define-schema.ts"
import { byteLength, longestName } from "../schema/names.ts"
import { rename, type Rename } from "./renames.ts"

type Plain = RenameColumn | RenameTable

/**
 * The declared renames that a database has not seen yet, in an order in which each new name is free; tables before
 * columns. A rename stays in the declaration as long as people like, so it counts only where the old name is there and the
 * new one is not, or is itself given up by another. Names that change places go by way of a third.
 *
 * @param live the database; the renames are made in it
 * @param isMade whether a revision has made a rename already, which alone tells for names that change places
 */
export function pendingRenames(
  declared: readonly DeclaredRename[],
  live: Catalog,
  isMade: (operation: Rename) => boolean = () => false,
): readonly Rename[] {
  const tables = declared.filter(({ table }) => table === undefined).map(operationOf)
  const columns = declared.filter(({ table }) => table !== undefined).map(operationOf)
  return [...inFreeOrder(tables, live, isMade), ...inFreeOrder(columns, live, isMade)]
}

/** Renames in an order in which each new name is free, made in the catalog; those that have nothing to rename are left out. */
export function inFreeOrder(
  renames: readonly Plain[],
  live: Catalog,
  isMade: (operation: Rename) => boolean = () => false,
): readonly Rename[] {
  const made: Rename[] = []
  const make = (operation: Plain) => {
    rename(live, [operation])
    made.push(operation)
  }
  let open = renames.filter((each) => isThere(live, each, each.from))
  for (let before = -1; before !== open.length;) {
    before = open.length
    const free = open.filter((each) => !isThere(live, each, each.to))
    free.forEach(make)
    open = open.filter((each) => !free.includes(each) && isThere(live, each, each.from))
  }
  // What is left goes round in rings, or has a new name that something else holds.
  for (const ring of ringsIn(open)) {
    if (ring.some(isMade)) continue
    const [first] = ring as readonly [Plain]
    const meanwhile = freeName(live, first)
    make({ ...first, to: meanwhile })
    for (const each of ring.slice(1)) make(each)
    make({ ...first, from: meanwhile })
  }
  return made
}

/** Each ring begins with the rename whose new name is given up by the last. */
function ringsIn(renames: readonly Plain[]): readonly (readonly Plain[])[] {
  const bySource = new Map(renames.map((each) => [keyOf(each, each.from), each]))
  const seen = new Set<Plain>()
  return renames.flatMap((start) => {
    if (seen.has(start)) return []
    const ring: Plain[] = []
    for (let each: Plain | undefined = start; each !== undefined && !seen.has(each);) {
      seen.add(each)
      ring.push(each)
      each = bySource.get(keyOf(each, each.to))
      // From behind: the name that the first gives up is taken by the last.
      if (each === start) return [[start, ...ring.slice(1).toReversed()]]
    }
    return []
  })
}

function operationOf({ table, schema, from, to }: DeclaredRename): Plain {
  const place = schema === undefined ? {} : { schema }
  return table === undefined
    ? { kind: "renameTable", ...place, from, to }
    : { kind: "renameColumn", ...place, table, from, to }
}

function isThere(live: Catalog, operation: Plain, name: string): boolean {
  return live.get(keyOf(operation, name)) !== undefined
}

function keyOf(operation: Plain, name: string): string {
  const { kind, schema } = operation
  const place = schema === undefined ? {} : { schema }
  if (kind === "renameTable") return tableKey({ ...place, name })
  return nodeKey({ kind: "column", ...place, table: operation.table, name })
}

function freeName(live: Catalog, operation: Plain): string {
  const names = ["_before", "_meanwhile", "_for_now"].map((end) => `${operation.from}${end}`)
  return (
    names.find((name) => byteLength(name) <= longestName && !isThere(live, operation, name)) ??
    `before_${globalThis.crypto.randomUUID().slice(0, 8)}`
  )
}
