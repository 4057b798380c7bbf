import type { ColumnOverride, CompileContext, PartitionKey, TableNode } from "@aludel/core/dialect"
import { quoteName } from "@aludel/core/dialect"

import { defaultText } from "./column-text.ts"
import { withParameters } from "./parameters-text.ts"
import { pathText, tablePath } from "./path-text.ts"
import { refuseForeign } from "./unsupported.ts"

/**
 * `create table "t" (…)` with what stands before and behind the elements.
 *
 * @throws AludelError `dialect/unsupported` for what PostgreSQL has no words for
 */
export function createTableText(
  table: TableNode,
  elements: readonly string[],
  context: CompileContext,
  options: { readonly ifNotExists?: true } = {},
): string {
  refuseForeign(`the table ${table.name}`, table as unknown as Readonly<Record<string, unknown>>, [
    "strict",
    "withoutRowid",
  ])
  const { partitionOf, inherits = [] } = table
  const listed = `(${elements.join(", ")})`
  return [
    `create ${table.unlogged ? "unlogged " : ""}table ${options.ifNotExists ? "if not exists " : ""}${pathText(table, context)}`,
    partitionOf === undefined
      ? ` ${listed}`
      : ` partition of ${tablePath(partitionOf, context)}${elements.length === 0 ? "" : ` ${listed}`} ${partitionOf.bound}`,
    inherits.length === 0 ? "" : ` inherits (${inherits.map((each) => tablePath(each, context)).join(", ")})`,
    table.partitionBy === undefined ? "" : ` partition by ${partitionText(table.partitionBy)}`,
    table.accessMethod === undefined ? "" : ` using ${quoteName(table.accessMethod)}`,
    withParameters(table.parameters),
  ].join("")
}

/** What only `alter table` says of a new table, but for `replicaIdentity`, which may name an index. */
export function tableSettings(table: TableNode): readonly string[] {
  const overrides = Object.entries(table.overrides ?? {})
  return [
    ...overrides.flatMap(([column, override]) => overrideActions(column, {}, override)),
    ...(table.rowSecurity ? ["enable row level security"] : []),
    ...(table.forceRowSecurity ? ["force row level security"] : []),
  ]
}

/** `replica identity using index "ix"` */
export function replicaIdentityText(identity: TableNode["replicaIdentity"] | null): string {
  if (identity === undefined || identity === null) return "replica identity default"
  return typeof identity === "string"
    ? `replica identity ${identity}`
    : `replica identity using index ${quoteName(identity.index)}`
}

/** What turns one override of an inherited column into another; `inherited` is the default that the parents give it. */
export function overrideActions(
  column: string,
  from: ColumnOverride,
  to: ColumnOverride,
  inherited?: string,
): readonly string[] {
  const alter = (words: string) => `alter column ${quoteName(column)} ${words}`
  const value = to.default === undefined ? inherited : to.default
  const setsDefault = from.default !== to.default
  return [
    ...(!setsDefault ? [] : [alter(value == null ? "drop default" : `set default ${defaultText(value)}`)]),
    ...(from.nullable === to.nullable
      ? []
      : [alter(to.nullable === false ? "set not null" : "drop not null")]),
  ]
}

function partitionText({ strategy, keys }: NonNullable<TableNode["partitionBy"]>): string {
  return `${strategy} (${keys.map(partitionKeyText).join(", ")})`
}

function partitionKeyText(key: PartitionKey): string {
  return [
    "column" in key ? quoteName(key.column) : `(${key.expression})`,
    key.collation === undefined ? "" : `collate ${key.collation}`,
    key.operatorClass ?? "",
  ]
    .filter(Boolean)
    .join(" ")
}
