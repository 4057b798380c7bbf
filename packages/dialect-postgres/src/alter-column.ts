import type {
  AlterColumn,
  ColumnChange,
  ColumnNode,
  CompileContext,
  Identity,
  Step,
} from "@aludel/core/dialect"
import { AludelError, literal, nodeKey, quoteName } from "@aludel/core/dialect"

import { block } from "./ddl/block-text.ts"
import { engineName } from "./engine-name.ts"
import { columnName, keptSettings } from "./ddl/column-text.ts"
import { changedNumbers, generation, identityText, turns } from "./ddl/identity-text.ts"
import { notNullChanges, setNotNull } from "./ddl/not-null-text.ts"
import { parameterActions } from "./ddl/parameters-text.ts"
import { pathText, tablePath } from "./ddl/path-text.ts"
import { alterTableSteps, statement } from "./ddl/step.ts"
import { aroundTypeChange, typeText } from "./ddl/type-change.ts"
import { refuseForeign, unsupported } from "./ddl/unsupported.ts"
import { neededVersion } from "./ddl/version-text.ts"

/**
 * Alters a column, in one statement as far as nothing must happen in between: the table is locked, and rewritten, once.
 *
 * @throws AludelError `dialect/unsupported` for what PostgreSQL can't change or has no words for
 */
export function alterColumn(operation: AlterColumn, context: CompileContext): readonly Step[] {
  const { to, fill } = operation
  refuseForeign(columnName(operation), to.notNull ?? {}, ["onConflict"])
  const from = changeBefore(operation, context)
  const table = tablePath(operation, context)
  const column = quoteName(operation.name)
  const alter = (actions: readonly string[]) => alterTableSteps(table, actions)
  const isRetyped = changesType(to)
  const around = isRetyped
    ? aroundTypeChange(columnNode(operation, to, context), context)
    : { drop: [], create: [] }
  const first = firstActions(operation, from, context)
  const last = lastActions(operation, from, context)
  const filled = to.nullable === false ? fill : undefined
  return [
    ...around.drop.map(statement),
    ...(to.generated
      ? [statement(neededVersion(17, `to compute ${columnName(operation)} in another way`))]
      : []),
    ...(filled === undefined
      ? alter([...first, ...last])
      : [
          ...alter(first),
          statement(`update ${table} set ${column} = ${filled} where ${column} is null`),
          ...alter(last),
        ]),
    ...(to.nullable === undefined && to.notNull !== undefined
      ? notNullChanges(operation, from.notNull, to.notNull).flatMap((action) => alter([action]))
      : []),
    ...(to.storage === null ? [defaultStorage(table, operation.name)] : []),
    ...identitySteps(operation, from, context),
    ...around.create.map(statement),
  ]
}

/** Whether PostgreSQL treats the change as one of the type, which it refuses while anything speaks of the column. */
export function changesType({ type, collation }: ColumnChange): boolean {
  return type !== undefined || collation !== undefined
}

function firstActions(
  operation: AlterColumn,
  from: ColumnChange,
  context: CompileContext,
): readonly string[] {
  const { to, name, using } = operation
  const isRetyped = changesType(to)
  const alter = (words: string) => `alter column ${quoteName(name)} ${words}`
  const betweenEnums = from.enum != null && to.enum != null
  return [
    // A default is converted with its column and stops the alteration where it can't be.
    ...(to.default === null || (to.default !== undefined && to.type !== undefined) ? ["drop default"] : []),
    ...(to.identity === null ? ["drop identity"] : []),
    ...generatedActions(operation, from),
    ...(to.nullable === true ? ["drop not null"] : []),
    ...(isRetyped
      ? [
          typeText(columnNode(operation, to, context), context, { using, betweenEnums }),
          ...keptSettings(keptBy(operation, context)),
        ]
      : []),
    ...(typeof to.default === "string" ? [`set default ${to.default}`] : []),
    ...(to.storage == null ? [] : [`set storage ${to.storage}`]),
    ...(to.compression === undefined ? [] : [`set compression ${to.compression ?? "default"}`]),
    ...(to.statistics === undefined ? [] : [`set statistics ${to.statistics ?? -1}`]),
    ...(to.parameters === undefined ? [] : parameterActions(from.parameters, to.parameters)),
  ].map(alter)
}

function lastActions(operation: AlterColumn, from: ColumnChange, context: CompileContext): readonly string[] {
  const { to, name } = operation
  return [
    ...(to.nullable === false ? [setNotNull(name, to.notNull ?? from.notNull)] : []),
    ...(to.identity
      ? [`alter column ${quoteName(name)} ${identityAction(operation, to.identity, from.identity, context)}`]
      : []),
  ]
}

