import type { DefinedNode, EnumNode, JsonValue } from "@aludel/core/dialect"

import { engineName, multirangeName } from "../engine-name.ts"
import { withoutParentheses } from "../expression.ts"
import { modelType } from "../types.ts"
import { withCastElements } from "./cast-elements.ts"
import { type Naming, present } from "./naming.ts"
import type { ObjectRow } from "./objects.ts"
import { classOf, isOfExtension, type Source, visibleName } from "./source.ts"
import { VanishedError } from "./vanished.ts"

/** Enumerated types, domains, composite types and ranges. */
export function types({ schemas }: Source): string {
  const here = `t.typnamespace in (${schemas}) and not ${isOfExtension("pg_type", "t.oid")}`
  const head = (kind: string) =>
    `'${kind}', ${classOf("pg_type")}, t.oid, null::oid, t.typnamespace, t.typname::text, null::text`
  return `
    select ${head("enum")}, v.labels::text
    from pg_catalog.pg_type t
      left join (select e.enumtypid, pg_catalog.json_agg(e.enumlabel order by e.enumsortorder) as labels
        from pg_catalog.pg_enum e group by e.enumtypid) v on v.enumtypid = t.oid
    where t.typtype = 'e' and ${here}
    union all
    select ${head("domain")}, pg_catalog.json_strip_nulls(pg_catalog.json_build_object(
      'type', pg_catalog.format_type(t.typbasetype, t.typtypmod),
      'collation', case when t.typcollation <> b.typcollation then t.typcollation::pg_catalog.regcollation::text end,
      'default', case when t.typdefaultbin is not null then coalesce(pg_catalog.pg_get_expr(t.typdefaultbin, 0), '') end,
      'not_null', nullif(t.typnotnull, false),
      'constraints', (select pg_catalog.json_agg(pg_catalog.json_build_array(o.contype, o.conname, o.convalidated,
          case when o.conbin is not null then coalesce(pg_catalog.pg_get_expr(o.conbin, 0), '') end) order by o.conname)
        from pg_catalog.pg_constraint o where o.contypid = t.oid)))::text
    from pg_catalog.pg_type t join pg_catalog.pg_type b on b.oid = t.typbasetype
    where t.typtype = 'd' and ${here}
    union all
    select ${head("composite type")}, (
      select coalesce(pg_catalog.json_agg(pg_catalog.json_build_array(a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
          case when a.attcollation <> at.typcollation then a.attcollation::pg_catalog.regcollation::text end) order by a.attnum), '[]')
      from pg_catalog.pg_attribute a join pg_catalog.pg_type at on at.oid = a.atttypid
      where a.attrelid = t.typrelid and a.attnum > 0 and not a.attisdropped)::text
    from pg_catalog.pg_type t join pg_catalog.pg_class c on c.oid = t.typrelid and c.relkind = 'c'
    where t.typtype = 'c' and ${here}
    union all
    select ${head("range type")}, pg_catalog.json_strip_nulls(pg_catalog.json_build_object(
      'subtype', pg_catalog.format_type(r.rngsubtype, null),
      'operatorClass', case when not oc.opcdefault or exists (select from pg_catalog.pg_opclass d
          where d.opcmethod = oc.opcmethod and d.opcdefault and d.opcintype = r.rngsubtype and d.oid <> oc.oid)
        then ${visibleName("pg_catalog.pg_opclass_is_visible(oc.oid)", "ocn.nspname", "oc.opcname")} end,
      'collation', case when r.rngcollation <> st.typcollation then r.rngcollation::pg_catalog.regcollation::text end,
      'canonical', ${functionName("r.rngcanonical")}, 'difference', ${functionName("r.rngsubdiff")},
      'multirange', m.typname))::text
    from pg_catalog.pg_type t
      join pg_catalog.pg_range r on r.rngtypid = t.oid
      join pg_catalog.pg_type st on st.oid = r.rngsubtype
      join pg_catalog.pg_opclass oc on oc.oid = r.rngsubopc
      join pg_catalog.pg_namespace ocn on ocn.oid = oc.opcnamespace
      join pg_catalog.pg_type m on m.oid = r.rngmultitypid
    where t.typtype = 'r' and ${here}`
}

const functionName = (oid: string) => `(
  select ${visibleName("pg_catalog.pg_function_is_visible(p.oid)", "pn.nspname", "p.proname")}
  from pg_catalog.pg_proc p join pg_catalog.pg_namespace pn on pn.oid = p.pronamespace
  where p.oid = ${oid})`

/** The node of an enumerated type. */
export function enumNode({ namespace, name, data }: ObjectRow, naming: Naming): EnumNode {
  return {
    kind: "enum",
    ...naming.inNamespace(namespace!),
    name,
    values: JSON.parse(data ?? "[]") as readonly string[],
  }
}

interface Domain {
  readonly type: string
  readonly collation?: string
  readonly default?: string
  readonly not_null?: true
  readonly constraints?: readonly (readonly [
    type: "c" | "n",
    name: string,
    isValid: boolean,
    expression: string | null,
  ])[]
}

/** The node of a domain. */
export function domainNode(row: ObjectRow, naming: Naming): DefinedNode {
  const domain = JSON.parse(row.data!) as Domain
  if (domain.default === "") throw new VanishedError(`the domain ${row.name}`)
  const notNullName = domain.constraints?.find(([type]) => type === "n")?.[1]
  const checks = domain.constraints?.filter(([type]) => type === "c") ?? []
  return typeNode("domain", row, naming, {
    type: modelType(domain.type),
    ...present({
      collation: domain.collation,
      default: domain.default,
      notNull: domain.not_null,
      notNullName: notNullName === engineName(row.name, undefined, "not_null") ? undefined : notNullName,
      checks: checks.length === 0 ? undefined : checks.map((check) => domainCheck(row, check)),
    }),
  })
}

function domainCheck(
  { name: domain }: ObjectRow,
  [, name, isValid, expression]: NonNullable<Domain["constraints"]>[number],
): JsonValue {
  if (expression === null || expression === "") throw new VanishedError(`the check ${name} of ${domain}`)
  return {
    name,
    expression: withoutParentheses(withCastElements(expression)),
    ...(isValid ? {} : { notValid: true }),
  }
}

/** The node of a composite type. */
export function compositeNode(row: ObjectRow, naming: Naming): DefinedNode {
  const attributes = JSON.parse(row.data!) as readonly (readonly [string, string, string | null])[]
  return typeNode("composite type", row, naming, {
    attributes: attributes.map(([name, type, collation]) => ({
      name,
      type: modelType(type),
      ...(collation === null ? {} : { collation }),
    })),
  })
}

/** The node of a range type. */
export function rangeNode(row: ObjectRow, naming: Naming): DefinedNode {
  const { subtype, multirange, ...rest } = JSON.parse(row.data!) as Readonly<Record<string, string>>
  return typeNode("range type", row, naming, {
    subtype: modelType(subtype!),
    ...rest,
    ...(multirange === multirangeName(row.name) ? {} : { multirange: multirange! }),
  })
}

function typeNode(
  type: string,
  { namespace, name }: ObjectRow,
  naming: Naming,
  options: Readonly<Record<string, JsonValue>>,
): DefinedNode {
  return { kind: "defined", type, ...naming.inNamespace(namespace!), name, options }
}
