import type {
  ExclusionNode,
  IndexKey,
  IndexNode,
  PrimaryKeyNode,
  TablePartNode,
  UniqueNode,
} from "@aludel/core/dialect"

import { withoutParentheses } from "../expression.ts"
import { withCastElements } from "./cast-elements.ts"
import { keysIn } from "./keys.ts"
import { parametersOf, present } from "./naming.ts"
import type { Relation } from "./relations.ts"
import { classOf, defaultCollation, type Source } from "./source.ts"
import { isVanished, VanishedError } from "./vanished.ts"

// The oids of the access methods, which every database has.
const btree = 403
const hash = 405

/** A row of {@link indexesQuery}. */
export interface IndexRow {
  readonly relation: number | string
  readonly name: string
  /** The letters of `pg_constraint` where it is that of a constraint: `p`, `u`, `x`; else `U` a unique index, `I` another one. */
  readonly code: string
  /** The numbers of the columns, 0 for an expression: `1 0 3`. */
  readonly columns: string
  /** For each key 1 descending, 2 nulls first: `0 3`. */
  readonly options: string
  readonly predicate: string | null
  /** Only where the columns don't tell all there is to know of the keys. */
  readonly definition: string | null
  /** What few indexes have, as JSON of {@link Rest}. */
  readonly rest: string | null
}

interface Rest {
  readonly method?: string
  readonly nulls_not_distinct?: true
  readonly parameters?: readonly string[]
  readonly invalid?: true
  readonly only?: true
  readonly deferrable?: "immediate" | "deferred"
  readonly without_overlaps?: true
  readonly operators?: readonly string[]
  readonly columns?: readonly string[]
  readonly comment?: string
}

/** Indexes, and the constraints that are made of one, but for those that a partition has from its parent. */
export function indexesQuery({ schemas, version }: Source): string {
  const nullsNotDistinct = version >= 150_000 ? "i.indnullsnotdistinct" : "false"
  const withoutOverlaps = version >= 180_000 ? "coalesce(o.conperiod, false)" : "false"
  return `
    select i.indrelid as relation, ic.relname::text as name,
      case when o.oid is not null then o.contype when i.indisunique then 'U' else 'I' end as code,
      i.indkey::text as columns, i.indoption::text as options,
      case when i.indpred is not null then coalesce(pg_catalog.pg_get_expr(i.indpred, i.indrelid), '') end as predicate,
      case when i.indexprs is not null or ${isSpecial} or ${hasClassParameters} then coalesce(pg_catalog.pg_get_indexdef(i.indexrelid), '') end as definition,
      case when ic.relam <> ${btree} or ${nullsNotDistinct} or ic.reloptions is not null or not i.indisvalid
        or o.condeferrable or ${withoutOverlaps} or o.contype = 'x' or c.relispartition or c.relkind = 'm'
        or x.description is not null or ox.description is not null
      then pg_catalog.json_strip_nulls(pg_catalog.json_build_object(
        'method', case when ic.relam <> ${btree} then (select am.amname from pg_catalog.pg_am am where am.oid = ic.relam) end, 'nulls_not_distinct', nullif(${nullsNotDistinct}, false),
        'parameters', ic.reloptions, 'invalid', nullif(not i.indisvalid and c.relkind <> 'p', false), 'only', nullif(not i.indisvalid and c.relkind = 'p', false),
        'deferrable', case when o.condeferred then 'deferred' when o.condeferrable then 'immediate' end,
        'without_overlaps', nullif(${withoutOverlaps}, false),
        'operators', case when o.contype = 'x' then ${operatorNames} end,
        'columns', case when c.relispartition or c.relkind = 'm' then ${indexColumnNames} end,
        'comment', case when o.oid is null then x.description else ox.description end))
      end::text as rest
    from pg_catalog.pg_class c
      join pg_catalog.pg_index i on i.indrelid = c.oid
      join pg_catalog.pg_class ic on ic.oid = i.indexrelid and (not ic.relispartition or ${isOfNoUse})
      left join pg_catalog.pg_constraint o on o.conindid = i.indexrelid and o.contype in ('p', 'u', 'x')
      left join pg_catalog.pg_description x
        on x.classoid = ${classOf("pg_class")} and x.objoid = i.indexrelid and x.objsubid = 0
      left join pg_catalog.pg_description ox on ox.classoid = ${classOf("pg_constraint")} and ox.objoid = o.oid
    where c.relnamespace in (${schemas}) and c.relkind in ('r', 'p', 'm')`
}

// Of an index that not all partitions have, those that do have it are indexes of their own.
const isOfNoUse = `exists (
  select from pg_catalog.pg_inherits h join pg_catalog.pg_index hi on hi.indexrelid = h.inhparent
  where h.inhrelid = ic.oid and not hi.indisvalid)`

const operatorNames = `(
  select pg_catalog.json_agg(case when pg_catalog.pg_operator_is_visible(p.oid) then p.oprname::text
    else 'operator(' || pg_catalog.quote_ident(pn.nspname) || '.' || p.oprname || ')' end order by k.position)
  from pg_catalog.unnest(o.conexclop) with ordinality k (operator, position)
    join pg_catalog.pg_operator p on p.oid = k.operator
    join pg_catalog.pg_namespace pn on pn.oid = p.oprnamespace)`

const indexColumnNames = `(
  select pg_catalog.json_agg(coalesce(k_a.attname, '') order by k.position)
  from pg_catalog.unnest(i.indkey::pg_catalog.int2[]) with ordinality k (number, position)
    left join pg_catalog.pg_attribute k_a on k_a.attrelid = i.indrelid and k_a.attnum = k.number and k.number > 0)`

