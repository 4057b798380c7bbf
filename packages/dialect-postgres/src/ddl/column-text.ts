import type { ColumnNode, CompileContext } from "@aludel/core/dialect"
import { displayName, quoteName, tableOf } from "@aludel/core/dialect"

import { withoutParentheses } from "../expression.ts"
import { identityText } from "./identity-text.ts"
import { parameterList } from "./parameters-text.ts"
import { refuseForeign } from "./unsupported.ts"

/**
 * A column as it stands in `create table` and behind `add column`.
 *
 * @throws AludelError `dialect/unsupported` for what PostgreSQL has no words for
 */
export function columnText(column: ColumnNode, context: CompileContext): string {
  refuseForeign(columnName(column), column.notNull ?? {}, ["onConflict"])
  const { compression, collation, identity, generated } = column
  return [
    quoteName(column.name),
    context.columnType(column),
    compression === undefined ? "" : `compression ${compression}`,
    collation === undefined ? "" : `collate ${collation}`,
    identity === undefined ? "" : identityText(identity, column, context),
    generated === undefined ? "" : generatedText(generated),
    column.default === undefined ? "" : `default ${defaultText(column.default)}`,
    notNullText(column),
  ]
    .filter(Boolean)
    .join(" ")
}

/** What only `alter table` says of a new column: `alter column "c" set storage external`. */
export function columnSettings(column: ColumnNode): readonly string[] {
  const { storage, statistics, parameters, notNull } = column
  const alter = (words: string) => `alter column ${quoteName(column.name)} ${words}`
  return [
    ...(storage === undefined ? [] : [alter(`set storage ${storage}`)]),
    ...(statistics === undefined ? [] : [alter(`set statistics ${statistics}`)]),
    ...(parameters === undefined ? [] : [alter(`set ${parameterList(parameters)}`)]),
    ...(notNull?.notValid && !column.nullable ? [addNotNull(column)] : []),
  ]
}

/** `add constraint "n" not null "c" no inherit not valid`: the words of 18 for what is more than `set not null`. */
export function addNotNull({ name, notNull = {} }: Pick<ColumnNode, "name" | "notNull">): string {
  const named = notNull.name === undefined ? "" : `constraint ${quoteName(notNull.name)} `
  return `add ${named}not null ${quoteName(name)}${notNull.noInherit ? " no inherit" : ""}${notNull.notValid ? " not valid" : ""}`
}

/** What a column says of how its values are stored, which goes with its type. */
export function keptSettings({
  storage,
  compression,
}: Pick<ColumnNode, "storage" | "compression">): readonly string[] {
  return [
    ...(storage === undefined ? [] : [`set storage ${storage}`]),
    ...(compression === undefined ? [] : [`set compression ${compression}`]),
  ]
}

/** `generated always as (a + b) stored` */
function generatedText({ expression, stored }: NonNullable<ColumnNode["generated"]>): string {
  return `generated always as (${expression}) ${stored ? "stored" : "virtual"}`
}

/** A default as it stands behind `default`: a literal or a keyword as it is, everything else in parentheses. */
export function defaultText(text: string): string {
  return /^(?:'(?:[^']|'')*'|[+-]?\d+(?:\.\d+)?|null|true|false|current_(?:date|time|timestamp))$/i.test(text)
    ? text
    : `(${withoutParentheses(text)})`
}

/** The column for messages: `the column hotels.code`. */
export function columnName(column: {
  readonly schema?: string
  readonly table: string
  readonly name: string
}): string {
  return `the column ${displayName(tableOf(column))}.${column.name}`
}

// Names and NO INHERIT are kept by 18; before, a name is taken and forgotten.
function notNullText({ nullable, notNull = {} }: ColumnNode): string {
  if (nullable || notNull.notValid) return ""
  const named = notNull.name === undefined ? "" : `constraint ${quoteName(notNull.name)} `
  return `${named}not null${notNull.noInherit ? " no inherit" : ""}`
}
