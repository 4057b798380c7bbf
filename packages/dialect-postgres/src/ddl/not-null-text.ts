import type { AlterColumn, ColumnNode } from "@aludel/core/dialect"
import { quoteName } from "@aludel/core/dialect"

import { engineName } from "../engine-name.ts"
import { addNotNull } from "./column-text.ts"

type NotNull = ColumnNode["notNull"] | null

/** What makes a column that may be NULL one that may not. */
export function setNotNull(name: string, notNull: NotNull | undefined): string {
  const plain = !notNull?.name && !notNull?.noInherit && !notNull?.notValid
  return plain ? `alter column ${quoteName(name)} set not null` : addNotNull({ name, notNull })
}

/**
 * What changes the NOT NULL that a column has and keeps, each an `alter table` of its own: it is a constraint with a name
 * in 18. https://www.postgresql.org/docs/18/sql-altertable.html
 */
export function notNullChanges(
  { table, name }: Pick<AlterColumn, "table" | "name">,
  from: NotNull | undefined,
  to: NotNull | undefined,
): readonly string[] {
  const own = engineName(table, name, "not_null")
  const was = from?.name ?? own
  const is = to?.name ?? own
  if (to?.notValid && !from?.notValid) {
    return [
      `alter column ${quoteName(name)} drop not null`,
      addNotNull({ name, notNull: { ...to, name: is } }),
    ]
  }
  const constraint = quoteName(is)
  return [
    ...(was === is ? [] : [`rename constraint ${quoteName(was)} to ${constraint}`]),
    ...(from?.noInherit === to?.noInherit
      ? []
      : [`alter constraint ${constraint} ${to?.noInherit ? "no inherit" : "inherit"}`]),
    ...(from?.notValid && !to?.notValid ? [`validate constraint ${constraint}`] : []),
  ]
}
