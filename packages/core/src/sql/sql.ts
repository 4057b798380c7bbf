import { AludelError } from "../errors/error.ts"

const brand = Symbol.for("aludel.sql")

/** A name that the engine quotes, one text per level: `["billing", "invoices"]`. */
export interface Identifier {
  readonly identifier: readonly string[]
}

/** What stands between two fragments: a bound value or a name. */
export type SqlPart = { readonly value: unknown } | Identifier

/** SQL text with its holes, as plain data: `fragments.length === parts.length + 1`. */
export interface SqlData {
  readonly fragments: readonly string[]
  readonly parts: readonly SqlPart[]
}

/**
 * A piece of SQL. Besides being ours it is a Kysely `Expression`, so it can be used inside Kysely's builders,
 * although this file does not import Kysely.
 */
export interface Sql<T = unknown> extends SqlData {
  readonly [brand]: true
  /** Only for types, as in Kysely's `Expression`. */
  get expressionType(): T | undefined
  /** Kysely's node of this SQL; its type is Kysely's `RawNode`. */
  toOperationNode(): never
}

/**
 * SQL with values: `` sql`lower(${"A"})` ``. Values are bound where the statement allows it and become literals in
 * definitions (defaults, checks); another `sql` goes in as it is.
 */
export function sql<T = unknown>(strings: TemplateStringsArray, ...values: readonly unknown[]): Sql<T> {
  const fragments = [strings[0] ?? ""]
  const parts: SqlPart[] = []
  values.forEach((value, index) => {
    const inner: SqlData = isSql(value) ? value : { fragments: ["", ""], parts: [{ value }] }
    inner.fragments.forEach((fragment, position) => {
      if (position === 0) fragments.push(`${fragments.pop()}${fragment}`)
      else {
        parts.push(inner.parts[position - 1]!)
        fragments.push(fragment)
      }
    })
    fragments.push(`${fragments.pop()}${strings[index + 1] ?? ""}`)
  })
  return fromData({ fragments, parts })
}

/** SQL text as it stands: no values, no quoting. */
sql.raw = <T = unknown>(text: string): Sql<T> => fromData({ fragments: [text], parts: [] })

/** A name quoted by the engine: `sql.id("billing", "invoices")`. */
sql.id = (...identifier: readonly string[]): Sql => fromData({ fragments: ["", ""], parts: [{ identifier }] })

/** Whether a value is a piece of SQL made by {@link sql}, of this copy of core or another. */
export function isSql(value: unknown): value is Sql {
  return typeof value === "object" && value !== null && brand in value
}

/** Makes the live value from its data, as read back from a stored operation. */
export function fromData<T = unknown>(data: SqlData): Sql<T> {
  return Object.freeze(new SqlPiece(data)) as unknown as Sql<T>
}

// The members stand on the class: a schema of some size has thousands of these.
class SqlPiece implements SqlData {
  readonly [brand] = true
  readonly fragments: readonly string[]
  readonly parts: readonly SqlPart[]

  constructor({ fragments, parts }: SqlData) {
    this.fragments = Object.freeze([...fragments])
    this.parts = Object.freeze([...parts])
  }

  get expressionType(): undefined {
    return undefined
  }

  toOperationNode(): object {
    return rawNode(this)
  }
}

/**
 * The SQL as one text with literals in the place of values, for definitions, where engines take no bound values.
 *
 * @throws AludelError `schema/invalid` where a value has no literal (an object, a function)
 */
export function sqlText(data: SqlData): string {
  return data.fragments.reduce((text, fragment, index) => {
    const part = data.parts[index - 1]
    if (part === undefined) return text + fragment
    return (
      text +
      ("identifier" in part ? part.identifier.map(quoteName).join(".") : literal(part.value)) +
      fragment
    )
  }, "")
}

/** A name in double quotes, as the SQL standard has it. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/**
 * A value as a literal of standard SQL: text, number, bigint, boolean, null.
 *
 * @throws AludelError `schema/invalid` for anything else
 */
export function literal(value: unknown): string {
  if (value === null) return "null"
  if (typeof value === "string") return `'${value.replaceAll("'", "''")}'`
  if (typeof value === "bigint" || typeof value === "boolean") return String(value)
  if (typeof value === "number" && Number.isFinite(value)) return String(value)
  throw new AludelError("schema/invalid", `no SQL literal can be made of ${describe(value)}`, {
    hint: "Write the value as SQL text: sql`…`.",
  })
}

function describe(value: unknown): string {
  return typeof value === "object" ? `a value of type ${value?.constructor?.name ?? "object"}` : String(value)
}

// Kysely's nodes are plain data, which is what lets this module stay without the import (95 ms of start-up).
function rawNode(data: SqlData): object {
  return {
    kind: "RawNode",
    sqlFragments: data.fragments,
    parameters: data.parts.map((part) =>
      "identifier" in part ? identifierNode(part.identifier) : { kind: "ValueNode", value: part.value },
    ),
  }
}

function identifierNode(names: readonly string[]): object {
  const nodes = names.map((name) => ({ kind: "IdentifierNode", name }))
  return { kind: "RawNode", sqlFragments: ["", ...nodes.slice(1).map(() => "."), ""], parameters: nodes }
}
