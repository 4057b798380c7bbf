import { compareText, type Grant, nodeKey, type ObjectRights } from "@aludel/core/dialect"

import type { Naming } from "./naming.ts"
import { isOfExtension, type Source } from "./source.ts"

/** A row of {@link rightsQuery}. */
export interface RightsRow {
  /** A kind of nodes, or a type of defined objects. */
  readonly kind: string
  /** Absent where the object is a schema. */
  readonly namespace: number | string | null
  readonly name: string
  readonly owner: string
  /** Of one column of it. */
  readonly column: string | null
  /** JSON: what, to whom, whether they may give it on; absent where nobody changed anything. */
  readonly grants: string | null
}

const kindOfRelation = `case c.relkind when 'v' then 'view' when 'm' then 'materialized view' when 'S' then 'sequence' else 'table' end`
const kindOfType = `case t.typtype when 'e' then 'enum' when 'd' then 'domain' when 'r' then 'range type' else 'composite type' end`

/** Owners and grants of schemas, tables and views, their columns, sequences, types and routines. */
export function rightsQuery({ schemas }: Source): string {
  return `
    select 'namespace' as kind, null::oid as namespace, n.nspname::text as name,
      pg_catalog.pg_get_userbyid(n.nspowner)::text as owner, null::text as column, ${grantsOf("n.nspacl")} as grants
    from pg_catalog.pg_namespace n where n.oid in (${schemas})
    union all
    select ${kindOfRelation}, c.relnamespace, c.relname::text,
      pg_catalog.pg_get_userbyid(c.relowner)::text, null, ${grantsOf("c.relacl")}
    from pg_catalog.pg_class c
    where c.relkind in ('r', 'p', 'v', 'm', 'S') and c.relnamespace in (${schemas}) and not ${isOfExtension("pg_class", "c.oid")}
    union all
    select ${kindOfRelation}, c.relnamespace, c.relname::text,
      pg_catalog.pg_get_userbyid(c.relowner)::text, a.attname::text, ${grantsOf("a.attacl")}
    from pg_catalog.pg_class c
      join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attacl is not null and not a.attisdropped
    where c.relkind in ('r', 'p', 'v', 'm') and c.relnamespace in (${schemas}) and not ${isOfExtension("pg_class", "c.oid")}
    union all
    select ${kindOfType}, t.typnamespace, t.typname::text,
      pg_catalog.pg_get_userbyid(t.typowner)::text, null, ${grantsOf("t.typacl")}
    from pg_catalog.pg_type t left join pg_catalog.pg_class c on c.oid = t.typrelid
    where (t.typtype in ('e', 'd', 'r') or c.relkind = 'c')
      and t.typnamespace in (${schemas}) and not ${isOfExtension("pg_type", "t.oid")}
    union all
    select case p.prokind when 'p' then 'procedure' else 'function' end, p.pronamespace,
      p.proname || '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')',
      pg_catalog.pg_get_userbyid(p.proowner)::text, null, ${grantsOf("p.proacl")}
    from pg_catalog.pg_proc p
    where p.prokind in ('f', 'p', 'w') and p.pronamespace in (${schemas}) and not ${isOfExtension("pg_proc", "p.oid")}`
}

const grantsOf = (rights: string) => `(
  select pg_catalog.json_agg(pg_catalog.json_build_array(pg_catalog.lower(g.privilege_type),
    case when g.grantee <> 0 then pg_catalog.pg_get_userbyid(g.grantee) end, g.is_grantable))
  from pg_catalog.aclexplode(${rights}) g)::text`

/** Who owns what and who else may do what with it, in the order of the keys. */
export function rightsOf(
  rows: readonly RightsRow[],
  naming: Naming,
  keys: ReadonlySet<string>,
): readonly ObjectRights[] {
  const found = new Map<string, ObjectRights>()
  for (const row of rows) {
    const of = keyOf(row, naming)
    if (!keys.has(of)) continue
    const before = found.get(of)
    const grants = row.grants === null ? before?.grants : [...(before?.grants ?? []), ...grantsIn(row)]
    found.set(of, { of, owner: row.owner, ...(grants === undefined ? {} : { grants: inOrder(grants) }) })
  }
  return [...found.values()].toSorted((a, b) => compareText(a.of, b.of)).map((each) => Object.freeze(each))
}

function keyOf({ kind, namespace, name }: RightsRow, naming: Naming): string {
  const schema = namespace === null ? {} : naming.inNamespace(namespace)
  if (kind === "namespace" || kind === "table" || kind === "enum") return nodeKey({ kind, ...schema, name })
  return nodeKey({ kind: "defined", type: kind, ...schema, name })
}

function grantsIn({ grants, column }: RightsRow): readonly Grant[] {
  const all = JSON.parse(grants!) as readonly (readonly [string, string | null, boolean])[] | null
  return (all ?? []).map(([privilege, to, isGrantable]) => ({
    privilege,
    ...(to === null ? {} : { to }),
    ...(column === null ? {} : { column }),
    ...(isGrantable ? { grantable: true as const } : {}),
  }))
}

function inOrder(grants: readonly Grant[]): readonly Grant[] {
  const text = ({ to = "", column = "", privilege }: Grant) => JSON.stringify([to, column, privilege])
  return grants.toSorted((a, b) => compareText(text(a), text(b)))
}
