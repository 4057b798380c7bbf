import type { JsonValue } from "@aludel/core/dialect"

import type { Choices } from "./choices.ts"
import { condition, newPlace, type Ground, type GroundColumn, type Relation } from "./ground.ts"
import { comment, printedPath, quoted, quotedPath } from "./names.ts"
import { builtInTypes } from "./value-types.ts"

interface Query {
  readonly sql: string
  readonly columns: readonly GroundColumn[]
  /** Rows can be inserted through it. */
  readonly simple?: true
  readonly sources: readonly Relation[]
}

/** Makes a view. */
export function makeView(ground: Ground, choose: Choices): void {
  const place = newPlace(ground, choose)
  const { sql, columns, simple, sources } = choose.pick(queries)(ground, choose)
  const options: Record<string, JsonValue> = {
    ...(ground.server.major >= 15 ? choose.maybe(25, () => ({ securityInvoker: true })) : undefined),
    ...choose.maybe(25, () => ({ securityBarrier: true })),
    ...(simple === true
      ? choose.maybe(25, () => ({ checkOption: choose.pick(["local", "cascaded"]) }))
      : undefined),
    ...columnComments(choose, columns),
    ...columnDefaults(choose, columns),
  }
  ground.nodes.push({
    kind: "defined",
    type: "view",
    ...place,
    definition: sql,
    ...(Object.keys(options).length > 0 ? { options } : {}),
    ...comment(choose),
  })
  ground.relations.push({
    kind: "view",
    ...place,
    columns: [...columns],
    keys: [],
    parents: [],
    children: [],
    ...(simple && { simple }),
    unpopulated: unpopulated(sources),
  })
}

/** Makes a materialized view. */
export function makeMaterializedView(ground: Ground, choose: Choices): void {
  const place = newPlace(ground, choose)
  const { sql, columns, sources } = choose.pick(queries)(ground, choose)
  // Views of joins of views of joins have more rows than there is time for.
  const empty = unpopulated(sources) || sources.some(({ kind }) => kind !== "table") || choose.chance(30)
  const options: Record<string, JsonValue> = {
    ...choose.maybe(20, () => ({
      parameters: choose.pick([
        { fillfactor: "77" },
        ...(columns.some(({ type }) => type.type === "text")
          ? [{ "toast.autovacuum_enabled": "false" }]
          : []),
      ]),
    })),
    ...choose.maybe(15, () => ({ accessMethod: "heap_too" })),
    ...(empty ? { populated: false } : {}),
    ...columnComments(choose, columns),
  }
  ground.nodes.push({
    kind: "defined",
    type: "materialized view",
    ...place,
    definition: sql,
    ...(Object.keys(options).length > 0 ? { options } : {}),
    ...comment(choose),
  })
  ground.relations.push({
    kind: "materialized view",
    ...place,
    columns: [...columns],
    keys: [],
    parents: [],
    children: [],
    unpopulated: empty,
  })
}

function unpopulated(sources: readonly Relation[]): boolean {
  return sources.some((source) => source.unpopulated === true)
}

function columnComments(choose: Choices, columns: readonly GroundColumn[]) {
  return choose.maybe(25, () => ({
    columnComments: Object.fromEntries(choose.some(columns, 1, 2).map(({ name }) => [name, `it's ${name}`])),
  }))
}

function columnDefaults(choose: Choices, columns: readonly GroundColumn[]) {
  const usable = columns.filter(({ type }) => type.defaults.length > 0 && type.made !== true)
  if (usable.length === 0) return undefined
  return choose.maybe(15, () => ({
    columnDefaults: Object.fromEntries(
      choose.some(usable, 1, 2).map(({ name, type }) => [name, choose.pick(type.defaults)]),
    ),
  }))
}

const typed = (name: string) => builtInTypes.find(({ type }) => type === name)!
const column = (name: string, type: string): GroundColumn => ({ name, type: typed(type), nullable: true })

type QueryMaker = (ground: Ground, choose: Choices) => Query

const constant: QueryMaker = (ground, choose) => {
  const name = ground.name(choose)
  return {
    sql: choose.pick([
      `select 1 as ${quoted(name)}, 'it''s'::text as b`,
      `select * from (values (1, 'a'::text), (2, null)) as v(${quoted(name)}, b)`,
      `with recursive r(${quoted(name)}, b) as (select 1, 'x'::text union all select ${quoted(name)} + 1, b from r where ${quoted(name)} < 9) select * from r`,
      `select g as ${quoted(name)}, g::text as b from generate_series(1, 3) as g order by 1 desc`,
    ]),
    columns: [column(name, "integer"), column("b", "text")],
    sources: [],
  }
}

