import type { CompileContext, DefinedNode, ObjectName } from "@aludel/core/dialect"
import { literal, quoteName } from "@aludel/core/dialect"

import { engineName, multirangeName } from "../engine-name.ts"
import { block } from "./block-text.ts"
import { pathText } from "./path-text.ts"

/** The statements that rename a domain, and with it the NOT NULL that PostgreSQL named after it, which has a name since 17. */
export function domainRenamed(from: DefinedNode, to: string, context: CompileContext): readonly string[] {
  const path = pathText(sibling(from, to), context)
  const [was, is] = [engineName(from.name, undefined, "not_null"), engineName(to, undefined, "not_null")]
  return [
    `alter domain ${pathText(from, context)} rename to ${quoteName(to)}`,
    ...(was === is
      ? []
      : [
          block(
            `if exists (select from pg_catalog.pg_constraint where contypid = ${literal(path)}::regtype and contype = 'n' and conname = ${literal(was)}) then`,
            `  alter domain ${path} rename constraint ${quoteName(was)} to ${quoteName(is)};`,
            "end if;",
          ),
        ]),
  ]
}

/**
 * The statements that rename a range type, and with it what PostgreSQL named after it: the type of several ranges, and the
 * functions that make values of both. https://www.postgresql.org/docs/current/rangetypes.html#RANGETYPES-DEFINING
 */
export function rangeRenamed(from: DefinedNode, to: string, context: CompileContext): readonly string[] {
  const path = pathText(sibling(from, to), context)
  const [was, is] = [multirangeName(from.name), multirangeName(to)]
  const several = `(select rngmultitypid from pg_catalog.pg_range where rngtypid = ${literal(path)}::regtype)`
  return [
    `alter type ${pathText(from, context)} rename to ${quoteName(to)}`,
    block(
      `if (select typname from pg_catalog.pg_type where oid = ${several}) = ${literal(was)} then`,
      `  alter type ${pathText(sibling(from, was), context)} rename to ${quoteName(is)};`,
      "end if;",
      constructorsRenamed(`${literal(path)}::regtype, ${several}`),
    ),
  ]
}

/** The statements that rename the type of several ranges alone. */
export function multirangeRenamed(from: ObjectName, to: string, context: CompileContext): readonly string[] {
  return [
    `alter type ${pathText(from, context)} rename to ${quoteName(to)}`,
    block(constructorsRenamed(`${literal(pathText(sibling(from, to), context))}::regtype`)),
  ]
}

/** The line of a block that calls the functions which belong to types as these are called. */
function constructorsRenamed(types: string): string {
  const rename = `pg_catalog.string_agg(pg_catalog.format('alter function %s rename to %I', d.objid::regprocedure, t.typname), '; ')`
  return `execute coalesce((select ${rename} from pg_catalog.pg_depend d join pg_catalog.pg_proc p on p.oid = d.objid join pg_catalog.pg_type t on t.oid = d.refobjid and d.refclassid = 'pg_catalog.pg_type'::regclass where d.classid = 'pg_catalog.pg_proc'::regclass and d.deptype = 'i' and p.proname <> t.typname and t.oid in (${types})), '');`
}

function sibling({ schema }: ObjectName, name: string): ObjectName {
  return schema === undefined ? { name } : { schema, name }
}
