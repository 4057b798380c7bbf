import type { ConflictAction, Deferrable, ReferentialAction } from "@aludel/core/dialect"

import { expressionText } from "./expression.ts"
import { reader, type Reader } from "./reader.ts"
import { isKeyword, listItems, tokenize, type Token } from "./tokenizer.ts"

/** A column as the stored SQL of its table has it. */
export interface StoredColumn {
  readonly name: string
  /** The declared type as it is written; empty where there is none. */
  readonly type: string
  readonly default?: string
  readonly collate?: string
  /** The expression that computes the column. */
  readonly generated?: { readonly expression: string; readonly stored: boolean }
  readonly autoincrement?: true
}

/** The columns of a key, with what their order and collations are. */
export interface StoredKeyColumns {
  readonly columns: readonly string[]
  readonly descending?: readonly string[]
  /** By column, as they are written. */
  readonly collations?: Readonly<Record<string, string>>
}

/** A constraint as the stored SQL of its table has it. */
export type StoredConstraint = {
  /** Absent where it was given none. */
  readonly name?: string
  /** The column that it is written on; absent: on the table. */
  readonly column?: string
} & (
  | ({
      readonly kind: "primaryKey" | "unique"
      readonly onConflict?: ConflictAction
      readonly autoincrement?: true
    } & StoredKeyColumns)
  | { readonly kind: "notNull"; readonly onConflict?: ConflictAction }
  | { readonly kind: "check"; readonly expression: string }
  | {
      readonly kind: "foreignKey"
      readonly columns: readonly string[]
      readonly table: string
      /** Empty: the primary key of that table. */
      readonly references: readonly string[]
      readonly onDelete?: ReferentialAction
      readonly onUpdate?: ReferentialAction
      readonly match?: "full"
      readonly deferrable?: Deferrable
    }
)

/** What the SQL of a table says. */
export interface StoredTable {
  readonly columns: readonly StoredColumn[]
  /** In the order in which they are written. */
  readonly constraints: readonly StoredConstraint[]
  /** What stands behind the parentheses, in lower case: `strict`, `without rowid`. */
  readonly options: readonly string[]
}

/** Reads the `create table` statement that SQLite keeps in `sqlite_schema`. */
export function readStoredTable(sql: string): StoredTable {
  const from = reader(tokenize(sql))
  let body = from.group()
  while (body === undefined && !from.ended()) {
    from.next()
    body = from.group()
  }
  const columns: StoredColumn[] = []
  const constraints: StoredConstraint[] = []
  for (const item of listItems(body ?? [])) {
    if (startsConstraint(item[0])) constraints.push(...tableConstraints(reader(item)))
    else columns.push(column(reader(item), constraints))
  }
  return { columns, constraints, options: options(from) }
}

function startsConstraint(token: Token | undefined): boolean {
  return ["constraint", "primary", "unique", "check", "foreign"].some((word) => isKeyword(token, word))
}

// The comma between two of them may be missing.
function tableConstraints(from: Reader): readonly StoredConstraint[] {
  const found: StoredConstraint[] = []
  while (!from.ended()) {
    const constraint = tableConstraint(from, constraintName(from))
    if (constraint === undefined) from.next()
    else found.push(constraint)
  }
  return found
}

type Name = { readonly name?: string }

function constraintName(from: Reader): Name {
  return from.take("constraint") ? { name: from.name() } : {}
}

function tableConstraint(from: Reader, name: Name): StoredConstraint | undefined {
  if (from.take("primary", "key"))
    return { kind: "primaryKey", ...name, ...keyColumns(from.group()), ...onConflict(from) }
  if (from.take("unique"))
    return { kind: "unique", ...name, ...keyColumns(from.group()), ...onConflict(from) }
  if (from.take("check")) return { kind: "check", ...name, expression: expressionText(from.group() ?? []) }
  if (from.take("foreign", "key")) return foreignKey(from, name, keyColumns(from.group()).columns)
  return undefined
}

// "Abort" is what a constraint does anyway.
function onConflict(from: Reader): { readonly onConflict?: ConflictAction } {
  if (!from.take("on", "conflict")) return {}
  const word = from.name().toLowerCase()
  return word === "abort" ? {} : { onConflict: word as ConflictAction }
}

