import type { Sql } from "@aludel/core"
import { definedObject, given, isSql, sqlText, type AnyObject } from "@aludel/core/dialect"

import { ownerOf, type Owner } from "./owner.ts"

/** What a policy says. */
export interface PolicyOptions {
  /** What it is about. Default: all commands. */
  readonly command?: "select" | "insert" | "update" | "delete" | undefined
  /** `false`: it narrows what the others allow. Default: true, and one of them is enough. */
  readonly permissive?: boolean | undefined
  /** Whom it is about. Default: everybody. */
  readonly roles?: readonly string[] | undefined
  /** The rows that can be seen and changed. Default: none is looked at. */
  readonly using?: Sql | string | undefined
  /** The rows that can be written. Default: those of `using`. */
  readonly withCheck?: Sql | string | undefined
  /** What people say about it, kept in the database. Default: nothing. */
  readonly comment?: string | undefined
}

/**
 * A policy of row level security: `` policy("own", hotels, { using: sql`owner = current_user` }) ``. It counts where the
 * table says so: `tableOptions({ rowSecurity: true })`.
 *
 * @param name its name
 * @param table the table, or its name
 * @param options what it says
 * @throws AludelError `schema/invalid` where an expression holds a value without a literal
 * @see https://www.postgresql.org/docs/current/sql-createpolicy.html
 */
export function policy(name: string, table: Owner, options: PolicyOptions = {}): AnyObject {
  const { command, permissive, roles, using, withCheck, comment } = options
  return definedObject({
    type: "policy",
    ...ownerOf(table),
    name,
    options: {
      ...given({ command, roles, using: text(using), withCheck: text(withCheck) }),
      ...(permissive === false ? { permissive } : {}),
    },
    comment,
  })
}

function text(sql: Sql | string | undefined): string | undefined {
  return isSql(sql) ? sqlText(sql).trim() : sql
}
