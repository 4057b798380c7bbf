import type { CheckNode, ColumnNode, ForeignKeyNode, ReferentialAction } from "@aludel/core/dialect"

import { withoutParentheses } from "../expression.ts"
import { withCastElements } from "./cast-elements.ts"
import { type Naming, present } from "./naming.ts"
import type { Relation } from "./relations.ts"
import { classOf, columnNames, type Source } from "./source.ts"
import { isVanished, VanishedError } from "./vanished.ts"

/** A row of {@link constraintsQuery}. */
export interface ConstraintRow {
  readonly relation: number | string
  readonly name: string
  /** The letters of `pg_constraint`: `c` a check, `n` not null; for a foreign key `f` and its actions on delete and update and its match. */
  readonly code: string
  readonly columns: string | null
  readonly expression: string | null
  readonly target: number | string
  readonly target_columns: string | null
  /** What few constraints have, as JSON of {@link Rest}. */
  readonly rest: string | null
}

interface Rest {
  readonly deferrable?: "immediate" | "deferred"
  readonly not_valid?: true
  readonly not_enforced?: true
  readonly no_inherit?: true
  readonly period?: true
  readonly delete_columns?: readonly number[]
  readonly comment?: string
  /** The columns' names where the relation has them from its parent. */
  readonly columns?: readonly string[]
  readonly delete_column_names?: readonly string[]
  /** Where it is none of the relations that are read. */
  readonly target?: { readonly schema: string; readonly name: string; readonly columns: readonly string[] }
}

// After a rename the name that the engine chose is that of the old table or column, and where that is taken, it has a number
// behind it; so the end tells.
const chosenEnd = "_not_null[0-9]*$"

/**
 * Foreign keys and checks that a table does not have from its parents, and the not-null constraints that are not just
 * what the engine makes of `not null`.
 */
export function constraintsQuery({ schemas, version }: Source): string {
  const deleteColumns = version >= 150_000 ? "o.confdelsetcols" : "null::int2[]"
  const isEnforced = version >= 180_000 ? "o.conenforced" : "true"
  const isPeriod = version >= 180_000 ? "o.conperiod" : "false"
  const isElsewhere = `o.confrelid not in (select t.oid from pg_catalog.pg_class t
    where t.relnamespace in (${schemas}) and t.relkind in ('r', 'p') and not t.relispartition)`
  const isOwn = `o.contype in ('c', 'f') and o.conparentid = 0 and (o.conislocal or o.coninhcount = 0)`
  const isUnusual = `o.contype = 'n' and (o.connoinherit or not o.convalidated
    or o.conname not like '%|_not|_null' escape '|' and o.conname !~ '${chosenEnd}')`
  return `
    select o.conrelid as relation, o.conname::text as name,
      case o.contype when 'f' then 'f' || o.confdeltype::text || o.confupdtype::text || o.confmatchtype::text
        else o.contype::text end as code,
      o.conkey::text as columns,
      case when o.conbin is not null then coalesce(pg_catalog.pg_get_expr(o.conbin, o.conrelid), '') end as expression,
      o.confrelid as target, o.confkey::text as target_columns,
      case when o.condeferrable or not o.convalidated or o.connoinherit and o.contype <> 'f' or not ${isEnforced} or ${isPeriod}
        or ${deleteColumns} is not null or x.description is not null or c.relispartition or o.contype = 'f' and ${isElsewhere}
      then pg_catalog.json_strip_nulls(pg_catalog.json_build_object(
        'deferrable', case when o.condeferred then 'deferred' when o.condeferrable then 'immediate' end,
        'not_valid', nullif(not o.convalidated and ${isEnforced}, false), 'not_enforced', nullif(not ${isEnforced}, false),
        'no_inherit', nullif(o.connoinherit and o.contype <> 'f', false), 'period', nullif(${isPeriod}, false),
        'delete_columns', ${deleteColumns}, 'comment', x.description,
        'columns', case when c.relispartition then ${columnNames("o.conrelid", "o.conkey")} end,
        'delete_column_names', case when c.relispartition then ${columnNames("o.conrelid", deleteColumns)} end,
        'target', case when o.contype = 'f' and ${isElsewhere} then (
          select pg_catalog.json_build_object('schema', n.nspname, 'name', t.relname,
            'columns', ${columnNames("o.confrelid", "o.confkey")})
          from pg_catalog.pg_class t join pg_catalog.pg_namespace n on n.oid = t.relnamespace
          where t.oid = o.confrelid) end))
      end::text as rest
    from pg_catalog.pg_class c
      join pg_catalog.pg_constraint o on o.conrelid = c.oid and (${isOwn} ${version >= 180_000 ? `or ${isUnusual}` : ""})
      left join pg_catalog.pg_description x on x.classoid = ${classOf("pg_constraint")} and x.objoid = o.oid
    where c.relnamespace in (${schemas}) and c.relkind in ('r', 'p')`
}

