import type { ColumnNode, ColumnOverride, DefinedNode, TableNode, TablePartNode } from "@aludel/core/dialect"

import { withCastElements } from "./cast-elements.ts"
import { withoutGuessedNames } from "./guessed-names.ts"
import { keysIn } from "./keys.ts"
import { isVanished, VanishedError } from "./vanished.ts"
import { isOn, type Naming, parametersOf, present } from "./naming.ts"
import type { IdentitySequence } from "./sequences.ts"
import { classOf, isOfExtension, type Source } from "./source.ts"

/** A table or a view while it is read: its parts are put together here. */
export interface Relation {
  readonly schema?: string
  readonly name: string
  /** In the catalog's letters: `r` a table, `p` a partitioned one, `v` a view, `m` a materialized one. */
  readonly kind: "r" | "p" | "v" | "m"
  /** Whether it is read at all; else only its columns' names are of use. */
  readonly isRead: boolean
  /** Its columns by their numbers, also inherited ones, but not those of a partition. */
  readonly columns: (string | undefined)[]
  /** The columns whose collation is not the database's. */
  readonly collated: string[]
  /** The sequences beneath its identity columns, by the columns' numbers. */
  readonly identities: (IdentitySequence | undefined)[]
  /** What the NOT NULL of columns is besides being there, by the columns' numbers. */
  readonly notNulls: ColumnNode["notNull"][]
  readonly parts: TablePartNode[]
  /** The columns of a view. */
  readonly viewColumns: ColumnNode[]
  readonly columnComments: Record<string, string>
  readonly columnDefaults: Record<string, string>
  readonly overrides: Record<string, ColumnOverride>
  readonly row: RelationRow
}

/** A row of {@link relationsQuery}. */
export interface RelationRow {
  readonly oid: number | string
  readonly namespace: number | string
  readonly name: string
  readonly kind: "r" | "p" | "v" | "m"
  readonly extension: boolean
  readonly comment: string | null
  readonly definition: string | null
  /** What few tables have, as JSON of {@link Rest}. */
  readonly rest: string | null
}

interface Rest {
  readonly unlogged?: true
  readonly parameters?: readonly string[]
  readonly toast?: readonly string[]
  readonly method?: string
  readonly partition?: string
  readonly bound?: string
  readonly parents?: readonly (readonly [schema: string, table: string])[]
  readonly security?: true
  readonly force?: true
  readonly identity?: "n" | "f" | "i"
  readonly identity_index?: string
  readonly unpopulated?: true
}

/** Tables and views, those of extensions marked. */
export function relationsQuery({ schemas }: Source): string {
  return `
    select c.oid, c.relnamespace as namespace, c.relname::text as name, c.relkind::text as kind,
      ${isOfExtension("pg_class", "c.oid")} as extension, x.description as comment,
      case when c.relkind in ('v', 'm') then pg_catalog.pg_get_viewdef(c.oid) end as definition,
      case when c.relpersistence = 'u' or c.reloptions is not null or tc.oid is not null or c.relam not in (0, ${defaultMethod})
        or c.relkind = 'p' or i.parents is not null or c.relrowsecurity or c.relforcerowsecurity
        or c.relreplident in ('f', 'n', 'i') and c.relkind in ('r', 'p', 'm') or not c.relispopulated
      then pg_catalog.json_strip_nulls(pg_catalog.json_build_object(
        'unlogged', nullif(c.relpersistence = 'u', false), 'parameters', c.reloptions, 'toast', tc.reloptions,
        'method', (select am.amname from pg_catalog.pg_am am where am.oid = c.relam and am.oid <> ${defaultMethod}),
        'partition', case when c.relkind = 'p' then pg_catalog.pg_get_partkeydef(c.oid) end,
        'bound', pg_catalog.pg_get_expr(c.relpartbound, c.oid), 'parents', i.parents,
        'security', nullif(c.relrowsecurity, false), 'force', nullif(c.relforcerowsecurity, false),
        'identity', nullif(c.relreplident, 'd'), 'identity_index', case c.relreplident when 'i' then ${identityIndex} end,
        'unpopulated', nullif(not c.relispopulated, false)))
      end::text as rest
    from pg_catalog.pg_class c
      left join pg_catalog.pg_description x
        on x.classoid = ${classOf("pg_class")} and x.objoid = c.oid and x.objsubid = 0
      left join pg_catalog.pg_class tc on tc.oid = c.reltoastrelid and tc.reloptions is not null
      left join (
        select h.inhrelid, pg_catalog.json_agg(pg_catalog.json_build_array(pn.nspname, p.relname) order by h.inhseqno) as parents
        from pg_catalog.pg_inherits h
          join pg_catalog.pg_class p on p.oid = h.inhparent and p.relkind in ('r', 'p')
          join pg_catalog.pg_namespace pn on pn.oid = p.relnamespace
        group by h.inhrelid
      ) i on i.inhrelid = c.oid
    where c.relnamespace in (${schemas}) and c.relkind in ('r', 'p', 'v', 'm')`
}