function foreignKey(
  from: Reader,
  name: Name & { readonly column?: string },
  columns: readonly string[],
): StoredConstraint {
  from.take("references")
  const table = from.name()
  const references = keyColumns(from.group()).columns
  let actions = {}
  for (;;) {
    if (from.take("on", "delete")) actions = { ...actions, ...action("onDelete", from) }
    else if (from.take("on", "update")) actions = { ...actions, ...action("onUpdate", from) }
    else if (from.take("match"))
      actions = { ...actions, ...(from.name().toLowerCase() === "full" ? { match: "full" } : {}) }
    else if (from.take("not", "deferrable")) deferrable(from)
    else if (from.take("deferrable")) actions = { ...actions, deferrable: deferrable(from) }
    else return { kind: "foreignKey", ...name, columns, table, references, ...actions }
  }
}

function deferrable(from: Reader): Deferrable {
  if (from.take("initially", "deferred")) return "deferred"
  from.take("initially", "immediate")
  return "immediate"
}

function action<K extends string>(key: K, from: Reader): Partial<Record<K, ReferentialAction>> {
  if (from.take("no", "action")) return {}
  const words = from.take("set") ? `set ${from.name()}` : from.name()
  return { [key]: words.toLowerCase() as ReferentialAction } as Partial<Record<K, ReferentialAction>>
}

function keyColumns(
  list: readonly Token[] | undefined,
): StoredKeyColumns & { readonly autoincrement?: true } {
  const items = listItems(list ?? [])
  const name = (item: readonly Token[]) => item[0]?.value ?? ""
  const descending = items.filter((item) => item.some((token) => isKeyword(token, "desc"))).map(name)
  const collations = items.flatMap((item) => {
    const collate = item.findIndex((token) => isKeyword(token, "collate"))
    return collate > 0 ? [[name(item), item[collate + 1]?.value ?? ""] as const] : []
  })
  return {
    columns: items.map(name),
    ...(descending.length === 0 ? {} : { descending }),
    ...(collations.length === 0 ? {} : { collations: Object.fromEntries(collations) }),
    ...(items.some((item) => isKeyword(item.at(-1), "autoincrement")) ? { autoincrement: true } : {}),
  }
}

function column(from: Reader, constraints: StoredConstraint[]): StoredColumn {
  const name = from.name()
  const type = declaredType(from)
  let attributes: Partial<StoredColumn> = {}
  while (!from.ended()) {
    const given = constraintName(from)
    const constraint = columnConstraint(from, { ...given, column: name })
    if (constraint !== undefined) constraints.push(constraint)
    const attribute = columnAttribute(from)
    attributes = { ...attributes, ...attribute }
    if (constraint === undefined && attribute === undefined) from.next()
  }
  return { name, type, ...attributes }
}

const endOfType = [
  "constraint",
  "primary",
  "not",
  "null",
  "unique",
  "check",
  "default",
  "collate",
  "references",
  "generated",
  "as",
]

function declaredType(from: Reader): string {
  const words: string[] = []
  while (!from.ended() && !endOfType.some((word) => isKeyword(from.peek(), word))) {
    const size = words.length === 0 ? undefined : from.group()
    if (size !== undefined) words.push(`${words.pop()}(${size.map(({ text }) => text).join("")})`)
    else words.push(from.next()?.value ?? "")
  }
  return words.join(" ")
}

function columnConstraint(
  from: Reader,
  place: Name & { readonly column: string },
): StoredConstraint | undefined {
  const columns = [place.column]
  if (from.take("primary", "key")) {
    const order = from.take("desc") ? { descending: columns } : {}
    from.take("asc")
    return { kind: "primaryKey", ...place, columns, ...order, ...onConflict(from) }
  }
  if (from.take("unique")) return { kind: "unique", ...place, columns, ...onConflict(from) }
  if (from.take("not", "null")) return { kind: "notNull", ...place, ...onConflict(from) }
  if (from.take("check")) return { kind: "check", ...place, expression: expressionText(from.group() ?? []) }
  return isKeyword(from.peek(), "references") ? foreignKey(from, place, columns) : undefined
}

function columnAttribute(from: Reader): Partial<StoredColumn> | undefined {
  if (from.take("default")) return { default: defaultText(from) }
  if (from.take("collate")) return { collate: from.name() }
  if (from.take("autoincrement")) return { autoincrement: true }
  if (from.take("generated", "always", "as") || from.take("as")) {
    const expression = expressionText(from.group() ?? [])
    return { generated: { expression, stored: from.take("stored") } }
  }
  return undefined
}

function defaultText(from: Reader): string {
  const group = from.group()
  if (group !== undefined) return expressionText(group)
  const first = from.next()?.text ?? ""
  return first === "-" || first === "+" ? `${first}${from.next()?.text ?? ""}` : first
}

function options(from: Reader): readonly string[] {
  const words: string[] = []
  while (!from.ended()) words.push(from.next()?.value.toLowerCase() ?? "")
  return words.join(" ").split(" , ").filter(Boolean)
}