// Parameters of an operator class, which those of the two commonest methods don't have.
const hasClassParameters = `ic.relam not in (${btree}, ${hash}) and exists (
  select from pg_catalog.pg_attribute k_a where k_a.attrelid = i.indexrelid and k_a.attoptions is not null)`

// Operator classes and collations that don't go without saying for the columns. Which class is a type's default PostgreSQL
// alone knows well, for it goes by casts: `varchar` has that of `text`. So a default class is in doubt where a type that
// has one of its own is cast to its type without a function, as `citext` is to `text`.
const isSpecial = `(not i.indcollation::pg_catalog.oid[] <@ '{0,${defaultCollation}}'
  or i.indclass::pg_catalog.oid[] && (
    select pg_catalog.array_agg(oc.oid) from pg_catalog.pg_opclass oc
    where not oc.opcdefault or (oc.opcmethod, oc.opcintype) in (
      select d.opcmethod, t.casttarget
      from pg_catalog.pg_cast t join pg_catalog.pg_opclass d on d.opcintype = t.castsource and d.opcdefault
      where t.castmethod = 'b' and t.castsource <> t.casttarget)))`

/** Puts an index or its constraint where it belongs. */
export function addIndex(row: IndexRow, relation: Relation): void {
  if (isVanished(row.predicate) || isVanished(row.definition))
    throw new VanishedError(`the index ${row.name}`)
  const rest: Rest = row.rest === null ? {} : (JSON.parse(row.rest) as Rest)
  relation.parts.push(partOf(row, rest, relation))
}

function partOf(row: IndexRow, rest: Rest, relation: Relation): TablePartNode {
  const columns = rest.columns ?? columnsOf(row, relation)
  const options = row.options === "" ? [] : row.options.split(" ").map(Number)
  const head = headOf(row, relation)
  const include = columns.slice(options.length)
  switch (row.code) {
    case "p":
    case "u": {
      const kind = row.code === "p" ? ("primaryKey" as const) : ("unique" as const)
      return key({ kind, ...head, columns: columns.slice(0, options.length) }, include, row, rest)
    }
    case "x":
      return exclusion(row, rest, head, keysOf(row, relation, columns, options), include)
    default:
      return index(row, rest, head, keysOf(row, relation, columns, options), include)
  }
}

function key(
  node: PrimaryKeyNode | UniqueNode,
  include: readonly string[],
  row: IndexRow,
  rest: Rest,
): PrimaryKeyNode | UniqueNode {
  if (row.rest === null && include.length === 0) return node
  return {
    ...node,
    ...present({
      include: include.length === 0 ? undefined : include,
      deferrable: rest.deferrable,
      nullsNotDistinct: rest.nulls_not_distinct,
      parameters: parametersOf(rest.parameters),
      withoutOverlaps: rest.without_overlaps,
      comment: rest.comment,
    }),
  }
}

function exclusion(
  { predicate }: IndexRow,
  rest: Rest,
  head: Head,
  keys: readonly IndexKey[],
  include: readonly string[],
): ExclusionNode {
  return {
    kind: "exclusion",
    ...head,
    method: rest.method ?? "btree",
    elements: keys.map((each, position) => ({ ...each, operator: rest.operators![position]! })),
    ...present({
      include: include.length === 0 ? undefined : include,
      where: predicate === null ? undefined : withoutParentheses(withCastElements(predicate)),
      deferrable: rest.deferrable,
      parameters: parametersOf(rest.parameters),
      comment: rest.comment,
    }),
  }
}

function index(
  { predicate, code, rest: given }: IndexRow,
  rest: Rest,
  head: Head,
  keys: readonly IndexKey[],
  include: readonly string[],
): IndexNode {
  const node = { kind: "index" as const, ...head, keys, ...(code === "U" ? { unique: true as const } : {}) }
  if (given === null && predicate === null && include.length === 0) return node
  return {
    ...node,
    ...present({
      where: predicate === null ? undefined : withoutParentheses(withCastElements(predicate)),
      method: rest.method,
      include: include.length === 0 ? undefined : include,
      nullsNotDistinct: rest.nulls_not_distinct,
      parameters: parametersOf(rest.parameters),
      only: rest.only,
      invalid: rest.invalid,
      comment: rest.comment,
    }),
  }
}

function keysOf(
  row: IndexRow,
  { collated }: Relation,
  columns: readonly string[],
  options: readonly number[],
): readonly IndexKey[] {
  const printed = row.definition === null ? undefined : keysIn(row.definition)
  return options.map((option, position) => ({
    ...(printed?.[position] ?? columnKey(columns[position]!, collated)),
    ...orderOf(option),
  }))
}

// An index without a definition has no other collation than the database's.
function columnKey(column: string, collated: readonly string[]): IndexKey {
  return collated.includes(column) ? { column, collation: '"default"' } : { column }
}

// pg_index.indoption: bit 0 descending, bit 1 nulls first.
function orderOf(option: number): Pick<IndexKey, "descending" | "nulls"> {
  const isDescending = (option & 1) === 1
  const isNullsFirst = (option & 2) === 2
  return {
    ...(isDescending ? { descending: true as const } : {}),
    ...(isNullsFirst === isDescending
      ? {}
      : { nulls: isNullsFirst ? ("first" as const) : ("last" as const) }),
  }
}

function columnsOf({ columns, name }: IndexRow, relation: Relation): readonly string[] {
  return columns.split(" ").map((number) => {
    if (number === "0") return ""
    const found = relation.columns[Number(number)]
    if (found === undefined) throw new VanishedError(`a column of the index ${name}`)
    return found
  })
}

type Head = Pick<IndexNode, "schema" | "table" | "name">

function headOf({ name }: IndexRow, { schema, name: table }: Relation): Head {
  return schema === undefined ? { table, name } : { schema, table, name }
}
