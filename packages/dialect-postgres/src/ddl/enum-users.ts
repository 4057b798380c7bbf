import type {
  ColumnNode,
  CompileContext,
  ConstraintNode,
  ForeignKeyNode,
  IndexNode,
  ObjectName,
  SchemaNode,
  TableNode,
} from "@aludel/core/dialect"
import { displayName, isConstraint, quoteName, tableOf } from "@aludel/core/dialect"

import { columnName, defaultText } from "./column-text.ts"
import { commentText } from "./comment-text.ts"
import { constraintText } from "./constraint-text.ts"
import type { Changed } from "./dependents.ts"
import { dropIndexText, indexText } from "./index-text.ts"
import { setNotNull } from "./not-null-text.ts"
import { pathText, tablePath } from "./path-text.ts"
import { unsupported } from "./unsupported.ts"
import { neededVersion } from "./version-text.ts"
import { namesObject, words } from "./words.ts"

/** What is done in tables around the making anew of an enumerated type. */
export interface EnumUsers {
  /** The columns that have the type, or arrays of it. */
  readonly columns: readonly Changed[]
  /** Takes away what compares or computes with the type; PostgreSQL would not convert it. */
  readonly loosen: readonly string[]
  /** Gives the columns the new type, with the defaults that name it. */
  readonly convert: readonly string[]
  /** Puts back what was taken away. */
  readonly fasten: readonly string[]
}

/**
 * Finds in the schema before what uses an enumerated type.
 *
 * @throws AludelError `dialect/unsupported` where a generated column has the type, which PostgreSQL can't convert
 */
export function enumUsers(type: ObjectName, context: CompileContext): EnumUsers {
  const nodes = context.before?.schema().nodes ?? []
  const all = nodes.filter((node) => node.kind === "column")
  const typed = all.filter((column) => isOf(column, type))
  refuseGenerated(typed, type)
  const speaks = (text: string | undefined) => text !== undefined && namesObject(words(text), type)
  const computed = all.filter(
    (column) => speaks(column.generated?.expression) || isComputedFrom(column, typed),
  )
  const bound = nodes.filter((node) => isBound(node, typed, speaks))
  const defaults = all.filter(
    (column) => speaks(column.default) || (typed.includes(column) && column.default !== undefined),
  )
  const overrides = nodes
    .filter((node) => node.kind === "table")
    .flatMap((table) => overridden(table, speaks))
  return {
    columns: typed.map((column) => ({ object: tableOf(column), column: column.name })),
    loosen: [
      ...(computed.length === 0
        ? []
        : [neededVersion(17, `to alter an enum that a generated column speaks of`)]),
      ...bound.toReversed().map((part) => dropped(part, context)),
      ...computed.flatMap((column) => suspended(column, context)),
      ...defaults.map((column) => alter(column, "drop default", context)),
      ...overrides.map(({ table, column }) =>
        alter({ ...placeOf(table), name: column }, "drop default", context),
      ),
    ],
    convert: [
      ...typed.map((column) => alter(column, conversion(column, context), context)),
      ...defaults.map((column) => alter(column, `set default ${defaultText(column.default!)}`, context)),
      ...overrides.map(({ table, column, value }) =>
        alter({ ...placeOf(table), name: column }, `set default ${defaultText(value)}`, context),
      ),
    ],
    fasten: [
      ...computed.flatMap((column) => resumed(column, context)),
      ...bound.flatMap((part) => created(part, context)),
    ],
  }
}

function refuseGenerated(typed: readonly ColumnNode[], type: ObjectName): void {
  const generated = typed.find((column) => column.generated !== undefined)
  if (generated === undefined) return
  throw unsupported(
    `${columnName(generated)} is generated and of the enum ${displayName(type)}, which can't be made anew beneath it`,
    "Drop the column, alter the enum, and add the column again.",
  )
}

type Bound = ConstraintNode | IndexNode

