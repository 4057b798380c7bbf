import type { ColumnNode, Identity } from "@aludel/core/dialect"

import { withoutParentheses } from "../expression.ts"
import { modelType } from "../types.ts"
import { withCastElements } from "./cast-elements.ts"
import { type Naming, parametersOf, present } from "./naming.ts"
import type { Relation } from "./relations.ts"
import { identityOptions } from "./sequences.ts"
import { classOf, defaultCollation, type Source } from "./source.ts"
import { isVanished, VanishedError } from "./vanished.ts"

/** A row of {@link columnsQuery}. */
export interface ColumnRow {
  readonly relation: number | string
  readonly number: number
  readonly name: string
  readonly type: string
  /** `n` not null, `a` and `d` an identity column (always, by default), else empty. */
  readonly code: "n" | "a" | "d" | ""
  /** Empty where it is no longer there. */
  readonly expression: string | null
  /** What few columns have, as JSON of {@link Rest}. */
  readonly rest: string | null
}

interface Rest {
  readonly enum?: readonly [schema: string, name: string]
  readonly generated?: "s" | "v"
  /** The collation is not the database's. */
  readonly collated?: true
  readonly collation?: string
  readonly compression?: "p" | "l"
  readonly storage?: "p" | "e" | "x" | "m"
  readonly statistics?: number
  readonly parameters?: readonly string[]
  /** Set where the column is a parent's alone. */
  readonly inherited?: { readonly not_null: boolean; readonly defaults?: readonly string[] }
  readonly comment?: string
}

/**
 * Columns of tables, and of views where they have something to tell; those that a partition has from its parent only
 * where something differs there.
 */
export function columnsQuery(source: Source): string {
  const { schemas, version, viewColumns } = source
  const statistics = version >= 170_000 ? "a.attstattarget" : "nullif(a.attstattarget, -1)"
  return `
    select a.attrelid as relation, a.attnum as number, a.attname::text as name,
      pg_catalog.format_type(a.atttypid, a.atttypmod) as type,
      case when a.attidentity <> '' then a.attidentity when a.attnotnull then 'n' else '' end as code,
      case when d.adbin is not null then coalesce(
        case when s.tree is null then pg_catalog.pg_get_expr(d.adbin, d.adrelid) else s.expression end, '') end as expression,
      case when t.typtype = 'e' or a.attgenerated <> '' or a.attcollation not in (0, ${defaultCollation}) or a.attcollation <> t.typcollation
        or a.attcompression <> '' or a.attstorage <> t.typstorage or ${statistics} is not null
        or a.attoptions is not null or h.inhrelid is not null or x.description is not null
      then pg_catalog.json_strip_nulls(pg_catalog.json_build_object(
        'enum', case when t.typtype = 'e' then pg_catalog.json_build_array(
          (select n.nspname from pg_catalog.pg_namespace n where n.oid = t.typnamespace), t.typname) end,
        'generated', nullif(a.attgenerated, ''),
        'collated', nullif(a.attcollation not in (0, ${defaultCollation}), false),
        'collation', case when a.attcollation <> t.typcollation then a.attcollation::pg_catalog.regcollation::text end,
        'compression', nullif(a.attcompression, ''), 'storage', nullif(a.attstorage, t.typstorage),
        'statistics', ${statistics}, 'parameters', a.attoptions,
        'inherited', case when h.inhrelid is not null
          then pg_catalog.json_build_object('not_null', h.not_null, 'defaults', h.defaults) end,
        'comment', x.description))
      end::text as rest
    from pg_catalog.pg_class c
      join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      join pg_catalog.pg_type t on t.oid = a.atttypid
      left join pg_catalog.pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      left join (${sharedDefaults(schemas)}) s on s.tree = d.adbin::pg_catalog.text and a.attgenerated = ''
      left join pg_catalog.pg_description x
        on x.classoid = ${classOf("pg_class")} and x.objoid = a.attrelid and x.objsubid = a.attnum
      left join (${parentColumns}) h on h.inhrelid = a.attrelid and h.attname = a.attname and not a.attislocal
    where c.relnamespace in (${schemas})
      and (c.relkind = 'r' or c.relkind = 'p'
        or c.relkind in ('v', 'm') and (${viewColumns} or d.adbin is not null or x.description is not null))
      and (not c.relispartition or a.attislocal or a.attnotnull <> h.not_null
        or a.attgenerated = '' and (d.adbin is not null or h.defaults is not null))`
}

// Printing an expression costs more than all else, and a few defaults are those of most columns: `now()`, `false`, `0`. They
// name no columns, so that what is stored of them tells that they are the same. `offset 0` has each printed once.
const sharedDefaults = (schemas: string) => `
  select f.adbin::pg_catalog.text as tree, pg_catalog.pg_get_expr(f.adbin, f.adrelid) as expression
  from pg_catalog.pg_attrdef f
  where f.oid in (select pg_catalog.min(g.oid)
    from pg_catalog.pg_class gc join pg_catalog.pg_attrdef g on g.adrelid = gc.oid
    where gc.relnamespace in (${schemas})
    group by g.adbin::pg_catalog.text having pg_catalog.count(*) > 1)
  offset 0`

