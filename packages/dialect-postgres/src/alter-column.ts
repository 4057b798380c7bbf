import type { AlterColumn, ColumnNode } from "@aludel/core/dialect"

/** What is done to a column, each behind `alter column "x"`: `last` after the rows have been filled, where they are. */
export interface AlterActions {
  readonly first: readonly string[]
  readonly last: readonly string[]
}

/** The alterations of a column in the order in which they don't stand in each other's way. */
export function alterActions(
  operation: AlterColumn,
  columnType: (column: ColumnNode) => string,
): AlterActions {
  const { to, from, fill } = operation
  const changesType = to.type !== undefined
  const dropsDefault = to.default !== undefined && (to.default === null || changesType)
  const first = [
    // A default is converted with its column and stops the alteration where it can't be.
    ...(dropsDefault ? ["drop default"] : []),
    ...(to.identity === null ? ["drop identity"] : []),
    ...(to.nullable === true ? ["drop not null"] : []),
    ...(changesType ? [typeAction(operation, columnType)] : []),
    ...(typeof to.default === "string" ? [`set default ${to.default}`] : []),
  ]
  const last = [
    ...(to.nullable === false ? ["set not null"] : []),
    ...(to.identity ? [identityAction(to.identity, from?.identity)] : []),
  ]
  return fill === undefined ? { first: [...first, ...last], last: [] } : { first, last }
}

/** Whether the operation makes a column an identity that was none. */
export function becomesIdentity({ to, from }: AlterColumn): boolean {
  return Boolean(to.identity) && !from?.identity
}

function identityAction(
  to: { readonly always: boolean },
  from: { readonly always: boolean } | null | undefined,
): string {
  const words = to.always ? "always" : "by default"
  return from ? `set generated ${words}` : `add generated ${words} as identity`
}

function typeAction(
  { schema, table, name, to, from, using }: AlterColumn,
  columnType: (column: ColumnNode) => string,
): string {
  const column = (
    type: string,
    enumName: { readonly schema?: string; readonly name: string } | null | undefined,
  ): ColumnNode => ({
    kind: "column",
    ...(schema === undefined ? {} : { schema }),
    table,
    name,
    type,
    ...(enumName ? { enum: enumName } : {}),
  })
  const type = columnType(column(to.type!, to.enum))
  return `type ${type}${conversion(type, name, from?.enum != null && to.enum != null, using)}`
}

// PostgreSQL converts by itself only what it would convert in an insert: not text to numbers or enums. An explicit cast
// fails just as loudly, except that it cuts texts off, so these are left to the implicit one.
function conversion(type: string, name: string, betweenEnums: boolean, using: string | undefined): string {
  if (using !== undefined) return ` using ${using}`
  if (/^(?:var)?(?:char|bit)|^character|^"char"/i.test(type)) return ""
  const column = `"${name.replaceAll('"', '""')}"`
  return ` using ${column}${betweenEnums ? "::text" : ""}::${type}`
}