function isBound(
  node: SchemaNode,
  typed: readonly ColumnNode[],
  speaks: (text: string | undefined) => boolean,
): node is Bound {
  if (node.kind === "foreignKey") return isKeyOf(node, typed)
  const texts = textsOf(node)
  const own = typed.filter((column) => "table" in node && isSameTable(column, node as ColumnNode))
  return texts.some(
    (text) => speaks(text) || words(text).some(({ name }) => own.some((column) => column.name === name)),
  )
}

// PostgreSQL converts one side of a key at a time, and finds then that they don't fit.
function isKeyOf(key: ForeignKeyNode, typed: readonly ColumnNode[]): boolean {
  return typed.some((column) => isSameTable(column, key) && key.columns.includes(column.name))
}

/** The SQL in a check, an exclusion constraint or an index. */
function textsOf(node: SchemaNode): readonly string[] {
  if (node.kind === "check") return [node.expression]
  if (node.kind !== "index" && node.kind !== "exclusion") return []
  const keys = node.kind === "index" ? node.keys : node.elements
  return [
    ...keys.flatMap((key) => ("expression" in key ? [key.expression] : [])),
    ...(node.where === undefined ? [] : [node.where]),
  ]
}

function isComputedFrom(column: ColumnNode, typed: readonly ColumnNode[]): boolean {
  if (column.generated === undefined) return false
  const names = words(column.generated.expression)
  return typed.some((other) => isSameTable(other, column) && names.some(({ name }) => name === other.name))
}

function overridden(table: TableNode, speaks: (text: string | undefined) => boolean) {
  return Object.entries(table.overrides ?? {}).flatMap(([column, { default: value }]) =>
    typeof value === "string" && speaks(value) ? [{ table, column, value }] : [],
  )
}

function dropped(part: Bound, context: CompileContext): string {
  return isConstraint(part)
    ? `alter table ${tablePath(part, context)} drop constraint ${quoteName(part.name)}`
    : dropIndexText(part, context)
}

function created(part: Bound, context: CompileContext): readonly string[] {
  const table = tablePath(part, context)
  const name = isConstraint(part)
    ? `constraint ${quoteName(part.name)} on ${table}`
    : `index ${pathText({ ...part, name: part.name }, context)}`
  return [
    isConstraint(part)
      ? `alter table ${table} add ${constraintText(part, context)}`
      : indexText(part, context),
    ...(part.comment === undefined ? [] : [commentText(name, part.comment)]),
  ]
}

function suspended(column: ColumnNode, context: CompileContext): readonly string[] {
  return [
    ...(column.nullable ? [] : [alter(column, "drop not null", context)]),
    alter(column, `set expression as (null::${context.columnType(column)})`, context),
  ]
}

function resumed(column: ColumnNode, context: CompileContext): readonly string[] {
  const { name, nullable, notNull, generated } = column
  return [
    alter(column, `set expression as (${generated!.expression})`, context),
    ...(nullable ? [] : [`alter table ${tablePath(column, context)} ${setNotNull(name, notNull)}`]),
  ]
}

// Nothing is converted to an enumerated type by itself, but everything through text.
function conversion(column: ColumnNode, context: CompileContext): string {
  const type = context.columnType(column)
  const through = column.enum === undefined ? "text[]" : "text"
  return `type ${type} using ${quoteName(column.name)}::${through}::${type}`
}

function alter(
  column: Pick<ColumnNode, "schema" | "table" | "name">,
  words: string,
  context: CompileContext,
): string {
  return `alter table ${tablePath(column, context)} alter column ${quoteName(column.name)} ${words}`
}

function isOf({ type, enum: enumeration }: ColumnNode, { schema, name }: ObjectName): boolean {
  if (enumeration !== undefined) return enumeration.name === name && enumeration.schema === schema
  if (!type.endsWith("[]")) return false
  const [first, second, ...rest] = words(type)
  const path = second === undefined ? [undefined, first?.name] : [first?.name, second.name]
  return rest.length === 0 && path[0] === schema && path[1] === name
}

function isSameTable(a: { readonly schema?: string; readonly table: string }, b: typeof a): boolean {
  return a.table === b.table && a.schema === b.schema
}

function placeOf({ schema, name }: TableNode) {
  return schema === undefined ? { table: name } : { schema, table: name }
}