function generatedActions(operation: AlterColumn, { generated: was }: ColumnChange): readonly string[] {
  const { generated } = operation.to
  if (generated === undefined) return []
  if (generated === null) return ["drop expression"]
  if (was && was.stored === generated.stored) return [`set expression as (${generated.expression})`]
  throw unsupported(
    `${columnName(operation)} can't become ${generated.stored ? "a stored" : "a virtual"} generated one: PostgreSQL decides that when a column is added`,
    "Drop the column, and add it as it shall be.",
  )
}

function identityAction(
  operation: AlterColumn,
  to: Identity,
  from: Identity | null | undefined,
  context: CompileContext,
): string {
  if (!from) return `add ${identityText(to, operation, context)}`
  const kind = to.always === from.always ? [] : [`set generated ${generation(to)}`]
  const numbers = changedNumbers(from, to).map((option) => `set ${option}`)
  // An action must say something; the same kind again changes nothing.
  const again = turns(from, to) ? ["restart"] : []
  return [...kind, ...numbers, ...again].join(" ") || `set generated ${generation(to)}`
}

function identitySteps(operation: AlterColumn, from: ColumnChange, context: CompileContext): readonly Step[] {
  const { to, schema, table, name } = operation
  if (!to.identity) return []
  if (!from.identity) return [statement(continueNumbers(tablePath(operation, context), name))]
  const own = engineName(table, name, "seq")
  const was = from.identity.sequence ?? own
  const is = to.identity.sequence ?? own
  if (was === is) return []
  const path = pathText(schema === undefined ? { name: was } : { schema, name: was }, context)
  return [statement(`alter sequence ${path} rename to ${quoteName(is)}`)]
}

// A new identity counts from its start, whatever rows there are; behind the last of them it goes on, if that is not before its
// start or beyond its end.
function continueNumbers(table: string, name: string): string {
  const sequence = `pg_catalog.pg_get_serial_sequence(${literal(table)}, ${literal(name)})::pg_catalog.regclass`
  const column = quoteName(name)
  const next = `(case when seqincrement > 0 then max(${column}) else min(${column}) end)::numeric + seqincrement`
  return `select pg_catalog.setval(seqrelid::pg_catalog.regclass, next::bigint, false) from pg_catalog.pg_sequence, lateral (select ${next} as next from ${table}) as rows where seqrelid = ${sequence} and next between seqmin and seqmax and (next - seqstart) * seqincrement > 0`
}

// `set storage default` is of 16; the type's own can be asked of every version.
function defaultStorage(table: string, name: string): Step {
  const alter = `alter table ${table} alter column ${quoteName(name)} set storage `.replaceAll("%", "%%")
  const words = `(select case typstorage when 'p' then 'plain' when 'e' then 'external' when 'm' then 'main' else 'extended' end from pg_catalog.pg_attribute join pg_catalog.pg_type t on t.oid = atttypid where attrelid = ${literal(table)}::regclass and attname = ${literal(name)})`
  return statement(block(`execute format(${literal(`${alter}%s`)}, ${words});`))
}

/** What the attributes that change were: as the operation says, else as the column is at this moment. */
function changeBefore(operation: AlterColumn, context: CompileContext): ColumnChange {
  return { ...columnBefore(operation, context), ...operation.from }
}

function columnBefore(
  { schema, table, name }: AlterColumn,
  { before }: CompileContext,
): ColumnNode | undefined {
  const place = schema === undefined ? { table } : { schema, table }
  return before?.get(nodeKey({ kind: "column", ...place, name })) as ColumnNode | undefined
}

function keptBy(
  operation: AlterColumn,
  context: CompileContext,
): Pick<ColumnNode, "storage" | "compression"> {
  const { storage, compression } = columnBefore(operation, context) ?? {}
  return {
    ...(storage === undefined || operation.to.storage !== undefined ? {} : { storage }),
    ...(compression === undefined || operation.to.compression !== undefined ? {} : { compression }),
  }
}

/** The column as the type is told of it: a new type has its own collation unless one is given. */
function columnNode(operation: AlterColumn, to: ColumnChange, context: CompileContext): ColumnNode {
  const { schema, table, name, from } = operation
  const known = columnBefore(operation, context)
  const type = to.type ?? from?.type ?? known?.type
  if (type === undefined) {
    throw new AludelError("operation/invalid", `the type of ${columnName(operation)} is not known`, {
      hint: "Say the type too where the collation changes: { type: t.text(), collation: '\"C\"' }.",
    })
  }
  const enumeration = to.type === undefined ? known?.enum : to.enum
  const collation = to.collation === undefined ? known?.collation : to.collation
  const generated = to.generated === undefined ? known?.generated : to.generated
  return {
    kind: "column",
    ...(schema === undefined ? {} : { schema }),
    table,
    name,
    type,
    ...(enumeration ? { enum: enumeration } : {}),
    ...(collation ? { collation } : {}),
    ...(generated ? { generated } : {}),
  }
}