function source(ground: Ground, choose: Choices): Relation | undefined {
  const found = ground.relations
  return found.length === 0 ? undefined : choose.pick(found)
}

// What is read is no longer generated, and has no node.
const read = ({ name, type, collation }: GroundColumn): GroundColumn => ({
  name,
  type,
  nullable: true,
  ...(collation === undefined ? {} : { collation }),
})

const simple: QueryMaker = (ground, choose) => {
  const from = source(ground, choose)
  if (from === undefined) return constant(ground, choose)
  const chosen = choose.some(from.columns, 1, 4)
  const columns = chosen.map((one) =>
    choose.chance(30) ? { ...read(one), name: ground.name(choose) } : read(one),
  )
  const list = chosen.map(({ name }, position) => `${quoted(name)} as ${quoted(columns[position]!.name)}`)
  const where = choose.chance(50)
    ? ` where ${condition(ground, choose, from.columns, { functions: true })}`
    : ""
  return {
    sql: `select ${list.join(", ")} from ${printedPath(from)}${where}`,
    columns,
    sources: [from],
    ...(from.kind === "table" || from.simple === true ? { simple: true } : {}),
  }
}

const joined: QueryMaker = (ground, choose) => {
  const [left, right] = [source(ground, choose), source(ground, choose)]
  if (left === undefined || right === undefined) return constant(ground, choose)
  const [a, b] = [choose.pick(left.columns), choose.pick(right.columns)]
  const names = [ground.name(choose), ground.name(choose)] as const
  return {
    sql: `select l.${quoted(a.name)} as ${quoted(names[0])}, r.${quoted(b.name)} as ${quoted(names[1])} from ${quotedPath(left)} l left join ${quotedPath(right)} as r on l.${quoted(a.name)} is not null and r.${quoted(b.name)} is null`,
    columns: [
      { ...read(a), name: names[0] },
      { ...read(b), name: names[1] },
    ],
    sources: [left, right],
  }
}

const grouped: QueryMaker = (ground, choose) => {
  const from = source(ground, choose)
  const ordered = from?.columns.filter(({ type }) => type.ordered === true) ?? []
  if (from === undefined || ordered.length === 0) return constant(ground, choose)
  const by = choose.pick(ordered)
  const name = ground.name(choose)
  return {
    sql: choose.pick([
      `select ${quoted(by.name)}, count(*) as ${quoted(name)} from ${quotedPath(from)} group by ${quoted(by.name)} having count(*) > 1 order by 2`,
      `select distinct on (${quoted(by.name)}) ${quoted(by.name)}, row_number() over (partition by ${quoted(by.name)} order by ${quoted(by.name)}) as ${quoted(name)} from ${quotedPath(from)}`,
      `select ${quoted(by.name)}, 1::bigint as ${quoted(name)} from ${quotedPath(from)} union all select x.${quoted(by.name)}, 2 from ${quotedPath(from)} x`,
    ]),
    columns: [read(by), column(name, "bigint")],
    sources: [from],
  }
}

// Columns that the primary key settles need no place in the group; the view then depends on the key.
const byKey: QueryMaker = (ground, choose) => {
  const keys = ground.nodes.filter(
    (node) =>
      node.kind === "primaryKey" && node.withoutOverlaps === undefined && node.deferrable === undefined,
  )
  if (keys.length === 0) return simple(ground, choose)
  const key = choose.pick(keys)
  if (key.kind !== "primaryKey") return simple(ground, choose)
  const from = ground.relations.find(({ name, schema }) => name === key.table && schema === key.schema)!
  const other = choose.pick(from.columns)
  const name = ground.name(choose)
  return {
    sql: `select ${quoted(other.name)}, count(*) as ${quoted(name)} from ${quotedPath(from)} group by ${key.columns.map(quoted).join(", ")}`,
    columns: [read(other), column(name, "bigint")],
    sources: [from],
  }
}

const calling: QueryMaker = (ground, choose) => {
  const functions = ground.functions.filter(({ use }) => use === "number")
  if (functions.length === 0) return simple(ground, choose)
  const name = ground.name(choose)
  return {
    sql: `select ${printedPath(choose.pick(functions))}(5) as ${quoted(name)}`,
    columns: [column(name, "integer")],
    sources: [],
  }
}

const queries: readonly QueryMaker[] = [simple, simple, simple, constant, joined, grouped, byKey, calling]
