import type { DeclarationWords } from "../dialect/declaration.ts"
import type { ColumnNode } from "../schema/nodes/columns.ts"
import type { DeclaredItem } from "./declared-items.ts"
import { columnStart, isPortable, typeCode } from "./column.ts"
import { plainCode } from "./plain.ts"
import type { ColumnStart, Scope } from "./scope.ts"
import { quoted } from "./syntax.ts"

type ColumnType = Pick<ColumnNode, "type" | "enum">

/** Finds the declared type that a column has: an enum's, or one by the text of its name. */
export type FindType = (column: ColumnType) => DeclaredItem | undefined

/** How to find the declared types among the items that make columns. */
export function typeFinder(items: readonly DeclaredItem[]): FindType {
  const named = new Map(
    items.map((item) => [keyOf("schema" in item.node ? item.node.schema : undefined, item.node.name), item]),
  )
  return ({ type, enum: enumeration }) => {
    if (enumeration !== undefined) return named.get(keyOf(enumeration.schema, enumeration.name))
    const parts = identifiers(type)
    if (parts === undefined) return undefined
    return parts.length === 1 ? named.get(keyOf(undefined, parts[0]!)) : named.get(keyOf(parts[0], parts[1]!))
  }
}

function keyOf(schema: string | undefined, name: string): string {
  return JSON.stringify([schema ?? "", name])
}

/** The parts of a name as SQL writes it: `billing."Odd"`. Nothing where the text is more than a name. */
function identifiers(text: string): readonly string[] | undefined {
  const part = String.raw`(?:"((?:[^"]|"")+)"|([^\s"().\[\]]+))`
  const match = new RegExp(`^${part}(?:\\.${part})?$`, "u").exec(text)
  if (match === null) return undefined
  const [, quotedFirst, plainFirst, quotedSecond, plainSecond] = match
  const parts = [
    quotedFirst?.replaceAll('""', '"') ?? plainFirst,
    quotedSecond?.replaceAll('""', '"') ?? plainSecond,
  ]
  return parts.filter((name) => name !== undefined)
}

/** How a column of the type begins in a declaration; nothing where only `t.type("…")` can say it. */
export function declaredStart(
  column: ColumnType,
  {
    words,
    find,
    use,
    scope,
  }: { words: DeclarationWords; find: FindType; use(item: DeclaredItem): string; scope: Scope },
): ColumnStart | undefined {
  if (words.array !== undefined && column.type.endsWith("[]")) {
    const inner = { ...column, type: column.type.slice(0, -2) }
    const isKnown =
      find(inner) !== undefined || words.type?.(inner.type) !== undefined || isPortable(inner.type)
    return isKnown
      ? { head: scope.use("t"), calls: [[words.array, typeCode(inner, scope)]] }
      : byText(column, scope)
  }
  const item = find(column)
  if (item !== undefined) return { head: `${use(item)}()`, calls: [], callsInHead: 1 }
  if (column.enum !== undefined) return byText(column, scope)
  const call = words.type?.(column.type)
  if (call === undefined) return columnStart(column, scope)
  const [method, ...args] = call
  return {
    head: scope.use("t"),
    calls: [[method, ...args.map((arg) => plainCode(arg, () => ({ doc: "" })))]],
  }
}

function byText({ type }: ColumnType, scope: Scope): ColumnStart {
  return { head: scope.use("t"), calls: [["type", { doc: quoted(type) }]] }
}
