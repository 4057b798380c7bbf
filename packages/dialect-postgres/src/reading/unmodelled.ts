import { compareText, type UnmodelledObject } from "@aludel/core/dialect"

import type { Naming } from "./naming.ts"
import { classOf, isOfExtension, type Source } from "./source.ts"

/** A row of {@link unmodelledQuery}. */
export interface UnmodelledRow {
  readonly kind: string
  /** Absent where the kind lies in no schema. */
  readonly namespace: number | string | null
  readonly name: string
  readonly owner: null
}

// What initdb makes has lower oids.
const firstOwnOid = 16_384

interface Listing {
  readonly kind: string
  readonly catalog: string
  /** The columns with the schema and the name; without a schema it is the database's. */
  readonly namespace?: string
  readonly name: string
  readonly where?: string
  readonly join?: string
}

const listings: readonly Listing[] = [
  {
    kind: "aggregate",
    catalog: "pg_proc",
    namespace: "o.pronamespace",
    name: "o.proname || '(' || pg_catalog.oidvectortypes(o.proargtypes) || ')'",
    where: "o.prokind = 'a'",
  },
  {
    kind: "rule",
    catalog: "pg_rewrite",
    namespace: "c.relnamespace",
    name: "o.rulename || ' on ' || c.relname",
    join: "join pg_catalog.pg_class c on c.oid = o.ev_class",
    where: "o.rulename <> '_RETURN'",
  },
  {
    kind: "foreign table",
    catalog: "pg_class",
    namespace: "o.relnamespace",
    name: "o.relname",
    where: "o.relkind = 'f'",
  },
  {
    kind: "typed table",
    catalog: "pg_class",
    namespace: "o.relnamespace",
    name: "o.relname",
    where: "o.reloftype <> 0",
  },
  {
    kind: "tablespace",
    catalog: "pg_class",
    namespace: "o.relnamespace",
    name: "s.spcname || ' of ' || o.relname",
    join: "join pg_catalog.pg_tablespace s on s.oid = o.reltablespace",
  },
  {
    kind: "clustered index",
    catalog: "pg_class",
    namespace: "o.relnamespace",
    name: "o.relname",
    join: "join pg_catalog.pg_index i on i.indexrelid = o.oid and i.indisclustered",
  },
  // Made with `only`: the partitions lack it. It is read as if they had it.
  {
    kind: "constraint that partitions lack",
    catalog: "pg_constraint",
    namespace: "o.connamespace",
    name: "o.conname || ' on ' || c.relname",
    join: `join pg_catalog.pg_class c on c.oid = o.conrelid and c.relkind = 'p'
      join pg_catalog.pg_index i on i.indexrelid = o.conindid and not i.indisvalid`,
    where: "o.contype in ('p', 'u', 'x')",
  },
  {
    kind: "type",
    catalog: "pg_type",
    namespace: "o.typnamespace",
    name: "o.typname",
    where: `(o.typtype = 'b' and o.oid not in (select e.typarray from pg_catalog.pg_type e) or o.typtype = 'p')`,
  },
  { kind: "collation", catalog: "pg_collation", namespace: "o.collnamespace", name: "o.collname" },
  { kind: "conversion", catalog: "pg_conversion", namespace: "o.connamespace", name: "o.conname" },
  { kind: "statistics", catalog: "pg_statistic_ext", namespace: "o.stxnamespace", name: "o.stxname" },
  {
    kind: "operator",
    catalog: "pg_operator",
    namespace: "o.oprnamespace",
    name: `o.oprname || '(' || pg_catalog.concat_ws(', ',
      case when o.oprleft <> 0 then pg_catalog.format_type(o.oprleft, null) end,
      case when o.oprright <> 0 then pg_catalog.format_type(o.oprright, null) end) || ')'`,
  },
  {
    kind: "operator class",
    catalog: "pg_opclass",
    namespace: "o.opcnamespace",
    name: "o.opcname || ' using ' || m.amname",
    join: "join pg_catalog.pg_am m on m.oid = o.opcmethod",
  },
  {
    kind: "operator family",
    catalog: "pg_opfamily",
    namespace: "o.opfnamespace",
    name: "o.opfname || ' using ' || m.amname",
    join: "join pg_catalog.pg_am m on m.oid = o.opfmethod",
  },
  {
    kind: "text search configuration",
    catalog: "pg_ts_config",
    namespace: "o.cfgnamespace",
    name: "o.cfgname",
  },
  { kind: "text search dictionary", catalog: "pg_ts_dict", namespace: "o.dictnamespace", name: "o.dictname" },
  { kind: "text search parser", catalog: "pg_ts_parser", namespace: "o.prsnamespace", name: "o.prsname" },
  {
    kind: "text search template",
    catalog: "pg_ts_template",
    namespace: "o.tmplnamespace",
    name: "o.tmplname",
  },
  { kind: "event trigger", catalog: "pg_event_trigger", name: "o.evtname" },
  { kind: "publication", catalog: "pg_publication", name: "o.pubname" },
  {
    kind: "subscription",
    catalog: "pg_subscription",
    name: "o.subname",
    where:
      "o.subdbid = (select d.oid from pg_catalog.pg_database d where d.datname = pg_catalog.current_database())",
  },
  {
    kind: "cast",
    catalog: "pg_cast",
    name: "pg_catalog.format_type(o.castsource, null) || ' as ' || pg_catalog.format_type(o.casttarget, null)",
    // A range type brings one with it.
    where: `o.oid not in (select e.objid from pg_catalog.pg_depend e where e.classid = ${classOf("pg_cast")} and e.deptype = 'i')`,
  },
  { kind: "language", catalog: "pg_language", name: "o.lanname" },
  {
    kind: "transform",
    catalog: "pg_transform",
    name: "pg_catalog.format_type(o.trftype, null) || ' for ' || l.lanname",
    join: "join pg_catalog.pg_language l on l.oid = o.trflang",
  },
  { kind: "access method", catalog: "pg_am", name: "o.amname" },
  { kind: "foreign data wrapper", catalog: "pg_foreign_data_wrapper", name: "o.fdwname" },
  { kind: "server", catalog: "pg_foreign_server", name: "o.srvname" },
  {
    kind: "default privileges",
    catalog: "pg_default_acl",
    name: `'of ' || pg_catalog.pg_get_userbyid(o.defaclrole) || ' on ' || case o.defaclobjtype when 'r' then 'tables'
      when 'S' then 'sequences' when 'f' then 'functions' when 'T' then 'types' when 'n' then 'schemas' else 'large objects' end
      || coalesce(' in ' || (select n.nspname from pg_catalog.pg_namespace n where n.oid = o.defaclnamespace), '')`,
  },
]

