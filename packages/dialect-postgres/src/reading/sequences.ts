import type { DefinedNode, Identity } from "@aludel/core/dialect"

import { engineName } from "../engine-name.ts"
import { type Naming, present } from "./naming.ts"
import type { ObjectRow } from "./objects.ts"
import { classOf, isOfExtension, type Source } from "./source.ts"

interface Numbers {
  readonly start: string
  readonly increment: string
  readonly minimum: string
  readonly maximum: string
  readonly cache: string
  readonly cycle?: true
}

interface Sequence extends Numbers {
  readonly type: SequenceType
  readonly unlogged?: true
  /** The table whose column owns it. */
  readonly owner?: readonly [schema: string, table: string, column: string]
}

type SequenceType = "smallint" | "integer" | "bigint"

const numbers = `'start', s.seqstart::text, 'increment', s.seqincrement::text, 'minimum', s.seqmin::text,
  'maximum', s.seqmax::text, 'cache', s.seqcache::text, 'cycle', nullif(s.seqcycle, false)`

/** Sequences but for those beneath identity columns. */
export function sequences({ schemas }: Source): string {
  return `
    select 'sequence', ${classOf("pg_class")}, c.oid, d.refobjid, c.relnamespace, c.relname::text, null::text,
      pg_catalog.json_strip_nulls(pg_catalog.json_build_object('type', pg_catalog.format_type(s.seqtypid, null), ${numbers},
        'unlogged', nullif(c.relpersistence = 'u', false),
        'owner', case when d.objid is not null then pg_catalog.json_build_array(tn.nspname, t.relname,
          (select a.attname from pg_catalog.pg_attribute a where a.attrelid = d.refobjid and a.attnum = d.refobjsubid)) end))::text
    from pg_catalog.pg_class c
      join pg_catalog.pg_sequence s on s.seqrelid = c.oid
      left join pg_catalog.pg_depend d on d.classid = ${classOf("pg_class")} and d.objid = c.oid and d.objsubid = 0
        and d.refclassid = ${classOf("pg_class")} and d.deptype in ('a', 'i')
      left join pg_catalog.pg_class t on t.oid = d.refobjid
      left join pg_catalog.pg_namespace tn on tn.oid = t.relnamespace
    where c.relkind = 'S' and c.relnamespace in (${schemas}) and d.deptype is distinct from 'i'
      and not ${isOfExtension("pg_class", "c.oid")}`
}

/** The sequences beneath identity columns, by the table and the number of the column. */
export const identitySequences = `
  select d.refobjid, d.refobjsubid, c.relname, s.*
  from pg_catalog.pg_sequence s
    join pg_catalog.pg_class c on c.oid = s.seqrelid
    join pg_catalog.pg_depend d on d.classid = ${classOf("pg_class")} and d.objid = s.seqrelid and d.objsubid = 0
      and d.refclassid = ${classOf("pg_class")} and d.deptype = 'i'`

/** The sequence `s` of the column `a` of the table `c` as JSON, where the engine would not make it so without being told more. */
export function identityJson(): string {
  const usual = `case a.atttypid when 20 then ${largest.bigint} when 23 then ${largest.integer} else ${largest.smallint} end`
  return `case when (s.seqstart, s.seqincrement, s.seqmin, s.seqcache, s.seqcycle, s.seqmax, s.relname::text)
      is distinct from (1, 1, 1, 1, false, ${usual}, c.relname || '_' || a.attname || '_seq')
    then pg_catalog.json_build_object('name', s.relname, 'type', pg_catalog.format_type(a.atttypid, null), ${numbers}) end`
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

/** The sequence beneath an identity column. */
export interface IdentitySequence extends Numbers {
  readonly name: string
  readonly type: SequenceType
}

/** What is not the engine's own choice for the sequence of an identity column. */
export function identityOptions(
  sequence: IdentitySequence,
  table: string,
  column: string,
): Omit<Identity, "always"> {
  return {
    ...numbersOf(sequence),
    ...(sequence.name === engineName(table, column, "seq") ? {} : { sequence: sequence.name }),
  }
}

// https://www.postgresql.org/docs/current/sql-createsequence.html
function numbersOf({
  type,
  start,
  increment,
  minimum,
  maximum,
  cache,
  cycle,
}: Numbers & { readonly type: SequenceType }) {
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
