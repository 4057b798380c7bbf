import type { Sql } from "@aludel/core"
import { definedObject, given, sqlText, type AnyObject } from "@aludel/core/dialect"

import { ownerOf, type Owner } from "./owner.ts"

/** What a trigger is besides. */
export interface TriggerOptions {
  /** A constraint trigger, which can wait for the end of the transaction. Default: false. */
  readonly constraint?: boolean | undefined
  /** When it fires: never, only where changes come from replication, or there, too. Default: otherwise. */
  readonly enabled?: "disabled" | "replica" | "always" | undefined
  /** What people say about it, kept in the database. Default: nothing. */
  readonly comment?: string | undefined
}

/**
 * A trigger: `` trigger("touch", hotels, "before update", sql`for each row execute function touch()`) ``.
 *
 * @param name its name
 * @param table the table or view that it stands on, or its name
 * @param timing when it fires: `after insert or update of code`
 * @param definition what stands behind the table in `create trigger`
 * @param options what it is besides
 * @throws AludelError `schema/invalid` where the definition holds a value without a literal
 * @see https://www.postgresql.org/docs/current/sql-createtrigger.html
 */
export function trigger(
  name: string,
  table: Owner,
  timing: string,
  definition: Sql,
  options: TriggerOptions = {},
): AnyObject {
  const { constraint, enabled, comment } = options
  return definedObject({
    type: "trigger",
    ...ownerOf(table),
    name,
    definition: sqlText(definition),
    options: { timing: timing.trim(), ...given({ constraint, enabled }) },
    comment,
  })
}
