import type { Column, Sql } from "@aludel/core"
import {
  columnFrom,
  definedObject,
  given,
  isSql,
  literal,
  objectName,
  sqlText,
  type AnyObject,
} from "@aludel/core/dialect"

import type { Unparsed } from "../t/given.ts"
import { needsOf, typeName, typeOf } from "../t/type-name.ts"

/** What values of a domain are. */
export interface DomainOptions {
  /** How its text is compared, as SQL names it: `"C"` with its quotes. Default: as its type is. */
  readonly collation?: string | undefined
  /** The value where an insert gives none, and the column says none. Default: none. */
  readonly default?: string | number | bigint | boolean | Sql | undefined
  /** NULL is no value of it. Default: false. */
  readonly notNull?: boolean | undefined
  /** The name of that constraint. Default: PostgreSQL's choice. */
  readonly notNullName?: string | undefined
  /** What values must fulfil, by the name of the constraint: `` { positive: sql`value > 0` } ``. Default: nothing. */
  readonly checks?: Readonly<Record<string, Sql | DomainCheck>> | undefined
  /** What people say about it, kept in the database. Default: nothing. */
  readonly comment?: string | undefined
}

/** A check of a domain with what it is besides. */
export interface DomainCheck {
  readonly expression: Sql
  /** Values from before it are not looked at. Default: false. */
  readonly notValid?: boolean | undefined
}

/** A domain: called, it makes a column of it; handed to `defineSchema`, it is declared. */
export interface Domain<S, I, U> extends AnyObject {
  /** A column of this domain. */
  (): Unparsed<S, I, U>
}

/**
 * A type with its own constraints: `` const percent = domain("percent", t.integer(), { checks: { percent_range: sql`value between 0 and 100` } }) ``,
 * then `percent()` is a column.
 *
 * @param name its name; `"billing.percent"` lies in another schema
 * @param base a column of the type that it is made of; nothing else of it counts
 * @param options what its values are
 * @throws AludelError `schema/invalid` where an expression holds a value without a literal
 * @see https://www.postgresql.org/docs/current/sql-createdomain.html
 */
export function domain<S, I, U>(
  name: string,
  base: Column<S, I, U>,
  options: DomainOptions = {},
): Domain<S, I, U> {
  const { collation, default: value, notNull, notNullName, checks = {}, comment } = options
  const object = definedObject({
    type: "domain",
    ...objectName(name),
    options: {
      type: typeOf(base),
      ...given({ collation, notNull, notNullName, checks: checkList(checks) }),
      ...(value === undefined ? {} : { default: isSql(value) ? sqlText(value).trim() : literal(value) }),
    },
    comment,
  })
  const needs = [...needsOf(base), object["~object"]]
  const definer = (): Unparsed<S, I, U> =>
    columnFrom({ type: typeName(object["~object"]), needs, constraints: [] })
  return Object.assign(definer, object)
}

function checkList(checks: Readonly<Record<string, Sql | DomainCheck>>) {
  return Object.entries(checks)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, check]) => ({
      name,
      expression: sqlText(isSql(check) ? check : check.expression).trim(),
      ...(!isSql(check) && check.notValid ? { notValid: true } : {}),
    }))
}