const defaultMethod = `(
  select am.oid from pg_catalog.pg_am am
  where am.amname = pg_catalog.current_setting('default_table_access_method') and am.amtype = 't')`

const identityIndex = `(
  select rc.relname from pg_catalog.pg_index ri join pg_catalog.pg_class rc on rc.oid = ri.indexrelid
  where ri.indrelid = c.oid and ri.indisreplident)`

/** The relation of a row, without its parts. */
export function relationOf(row: RelationRow, naming: Naming): Relation {
  const named = { ...naming.inNamespace(row.namespace), name: row.name }
  return {
    ...named,
    kind: row.kind,
    isRead: !row.extension && !naming.isExcluded(named),
    columns: [],
    collated: [],
    identities: [],
    notNulls: [],
    parts: [],
    viewColumns: [],
    columnComments: {},
    columnDefaults: {},
    overrides: {},
    row,
  }
}

/** The node of a relation whose columns are read. */
export function relationNode(relation: Relation, naming: Naming): TableNode | DefinedNode {
  const rest: Rest = relation.row.rest === null ? {} : (JSON.parse(relation.row.rest) as Rest)
  return relation.kind === "v" || relation.kind === "m"
    ? viewNode(relation, rest)
    : tableNode(relation, rest, naming)
}

function tableNode(relation: Relation, rest: Rest, naming: Naming): TableNode {
  const { name, row, overrides } = relation
  const table = { kind: "table" as const, ...schemaOf(relation), name }
  if (row.rest === null) return row.comment === null ? table : { ...table, comment: row.comment }
  const parents = rest.parents?.map(([schema, parent]) => ({ ...naming.inSchema(schema), table: parent }))
  return {
    ...table,
    ...present({
      unlogged: rest.unlogged,
      parameters: tableParameters(rest),
      accessMethod: rest.method,
      partitionBy: rest.partition === undefined ? undefined : partitionBy(rest.partition),
      partitionOf: rest.bound === undefined ? undefined : { ...parents![0]!, bound: rest.bound },
      inherits: rest.bound === undefined ? parents : undefined,
      overrides: given(overrides),
      rowSecurity: rest.security,
      forceRowSecurity: rest.force,
      replicaIdentity: replicaIdentity(rest),
      comment: row.comment,
    }),
  }
}

function tableParameters({ parameters, toast }: Rest) {
  return parametersOf([...(parameters ?? []), ...(toast ?? []).map((option) => `toast.${option}`)])
}

// Without its index `using index` means the same as `nothing`.
function replicaIdentity({ identity, identity_index: index }: Rest) {
  if (identity === undefined) return undefined
  if (identity === "f") return "full" as const
  return index === undefined ? ("nothing" as const) : { index }
}

// `RANGE (made, lower(name) COLLATE "C" text_pattern_ops)`
function partitionBy(definition: string): TableNode["partitionBy"] {
  const strategy = definition.slice(0, definition.indexOf(" ")).toLowerCase() as "range" | "list" | "hash"
  return { strategy, keys: keysIn(definition) }
}

function viewNode(relation: Relation, rest: Rest): DefinedNode {
  const { name, row, kind } = relation
  const options = kind === "v" ? viewOptions(relation, rest) : materializedOptions(relation, rest)
  return {
    kind: "defined",
    type: kind === "v" ? "view" : "materialized view",
    ...schemaOf(relation),
    name,
    definition: queryOf(relation),
    ...(Object.keys(options).length === 0 ? {} : { options }),
    ...(row.comment === null ? {} : { comment: row.comment }),
  }
}

function viewOptions({ columnComments, columnDefaults }: Relation, { parameters }: Rest) {
  const settings = parametersOf(parameters) ?? {}
  return present({
    securityInvoker: isOn(settings["security_invoker"]),
    securityBarrier: isOn(settings["security_barrier"]),
    checkOption: settings["check_option"],
    columnComments: given(columnComments),
    columnDefaults: given(columnDefaults),
  })
}

function materializedOptions({ columnComments }: Relation, rest: Rest) {
  return {
    ...present({
      parameters: tableParameters(rest),
      accessMethod: rest.method,
      columnComments: given(columnComments),
    }),
    ...(rest.unpopulated === true ? { populated: false } : {}),
  }
}

function given<T extends object>(record: T): T | undefined {
  return Object.keys(record).length === 0 ? undefined : record
}

function queryOf({ name, row }: Relation): string {
  if (row.definition === null || isVanished(row.definition)) throw new VanishedError(`the view ${name}`)
  return withoutGuessedNames(withCastElements(row.definition.replace(/;$/, "").trim()))
}

function schemaOf({ schema }: Relation): { readonly schema?: string } {
  return schema === undefined ? {} : { schema }
}
