import type {
  CompileContext,
  ConstraintNode,
  Deferrable,
  ExclusionNode,
  ForeignKeyNode,
  PrimaryKeyNode,
  UniqueNode,
} from "@aludel/core/dialect"
import { displayName, quoteName, tableOf } from "@aludel/core/dialect"

import { keyText } from "./key-text.ts"
import { withParameters } from "./parameters-text.ts"
import { columnList, pathText } from "./path-text.ts"
import { refuseForeign } from "./unsupported.ts"

/**
 * A constraint as it stands in `create table` and behind `add`: `constraint "uq" unique ("a")`.
 *
 * @throws AludelError `dialect/unsupported` for what PostgreSQL has no words for
 */
export function constraintText(constraint: ConstraintNode, context: CompileContext): string {
  return `constraint ${quoteName(constraint.name)} ${body(constraint, context)}`
}

/** Whether a constraint does not look at the rows that are there, which only `alter table` can say. */
export function isNotValid(constraint: ConstraintNode): boolean {
  return "notValid" in constraint && constraint.notValid !== undefined
}

function body(constraint: ConstraintNode, context: CompileContext): string {
  switch (constraint.kind) {
    case "primaryKey":
    case "unique":
      return keyBody(constraint)
    case "foreignKey":
      return foreignKeyBody(constraint, context)
    case "check":
      return `check (${constraint.expression})${constraint.noInherit ? " no inherit" : ""}${rows(constraint)}`
    case "exclusion":
      return exclusionBody(constraint)
  }
}

function keyBody(constraint: PrimaryKeyNode | UniqueNode): string {
  refuseForeign(
    `the constraint ${constraint.name} of ${displayName(tableOf(constraint))}`,
    constraint as unknown as Readonly<Record<string, unknown>>,
    ["onConflict", "descending", "collations"],
  )
  const { columns, include, withoutOverlaps, parameters, deferrable } = constraint
  const words = constraint.kind === "primaryKey" ? "primary key" : "unique"
  const distinct = constraint.kind === "unique" && constraint.nullsNotDistinct ? " nulls not distinct" : ""
  const keys = columns.map(quoteName).join(", ")
  return `${words}${distinct} (${keys}${withoutOverlaps ? " without overlaps" : ""})${included(include)}${withParameters(parameters)}${waits(deferrable)}`
}

function foreignKeyBody(key: ForeignKeyNode, context: CompileContext): string {
  const { references, period = false } = key
  refuseForeign(`the constraint ${key.name} of ${displayName(tableOf(key))}`, { ...key }, ["dangling"])
  const onDelete =
    key.onDelete === undefined
      ? ""
      : ` on delete ${key.onDelete}${key.onDeleteColumns === undefined ? "" : ` ${columnList(key.onDeleteColumns)}`}`
  const target =
    references.schema === undefined
      ? { name: references.table }
      : { schema: references.schema, name: references.table }
  return [
    `foreign key ${spanning(key.columns, period)} references ${pathText(target, context)} ${spanning(references.columns, period)}`,
    key.match === undefined ? "" : ` match ${key.match}`,
    onDelete,
    key.onUpdate === undefined ? "" : ` on update ${key.onUpdate}`,
    waits(key.deferrable),
    rows(key),
  ].join("")
}

function spanning(columns: readonly string[], period: boolean): string {
  if (!period) return columnList(columns)
  const names = columns.map(quoteName)
  return `(${[...names.slice(0, -1), `period ${names.at(-1)}`].join(", ")})`
}

function exclusionBody({ method, elements, include, parameters, where, deferrable }: ExclusionNode): string {
  const compared = elements.map((element) => `${keyText(element)} with ${element.operator}`).join(", ")
  return `exclude using ${quoteName(method)} (${compared})${included(include)}${withParameters(parameters)}${where === undefined ? "" : ` where (${where})`}${waits(deferrable)}`
}

/** ` include ("a")`, or nothing. */
export function included(include: readonly string[] | undefined): string {
  return include === undefined || include.length === 0 ? "" : ` include ${columnList(include)}`
}

function waits(deferrable: Deferrable | undefined): string {
  if (deferrable === undefined) return ""
  return deferrable === "deferred" ? " deferrable initially deferred" : " deferrable"
}

function rows({ notValid, notEnforced }: { readonly notValid?: true; readonly notEnforced?: true }): string {
  return `${notEnforced ? " not enforced" : ""}${notValid && !notEnforced ? " not valid" : ""}`
}
