import { sequenceNumbers, type DefinedNode, type Identity } from "@aludel/core/dialect"

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

/** Sequences; those beneath identity columns with no more than their name where their numbers are the usual ones. */
export function sequences({ schemas }: Source): string {
  return `
    select case when d.deptype = 'i' then 'identity' else 'sequence' end, ${classOf("pg_class")}, c.oid, d.refobjid,
      c.relnamespace, c.relname::text, case when d.deptype = 'i' then d.refobjsubid::text end,
      case when d.deptype = 'i' and (s.seqstart, s.seqincrement, s.seqmin, s.seqcache, s.seqcycle) = (1, 1, 1, 1, false)
        and s.seqmax = case s.seqtypid when 20 then ${largest.bigint} when 23 then ${largest.integer} else ${largest.smallint} end
      then null
      else pg_catalog.json_strip_nulls(pg_catalog.json_build_object('type', pg_catalog.format_type(s.seqtypid, null), ${numbers},
        'unlogged', nullif(c.relpersistence = 'u', false),
        'owner', case when d.deptype = 'a' then ${owner} end)) end::text
    from pg_catalog.pg_class c
      join pg_catalog.pg_sequence s on s.seqrelid = c.oid
      left join pg_catalog.pg_depend d on d.classid = ${classOf("pg_class")} and d.objid = c.oid and d.objsubid = 0
        and d.refclassid = ${classOf("pg_class")} and d.deptype in ('a', 'i')
    where c.relkind = 'S' and c.relnamespace in (${schemas}) and not ${isOfExtension("pg_class", "c.oid")}`
}

const owner = `(
  select pg_catalog.json_build_array(tn.nspname, t.relname, a.attname)
  from pg_catalog.pg_class t
    join pg_catalog.pg_namespace tn on tn.oid = t.relnamespace
    join pg_catalog.pg_attribute a on a.attrelid = t.oid and a.attnum = d.refobjsubid
  where t.oid = d.refobjid)`

const largest = { smallint: 32_767n, integer: 2_147_483_647n, bigint: 9_223_372_036_854_775_807n } as const

/** The node of a sequence. */
export function sequenceNode(row: ObjectRow, naming: Naming): DefinedNode {
  const sequence = JSON.parse(row.data!) as Sequence
  const options = {
    ...present({
      type: sequence.type === "bigint" ? undefined : sequence.type,
      ...sequenceNumbers(sequence, sequence.type),
    }),
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
export interface IdentitySequence {
  readonly name: string
  /** Absent where they are the usual ones of its type. */
  readonly numbers: (Numbers & { readonly type: SequenceType }) | undefined
}

/** The sequence of a row that is beneath an identity column. */
export function identityOf({ name, data }: ObjectRow): IdentitySequence {
  return { name, numbers: data === null ? undefined : (JSON.parse(data) as Sequence) }
}

/** What is not the engine's own choice for the sequence of an identity column. */
export function identityOptions(
  { name, numbers }: IdentitySequence,
  table: string,
  column: string,
): Omit<Identity, "always"> {
  return {
    ...(numbers === undefined ? {} : sequenceNumbers(numbers, numbers.type)),
    ...(name === engineName(table, column, "seq") ? {} : { sequence: name }),
  }
}
