import type { DefinedNode } from "@aludel/core/dialect"

import { engineName } from "../engine-name.ts"
import type { IdentityOptions } from "./columns.ts"
import { type Naming, present } from "./naming.ts"
import type { ObjectRow } from "./objects.ts"
import type { Relation } from "./relations.ts"
import { classOf, isOfExtension, type Source } from "./source.ts"

interface Sequence {
  readonly type: "smallint" | "integer" | "bigint"
  readonly start: string
  readonly increment: string
  readonly minimum: string
  readonly maximum: string
  readonly cache: string
  readonly cycle?: true
  readonly unlogged?: true
  /** The table whose column owns it. */
  readonly owner?: readonly [schema: string, table: string, column: string]
  /** The column that it numbers. */
  readonly number?: number
  readonly column?: string
}

const numbers = `'start', s.seqstart::text, 'increment', s.seqincrement::text, 'minimum', s.seqmin::text,
  'maximum', s.seqmax::text, 'cache', s.seqcache::text, 'cycle', nullif(s.seqcycle, false)`

const owner = (
  type: "a" | "i",
) => `pg_catalog.pg_depend d on d.classid = ${classOf("pg_class")} and d.objid = c.oid
  and d.objsubid = 0 and d.refclassid = ${classOf("pg_class")} and d.deptype = '${type}'`

/** Sequences but for those beneath identity columns. */
export function sequences({ schemas }: Source): string {
  return `
    select 'sequence', ${classOf("pg_class")}, c.oid, d.refobjid, c.relnamespace, c.relname::text, null::text,
      pg_catalog.json_strip_nulls(pg_catalog.json_build_object('type', pg_catalog.format_type(s.seqtypid, null), ${numbers},
        'unlogged', nullif(c.relpersistence = 'u', false),
        'owner', case when d.objid is not null then pg_catalog.json_build_array(tn.nspname, t.relname, a.attname) end))::text
    from pg_catalog.pg_class c
      join pg_catalog.pg_sequence s on s.seqrelid = c.oid
      left join ${owner("a")}
      left join pg_catalog.pg_class t on t.oid = d.refobjid
      left join pg_catalog.pg_namespace tn on tn.oid = t.relnamespace
      left join pg_catalog.pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
    where c.relkind = 'S' and c.relnamespace in (${schemas}) and not ${isOfExtension("pg_class", "c.oid")}
      and not exists (select from ${owner("i").replace(" on ", " where ")})`
}

/** Sequences beneath identity columns that differ from what the engine makes without being told more. */
export function identities({ schemas }: Source): string {
  return `
    select 'identity', ${classOf("pg_class")}, c.oid, t.oid, null::oid, c.relname::text, null::text,
      pg_catalog.json_strip_nulls(pg_catalog.json_build_object('type', pg_catalog.format_type(a.atttypid, null), ${numbers},
        'number', a.attnum, 'column', a.attname))::text
    from pg_catalog.pg_class c
      join pg_catalog.pg_sequence s on s.seqrelid = c.oid
      join ${owner("i")}
      join pg_catalog.pg_class t on t.oid = d.refobjid
      join pg_catalog.pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
    where c.relkind = 'S' and t.relnamespace in (${schemas})
      and (s.seqstart, s.seqincrement, s.seqmin, s.seqcache, s.seqcycle, s.seqmax, c.relname::text)
        is distinct from (1, 1, 1, 1, false, case a.atttypid when 20 then ${largest.bigint} when 23 then ${largest.integer} else ${largest.smallint} end,
          t.relname || '_' || a.attname || '_seq')`
}

const largest = { smallint: 32_767n, integer: 2_147_483_647n, bigint: 9_223_372_036_854_775_807n } as const

/** The node of a sequence. */
export function sequenceNode(row: ObjectRow, naming: Naming): DefinedNode {
  const sequence = JSON.parse(row.data) as Sequence
  const options = {
    ...present({ type: sequence.type === "bigint" ? undefined : sequence.type, ...numbersOf(sequence) }),
    ...(sequence.unlogged === undefined ? {} : { unlogged: true }),
    ...(sequence.owner === undefined ? {} : { ownedBy: ownerOf(sequence.owner, naming) }),
  }
  return {
    kind: "defined",
    type: "sequence",
    ...naming.inNamespace(row.namespace!),
    name: row.name,
    ...(Object.keys(options).length === 0 ? {} : { options }),
  }
}

function ownerOf([schema, table, column]: NonNullable<Sequence["owner"]>, naming: Naming) {
  return { ...naming.inSchema(schema), table, column }
}

/** What is not the engine's own choice for the sequence of an identity column. */
export function identityOf(
  row: ObjectRow,
  { name }: Relation,
): IdentityOptions & { readonly number: number } {
  const sequence = JSON.parse(row.data) as Sequence
  return {
    number: sequence.number!,
    ...numbersOf(sequence),
    ...(row.name === engineName(name, sequence.column, "seq") ? {} : { sequence: row.name }),
  }
}

// https://www.postgresql.org/docs/current/sql-createsequence.html
function numbersOf({ type, start, increment, minimum, maximum, cache, cycle }: Sequence) {
  const isAscending = !increment.startsWith("-")
  const lowest = isAscending ? "1" : String(-largest[type] - 1n)
  const highest = isAscending ? String(largest[type]) : "-1"
  return present({
    start: start === (isAscending ? minimum : maximum) ? undefined : start,
    increment: increment === "1" ? undefined : increment,
    minimum: minimum === lowest ? undefined : minimum,
    maximum: maximum === highest ? undefined : maximum,
    cache: cache === "1" ? undefined : cache,
    cycle,
  })
}
