import type { CompileContext, ObjectName, RenameColumn, RenameTable, Step } from "@aludel/core/dialect"
import { literal, quoteName, tableOf } from "@aludel/core/dialect"

import { block } from "./block-text.ts"
import { chosenName } from "./chosen-name.ts"
import { pathText } from "./path-text.ts"
import { alterTableSteps, statement } from "./step.ts"

/** Renames a table, and with it what PostgreSQL named after it, so that it is as a new one of that name would be. */
export function renameTable(operation: RenameTable, context: CompileContext): readonly Step[] {
  const { from, to } = operation
  const after = pathText(sibling(operation, to), context)
  return [
    ...alterTableSteps(pathText(sibling(operation, from), context), [`rename to ${quoteName(to)}`]),
    statement(followTable(after, from, to)),
  ]
}

/** Renames a column, and with it what PostgreSQL named after it. */
export function renameColumn(operation: RenameColumn, context: CompileContext): readonly Step[] {
  const { from, to } = operation
  const table = pathText(tableOf(operation), context)
  return [
    ...alterTableSteps(table, [`rename column ${quoteName(from)} to ${quoteName(to)}`]),
    statement(followColumn(operation, table, context)),
  ]
}

// The catalog is asked, for a script does not know it: the constraints have names since 18, and a name that was taken or
// given by a person is another one.
function followColumn(operation: RenameColumn, table: string, context: CompileContext): string {
  const name = (label: "seq" | "not_null", column: string) => chosenName(operation.table, column, label)
  const constraint = { was: name("not_null", operation.from), is: name("not_null", operation.to) }
  const sequence = { was: name("seq", operation.from), is: name("seq", operation.to) }
  const path = (text: string) => pathText(sibling(operation, text), context)
  const column = `(select attnum from pg_catalog.pg_attribute where attrelid = ${literal(table)}::regclass and attname = ${literal(operation.to)})`
  return block(
    [
      `if ${hasNotNull(literal(table), literal(constraint.was))} and not ${hasConstraint(literal(table), literal(constraint.is))} then alter table ${table} rename constraint ${quoteName(constraint.was)} to ${quoteName(constraint.is)}; end if;`,
      `if ${hasSequence(literal(table), column, literal(sequence.was))} and to_regclass(${literal(path(sequence.is))}) is null then alter sequence ${path(sequence.was)} rename to ${quoteName(sequence.is)}; end if;`,
    ].join(" "),
  )
}

function followTable(table: string, from: string, to: string): string {
  const parts = `
    with named as (
      select attnum, label, state, clipped.name || '_' || rest.name || '_' || label as name
      from pg_catalog.pg_attribute
        cross join (values ('seq', 58), ('not_null', 53)) labels (label, available)
        cross join (values ('was', ${literal(from)}), ('is', ${literal(to)})) tables (state, name)
        cross join lateral (select octet_length(tables.name) as first, octet_length(attname::text) as second) lengths
        cross join lateral (select case when first + second <= available then first
          when second <= available / 2 then available - second
          else least(first, (available + 1) / 2) end as bytes) cut
        cross join lateral (select left(tables.name, max(k)) as name from generate_series(0, length(tables.name)) k
          where octet_length(left(tables.name, k)) <= bytes) clipped
        cross join lateral (select left(attname::text, max(k)) as name from generate_series(0, length(attname::text)) k
          where octet_length(left(attname::text, k)) <= available - bytes) rest
      where attrelid = ${literal(table)}::regclass and attnum > 0 and not attisdropped
    )
    select label, w.name as was, i.name as is_now, relnamespace::regnamespace as home
    from named w join named i using (attnum, label) join pg_catalog.pg_class on oid = ${literal(table)}::regclass
    where w.state = 'was' and i.state = 'is' and w.name <> i.name and case label
      when 'seq' then ${hasSequence(literal(table), "attnum", "w.name")} and to_regclass(format('%s.%I', relnamespace::regnamespace, i.name)) is null
      else ${hasNotNull(literal(table), "w.name")} and not ${hasConstraint(literal(table), "i.name")} end`
  const rename = `if part.label = 'seq' then execute format('alter sequence %s.%I rename to %I', part.home, part.was, part.is_now);
    else execute format(${literal(`alter table ${table.replaceAll("%", "%%")} rename constraint %I to %I`)}, part.was, part.is_now); end if;`
  return block(`for part in ${parts}\n  loop ${rename} end loop;`, "part record;")
}

function hasConstraint(table: string, name: string): string {
  return `exists (select from pg_catalog.pg_constraint where conrelid = ${table}::regclass and conname = ${name})`
}

function hasNotNull(table: string, name: string): string {
  return `exists (select from pg_catalog.pg_constraint where conrelid = ${table}::regclass and contype = 'n' and conname = ${name})`
}

// Only what an identity column has beneath it: a sequence that a column merely owns has its name from whoever made it.
function hasSequence(table: string, column: string, name: string): string {
  return `exists (select from pg_catalog.pg_depend d join pg_catalog.pg_class s on s.oid = d.objid and s.relkind = 'S' where d.classid = 'pg_catalog.pg_class'::regclass and d.refobjid = ${table}::regclass and d.refobjsubid = ${column} and d.deptype = 'i' and s.relname = ${name})`
}

function sibling({ schema }: { readonly schema?: string }, name: string): ObjectName {
  return schema === undefined ? { name } : { schema, name }
}