const parentColumns = `
  select i.inhrelid, pa.attname, pg_catalog.bool_or(pa.attnotnull) as not_null,
    pg_catalog.array_agg(distinct pg_catalog.pg_get_expr(pd.adbin, pd.adrelid)) filter (where pd.adbin is not null) as defaults
  from pg_catalog.pg_inherits i
    join pg_catalog.pg_class p on p.oid = i.inhparent and p.relkind in ('r', 'p')
    join pg_catalog.pg_attribute pa on pa.attrelid = p.oid and pa.attnum > 0 and not pa.attisdropped
    left join pg_catalog.pg_attrdef pd on pd.adrelid = p.oid and pd.adnum = pa.attnum
  group by i.inhrelid, pa.attname`

/** Puts a column where it belongs; those of one relation in their order. */
export function addColumn(row: ColumnRow, relation: Relation, naming: Naming): void {
  relation.columns[row.number] = row.name
  if (isVanished(row.expression) || row.type === "???")
    throw new VanishedError(`the column ${relation.name}.${row.name}`)
  if (row.rest === null && (relation.kind === "r" || relation.kind === "p")) {
    relation.parts.push(plainColumn(row, relation))
    return
  }
  const rest: Rest = row.rest === null ? {} : (JSON.parse(row.rest) as Rest)
  if (rest.collated === true) relation.collated.push(row.name)
  if (relation.kind === "v" || relation.kind === "m") addViewColumn(row, rest, relation, naming)
  else if (rest.inherited !== undefined) addOverride(row, rest, rest.inherited, relation)
  else relation.parts.push(columnNode(row, rest, relation, naming))
}

function plainColumn(row: ColumnRow, relation: Relation): ColumnNode {
  const column: { -readonly [K in keyof ColumnNode]: ColumnNode[K] } = {
    ...headOf(row, relation),
    type: typeOf(row.type),
  }
  if (row.code === "") column.nullable = true
  if (row.expression !== null) column.default = row.expression
  if (row.code === "a" || row.code === "d") column.identity = identity(row, row.code, relation)
  const notNull = relation.notNulls[row.number]
  if (notNull !== undefined) column.notNull = notNull
  return column
}

function columnNode(row: ColumnRow, rest: Rest, relation: Relation, naming: Naming): ColumnNode {
  const plain = plainColumn(row, relation)
  const { default: _, ...undefaulted } = plain
  return {
    ...(rest.generated === undefined ? plain : undefaulted),
    ...enumOf(rest, naming),
    ...present({
      generated:
        rest.generated === undefined
          ? undefined
          : {
              expression: withoutParentheses(withCastElements(row.expression!)),
              ...(rest.generated === "s" ? { stored: true as const } : {}),
            },
      collation: rest.collation,
      compression: rest.compression === undefined ? undefined : compressions[rest.compression],
      storage: rest.storage === undefined ? undefined : storages[rest.storage],
      statistics: rest.statistics,
      parameters: parametersOf(rest.parameters),
      comment: rest.comment,
    }),
  }
}

const compressions = { p: "pglz", l: "lz4" } as const
const storages = { p: "plain", e: "external", x: "extended", m: "main" } as const

function headOf(row: ColumnRow, { schema, name: table }: Relation) {
  return { kind: "column" as const, ...(schema === undefined ? {} : { schema }), table, name: row.name }
}

function enumOf({ enum: found }: Rest, naming: Naming): Partial<Pick<ColumnNode, "type" | "enum">> {
  if (found === undefined) return {}
  const [schema, name] = found
  return { type: name, enum: { ...naming.inSchema(schema), name } }
}

function identity({ number, name }: ColumnRow, code: "a" | "d", relation: Relation): Identity {
  const sequence = relation.identities[number]
  return {
    always: code === "a",
    ...(sequence === undefined ? {} : identityOptions(sequence, relation.name, name)),
  }
}

function addViewColumn(row: ColumnRow, rest: Rest, relation: Relation, naming: Naming): void {
  if (rest.comment !== undefined) relation.columnComments[row.name] = rest.comment
  if (row.expression !== null) relation.columnDefaults[row.name] = row.expression
  const column = {
    ...headOf(row, relation),
    type: typeOf(row.type),
    ...enumOf(rest, naming),
    nullable: true as const,
  }
  relation.viewColumns.push(column)
}

// A default is the parents' where they have one and agree on it.
function addOverride(
  row: ColumnRow,
  { generated }: Rest,
  inherited: NonNullable<Rest["inherited"]>,
  relation: Relation,
): void {
  const [parents, ...others] = inherited.defaults ?? []
  const isSame = generated !== undefined || (others.length === 0 && (parents ?? null) === row.expression)
  const override = {
    ...(isSame ? {} : { default: row.expression }),
    ...(row.code !== "" && !inherited.not_null ? { nullable: false as const } : {}),
  }
  if (Object.keys(override).length > 0) relation.overrides[row.name] = override
}

const types = new Map<string, string>()

// A hundred thousand columns have a few dozen types.
function typeOf(engine: string): string {
  const known = types.get(engine)
  if (known !== undefined) return known
  const type = modelType(engine)
  if (types.size < 10_000) types.set(engine, type)
  return type
}
