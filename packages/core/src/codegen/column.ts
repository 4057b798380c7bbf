import { plainDefault, type Plain } from "../operations/plain-default.ts"
import { columnText, displayName } from "../schema/catalog.ts"
import type { SchemaNode } from "../schema/model.ts"
import type { ColumnNode } from "../schema/nodes/columns.ts"
import type { ForeignKeyNode } from "../schema/nodes/constraints.ts"
import { attributesCode, identityCall, withCall } from "./attributes.ts"
import type { Call, ColumnStart, Scope } from "./scope.ts"
import { sqlCode } from "./sql.ts"
import { chain, object, quoted, type Code } from "./syntax.ts"

type ColumnType = Pick<ColumnNode, "type" | "enum">

/** A column as a chain of calls: `t.integer().identity().primaryKey("pk_hotels")`. */
export function columnCode(column: ColumnNode, parts: readonly SchemaNode[], scope: Scope): Code {
  return columnChain(
    column,
    [...attributeCalls(column, scope), ...parts.map((part) => constraintCall(part, scope))],
    scope,
  )
}

/** A column of just a type: `t.varchar(20)`. */
export function typeCode(column: ColumnType, scope: Scope): Code {
  return columnChain(column, [], scope)
}

function columnChain(column: ColumnType, calls: readonly Call[], scope: Scope): Code {
  const start = ownStart(column, scope) ?? scope.declared?.type(column) ?? columnStart(column, scope)
  return chain(start.head, [...start.calls, ...calls], start.callsInHead)
}

function ownStart(column: ColumnType, scope: Scope): ColumnStart | undefined {
  const head = isWhole(column) ? scope.ownType?.(column) : undefined
  return head === undefined ? undefined : { head, calls: [], callsInHead: 1 }
}

// Where an alteration speaks of a type alone, no column is at hand.
function isWhole(column: ColumnType): column is ColumnNode {
  return "name" in column
}

/** The beginning of a column with what every `t` has: `t.varchar(20)`. */
export function columnStart(column: ColumnType, scope: Scope): ColumnStart {
  const [method, ...args] = typeCall(column)
  // `t.enum("kind")()`: calling what was made is one call more.
  return {
    head: scope.use("t"),
    calls:
      column.enum === undefined
        ? [[method, ...args]]
        : [[`${method}(${args.map((arg) => arg.doc as string).join(", ")})`]],
    callsInHead: column.enum === undefined ? 0 : 1,
  }
}

const plainTypes = new Set([
  "integer",
  "smallint",
  "bigint",
  "double",
  "numeric",
  "text",
  "uuid",
  "boolean",
  "timestamptz",
  "timestamp",
  "date",
  "time",
  "json",
  "bytes",
])

/** Whether every `t` has a method for the type. */
export function isPortable(type: string): boolean {
  return typeCall({ type })[0] !== "type"
}

function typeCall({ type, enum: enumeration }: ColumnType): Call {
  if (enumeration !== undefined) return ["enum", text(displayName(enumeration))]
  if (plainTypes.has(type)) return [type]
  const length = /^varchar\((\d+)\)$/.exec(type)
  if (length !== null) return ["varchar", { doc: length[1]! }]
  const digits = /^numeric\((\d+),(\d+)\)$/.exec(type)
  if (digits === null) return ["type", text(type)]
  const [, precision, scale] = digits as unknown as readonly [string, string, string]
  return ["numeric", { doc: precision }, ...(scale === "0" ? [] : [{ doc: scale }])]
}

const spelled = ["type", "enum", "identity", "nullable", "generated", "default"]

function attributeCalls(column: ColumnNode, scope: Scope): readonly Call[] {
  const { identity, nullable, generated, default: value } = column
  return [
    ...(identity === undefined ? [] : [identityCall(identity)]),
    ...(nullable ? [["nullable"] as const] : []),
    ...(generated === undefined ? [] : [generatedCall(generated, scope)]),
    ...(value === undefined ? [] : [["default", defaultCode(column, value, scope)] as const]),
    ...withCall(column, spelled),
  ]
}

function generatedCall({ expression, stored }: NonNullable<ColumnNode["generated"]>, scope: Scope): Call {
  const sql = sqlCode({ fragments: [expression], parts: [] }, scope)
  return stored ? ["generated", sql, object([["stored", { doc: "true" }]])] : ["generated", sql]
}

function constraintCall(part: SchemaNode, scope: Scope): Call {
  if (part.kind === "foreignKey") return referencesCall(part, scope)
  const name = writtenName(part, scope)
  const attributes = attributesCode(part, ["columns", "expression"])
  const given = [
    ...(name === undefined && attributes === undefined
      ? []
      : [name === undefined ? undefinedCode : text(name)]),
    ...(attributes === undefined ? [] : [attributes]),
  ]
  if (part.kind !== "check") return [part.kind, ...given]
  return ["check", sqlCode({ fragments: [part.expression], parts: [] }, scope), ...given]
}

const undefinedCode: Code = { doc: "undefined" }

/** The name of a constraint or an index as it is written; nothing where it goes without saying. */
export function writtenName(part: SchemaNode, scope: Scope): string | undefined {
  return scope.declared === undefined ? part.name : scope.declared.name(part)
}

function referencesCall(key: ForeignKeyNode, scope: Scope): Call {
  const { references } = key
  const target = targetCode(key, scope) ?? text(columnText(references, references.columns[0]!))
  const name = writtenName(key, scope)
  const options = attributesCode(key, ["columns", "references"], name === undefined ? {} : { name })
  return ["references", target, ...(options === undefined ? [] : [options])]
}

/** Where a foreign key points as a declaration says it with what it declares; nothing where only text does, as for one that dangles. */
export function targetCode({ references, dangling }: ForeignKeyNode, scope: Scope): Code | undefined {
  return dangling ? undefined : scope.declared?.target(references)
}

/** A default as the plain value that gives the same SQL, where its column's type takes one, else as SQL. */
function defaultCode(column: ColumnNode, sql: string, scope: Scope): Code {
  const own = scope.ownDefault?.(sql, column)
  if (own !== undefined) return { doc: own }
  const value = plainDefault(sql, column)
  const isTyped = value !== undefined && (scope.declared === undefined || takes(column, value))
  if (!isTyped) return sqlCode({ fragments: [sql], parts: [] }, scope)
  return {
    doc: typeof value === "string" ? quoted(value) : typeof value === "bigint" ? `${value}n` : String(value),
  }
}

const takers = {
  string: /^(?:text|varchar\(\d+\)|uuid|time|timestamptz|timestamp|date|json)$/,
  number: /^(?:smallint|integer|bigint|double|numeric(?:\(.*\))?)$/,
  bigint: /^bigint$/,
  boolean: /^boolean$/,
} as const

/** Whether every `t` types a column such that it takes the value; an engine may store it in columns of other types, too. */
function takes({ type, enum: enumeration }: ColumnType, value: Plain): boolean {
  const kind = typeof value as keyof typeof takers
  return enumeration === undefined ? takers[kind].test(type) : kind === "string"
}

function text(value: string): Code {
  return { doc: quoted(value) }
}
