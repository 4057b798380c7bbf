import type { ColumnNode, CompileContext, IndexNode, TableNode } from "@aludel/core/dialect"
import { displayName, isConstraint, quoteName, tableKey, tableOf } from "@aludel/core/dialect"

import { defaultText } from "../ddl/column-text.ts"
import { commentText } from "../ddl/comment-text.ts"
import { constraintText } from "../ddl/constraint-text.ts"
import { dropIndexText, indexText } from "../ddl/index-text.ts"
import { setNotNull } from "../ddl/not-null-text.ts"
import { pathText, tablePath } from "../ddl/path-text.ts"
import { replicaIdentityText } from "../ddl/table-text.ts"
import { neededVersion } from "../ddl/version-text.ts"
import { place, type Surroundings } from "./changed.ts"
import type { Bound, Dependents } from "./dependents.ts"

/** The statements that take away what stands on something in tables, and give it back. Columns computed from it say something else meanwhile. */
export function tablePartsTexts(found: Dependents, context: CompileContext): Surroundings {
  const { computed, bound, defaults, overrides } = found
  const tables = [...Map.groupBy(computed, (column) => tablePath(column, context))]
  const keysFirst = bound.toSorted(
    (a, b) => Number(b.kind === "foreignKey") - Number(a.kind === "foreignKey"),
  )
  return {
    drop: [
      ...(computed.length === 0
        ? []
        : [neededVersion(17, `to change what ${names(computed)} computed from`)]),
      ...keysFirst.map((part) => dropped(part, context)),
      ...tables.map(
        ([table, columns]) =>
          `alter table ${table} ${columns.flatMap((column) => suspended(column, context)).join(", ")}`,
      ),
      ...defaults.map((column) => alterColumnText(column, "drop default", context)),
      ...overrides.map((each) => alterColumnText(columnOf(each), "drop default", context)),
    ],
    create: [
      ...defaults.map((column) =>
        alterColumnText(column, `set default ${defaultText(column.default!)}`, context),
      ),
      ...overrides.map((each) =>
        alterColumnText(columnOf(each), `set default ${defaultText(each.value)}`, context),
      ),
      ...tables.map(([table, columns]) => `alter table ${table} ${columns.flatMap(resumed).join(", ")}`),
      ...keysFirst.toReversed().flatMap((part) => created(part, context)),
    ],
  }
}

/** `alter table "t" alter column "c" …` */
export function alterColumnText(
  column: Pick<ColumnNode, "schema" | "table" | "name">,
  words: string,
  context: CompileContext,
): string {
  return `alter table ${tablePath(column, context)} alter column ${quoteName(column.name)} ${words}`
}

function names(columns: readonly ColumnNode[]): string {
  const listed = columns.map((column) => `${displayName(tableOf(column))}.${column.name}`).join(", ")
  return `${listed} ${columns.length === 1 ? "is" : "are"}`
}

function columnOf({ table, column }: Dependents["overrides"][number]) {
  const { schema, name } = table
  return { ...(schema === undefined ? {} : { schema }), table: name, name: column }
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
    : `index ${pathText(place(part.schema, part.name), context)}`
  return [
    ...(isConstraint(part)
      ? [`alter table ${table} add ${constraintText(part, context)}`]
      : [indexText(part, context), ...identityTexts(part, context)]),
    ...(part.comment === undefined ? [] : [commentText(name, part.comment)]),
  ]
}

// The log goes by it again: with the index went what the table says of it.
function identityTexts(index: IndexNode, { before, ...context }: CompileContext): readonly string[] {
  const { replicaIdentity } = (before?.get(tableKey(tableOf(index))) ?? {}) as Partial<TableNode>
  const isIt = typeof replicaIdentity === "object" && replicaIdentity.index === index.name
  return isIt ? [`alter table ${tablePath(index, context)} ${replicaIdentityText(replicaIdentity)}`] : []
}

function suspended(column: ColumnNode, context: CompileContext): readonly string[] {
  const alter = `alter column ${quoteName(column.name)}`
  return [
    ...(column.nullable ? [] : [`${alter} drop not null`]),
    `${alter} set expression as (null::${context.columnType(column)})`,
  ]
}

function resumed({ name, nullable, notNull, generated }: ColumnNode): readonly string[] {
  return [
    `alter column ${quoteName(name)} set expression as (${generated!.expression})`,
    ...(nullable ? [] : [setNotNull(name, notNull)]),
  ]
}