/** What a not-null constraint tells of its column. */
export function addNotNull({ name, columns, rest }: ConstraintRow, { notNulls }: Relation): void {
  const { no_inherit, not_valid }: Rest = rest === null ? {} : (JSON.parse(rest) as Rest)
  const notNull: ColumnNode["notNull"] = present({
    name: new RegExp(chosenEnd).test(name) ? undefined : name,
    noInherit: no_inherit,
    notValid: not_valid,
  })
  notNulls[Number(columns!.slice(1, -1))] = notNull
}

/** Puts a check or a foreign key where it belongs. */
export function addConstraint(
  row: ConstraintRow,
  relation: Relation,
  relations: ReadonlyMap<number | string, Relation>,
  naming: Naming,
): void {
  const rest: Rest = row.rest === null ? {} : (JSON.parse(row.rest) as Rest)
  relation.parts.push(
    row.code === "c"
      ? check(row, rest, relation)
      : foreignKey(row, rest, relation, relations.get(row.target), naming),
  )
}

function check(row: ConstraintRow, rest: Rest, relation: Relation): CheckNode {
  if (row.expression === null || isVanished(row.expression))
    throw new VanishedError(`the check ${row.name} of ${relation.name}`)
  const node = {
    kind: "check" as const,
    ...headOf(row, relation),
    expression: withoutParentheses(withCastElements(row.expression)),
  }
  if (row.rest === null) return node
  return {
    ...node,
    ...present({
      noInherit: rest.no_inherit,
      notValid: rest.not_valid,
      notEnforced: rest.not_enforced,
      comment: rest.comment,
    }),
  }
}

function foreignKey(
  row: ConstraintRow,
  rest: Rest,
  relation: Relation,
  target: Relation | undefined,
  naming: Naming,
): ForeignKeyNode {
  const node = {
    kind: "foreignKey" as const,
    ...headOf(row, relation),
    columns: rest.columns ?? namesOf(row.columns, relation),
    references:
      rest.target === undefined ? referencesTo(target!, row) : referencesElsewhere(rest.target, naming),
    ...actionsOf(row.code),
  }
  if (row.rest === null) return node
  return {
    ...node,
    ...present({
      onDeleteColumns:
        rest.delete_column_names ?? rest.delete_columns?.map((number) => relation.columns[number]!),
      deferrable: rest.deferrable,
      notValid: rest.not_valid,
      notEnforced: rest.not_enforced,
      period: rest.period,
      comment: rest.comment,
    }),
  }
}

function referencesTo(target: Relation, row: ConstraintRow): ForeignKeyNode["references"] {
  const { schema, name } = target
  const columns = namesOf(row.target_columns, target)
  return schema === undefined ? { table: name, columns } : { schema, table: name, columns }
}

function referencesElsewhere(
  { schema, name, columns }: NonNullable<Rest["target"]>,
  naming: Naming,
): ForeignKeyNode["references"] {
  return { ...naming.inSchema(schema), table: name, columns }
}

const actions: Readonly<Record<string, ReferentialAction>> = {
  r: "restrict",
  c: "cascade",
  n: "set null",
  d: "set default",
}

// `fcas`: on delete cascade, on update no action, match simple.
function actionsOf(code: string): Pick<ForeignKeyNode, "onDelete" | "onUpdate" | "match"> {
  const onDelete = actions[code[1]!]
  const onUpdate = actions[code[2]!]
  return {
    ...(onDelete === undefined ? {} : { onDelete }),
    ...(onUpdate === undefined ? {} : { onUpdate }),
    ...(code[3] === "f" ? { match: "full" as const } : {}),
  }
}

function headOf({ name }: ConstraintRow, { schema, name: table }: Relation) {
  return schema === undefined ? { table, name } : { schema, table, name }
}

/** The names of columns by their numbers, `{1,2}`. */
function namesOf(
  numbers: string | null,
  { name, columns }: Pick<Relation, "name" | "columns">,
): readonly string[] {
  if (numbers === null || numbers === "{}") return []
  return numbers
    .slice(1, -1)
    .split(",")
    .map((number) => {
      const found = columns[Number(number)]
      if (found === undefined) throw new VanishedError(`a column of ${name}`)
      return found
    })
}