/** What there is besides and the model has no words for: in the schemas that are read, and in no schema. The columns are those of the rights. */
export function unmodelledQuery(source: Source): string {
  const parts = [
    ...listings.map((listing) => listed(listing, source)),
    userMappings,
    securityLabels,
    comments(source),
    inheritedColumns(source),
  ]
  return `
    select u.kind, u.namespace, u.name, null::text as owner, null::text as column, null::text as grants
    from (${parts.join("\n    union all\n")}
    ) u (kind, namespace, name)`
}

function listed({ kind, catalog, namespace, name, where, join = "" }: Listing, { schemas }: Source): string {
  return `
    select '${kind}' as kind, ${namespace ?? "null::oid"} as namespace, (${name})::text as name
    from pg_catalog.${catalog} o ${join}
    where ${namespace === undefined ? `o.oid >= ${firstOwnOid}` : `${namespace} in (${schemas})`}
      ${where === undefined ? "" : `and ${where}`} and not ${isOfExtension(catalog, "o.oid")}`
}

const userMappings = `
    select 'user mapping', null::oid, m.usename || ' on ' || m.srvname from pg_catalog.pg_user_mappings m`

const securityLabels = `
    select 'security label', null::oid,
      l.label || ' on ' || pg_catalog.pg_describe_object(l.classoid, l.objoid, l.objsubid)
    from pg_catalog.pg_seclabel l`

// Comments on what is no node: attributes of composite types, inherited columns, constraints of domains, not-null
// constraints, indexes of constraints, sequences of identity columns.
function comments({ schemas }: Source): string {
  const described = "pg_catalog.pg_describe_object(x.classoid, x.objoid, x.objsubid)"
  return `
    select 'comment', c.relnamespace, 'on ' || ${described}
    from pg_catalog.pg_description x
      join pg_catalog.pg_class c on c.oid = x.objoid
      left join pg_catalog.pg_attribute a on a.attrelid = x.objoid and a.attnum = x.objsubid
      left join pg_catalog.pg_constraint o on o.conindid = c.oid and o.contype in ('p', 'u', 'x')
      left join pg_catalog.pg_depend d on d.classid = x.classoid and d.objid = x.objoid and d.deptype = 'i'
        and d.refclassid = ${classOf("pg_class")} and c.relkind = 'S'
    where x.classoid = ${classOf("pg_class")} and c.relnamespace in (${schemas})
      and (x.objsubid > 0 and (c.relkind = 'c' or c.relkind in ('r', 'p') and not a.attislocal)
        or x.objsubid = 0 and (o.oid is not null or d.objid is not null))
    union all
    select 'comment', o.connamespace, 'on ' || ${described}
    from pg_catalog.pg_description x join pg_catalog.pg_constraint o on o.oid = x.objoid
    where x.classoid = ${classOf("pg_constraint")} and o.connamespace in (${schemas})
      and (o.contypid <> 0 or o.contype = 'n')`
}

// What of a column that a table has from another is its own, besides what the model's overrides say. A new one has its
// parent's storage and compression, but nothing else of this.
function inheritedColumns({ schemas, version }: Source): string {
  const statistics = version >= 170_000 ? "a.attstattarget" : "nullif(a.attstattarget, -1)"
  const own = `pg_catalog.concat_ws(', ', case when a.attstorage <> pa.attstorage then 'storage' end,
      case when a.attcompression <> pa.attcompression then 'compression' end,
      case when ${statistics} is not null then 'statistics' end, case when a.attoptions is not null then 'parameters' end)`
  return `
    select distinct 'inherited column', c.relnamespace, c.relname || '.' || a.attname || ': ' || ${own}
    from pg_catalog.pg_inherits h
      join pg_catalog.pg_class c on c.oid = h.inhrelid and c.relkind in ('r', 'p') and c.relnamespace in (${schemas})
      join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and not a.attislocal
      join pg_catalog.pg_attribute pa on pa.attrelid = h.inhparent and pa.attname = a.attname
    where ${own} <> '' and not ${isOfExtension("pg_class", "c.oid")}`
}

/** The objects in order of kind, schema and name. */
export function unmodelledOf(rows: readonly UnmodelledRow[], naming: Naming): readonly UnmodelledObject[] {
  return rows
    .map(({ kind, namespace, name }) => ({
      kind,
      ...(namespace === null ? {} : naming.inNamespace(namespace)),
      name,
    }))
    .toSorted(
      (a: UnmodelledObject, b: UnmodelledObject) =>
        compareText(a.kind, b.kind) ||
        compareText(a.schema ?? "", b.schema ?? "") ||
        compareText(a.name, b.name),
    )
}
