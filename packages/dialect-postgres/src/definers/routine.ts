import type { AnyColumn, Sql } from "@aludel/core"
import { definedObject, objectName, sqlText, type AnyObject } from "@aludel/core/dialect"

import { typeOf } from "../t/type-name.ts"
import { catalogType, modelType } from "../types.ts"

/** A type of an argument: as text, or a column of it. */
export type ArgumentType = string | AnyColumn

/** What is said about a routine. */
export interface RoutineOptions {
  /** What people say about it, kept in the database. Default: nothing. */
  readonly comment?: string | undefined
}

/**
 * A function of the database:
 * `` storedFunction("last_day", [t.date()], sql`(day date) returns date language sql immutable return day`) ``.
 *
 * @param name its name; `"billing.last_day"` lies in another schema
 * @param types the types of its input arguments, which tell it from others of its name
 * @param definition what stands behind its name in `create function`, from the parenthesis on
 * @param options what is said about it
 * @throws AludelError `schema/invalid` where the definition holds a value without a literal
 * @see https://www.postgresql.org/docs/current/sql-createfunction.html
 */
export function storedFunction(
  name: string,
  types: readonly ArgumentType[],
  definition: Sql,
  options: RoutineOptions = {},
): AnyObject {
  return routine("function", name, types, definition, options)
}

/**
 * A procedure of the database: `` procedure("tidy", [], sql`() language sql as $$ delete from logs $$`) ``.
 *
 * @param name its name; `"billing.tidy"` lies in another schema
 * @param types the types of its input arguments, which tell it from others of its name
 * @param definition what stands behind its name in `create procedure`, from the parenthesis on
 * @param options what is said about it
 * @throws AludelError `schema/invalid` where the definition holds a value without a literal
 * @see https://www.postgresql.org/docs/current/sql-createprocedure.html
 */
export function procedure(
  name: string,
  types: readonly ArgumentType[],
  definition: Sql,
  options: RoutineOptions = {},
): AnyObject {
  return routine("procedure", name, types, definition, options)
}

function routine(
  type: "function" | "procedure",
  name: string,
  types: readonly ArgumentType[],
  definition: Sql,
  { comment }: RoutineOptions,
): AnyObject {
  const place = objectName(name)
  const given = types.map((each) =>
    catalogType(typeof each === "string" ? modelType(each.trim()) : typeOf(each)),
  )
  return definedObject({
    type,
    ...place,
    name: `${place.name}(${given.join(", ")})`,
    definition: sqlText(definition),
    comment,
  })
}
