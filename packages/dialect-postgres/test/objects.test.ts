import {
  catalog,
  type Catalog,
  type DefinedNode,
  nodeKey,
  type Operation,
  type SchemaNode,
  type Step,
} from "@aludel/core/dialect"
import { expect, inject, it } from "vitest"

import { compileOperation } from "../../core/src/execution/compile.ts"
import { introspect } from "../src/introspect.ts"
import { postgres } from "../src/postgres.ts"
import { open, rows, run, target } from "./database.ts"

const { objects } = postgres()

const defined = (type: string, name: string, rest: Partial<DefinedNode> = {}): DefinedNode => ({
  kind: "defined",
  type,
  name,
  ...rest,
})

/** What a kind of object is asked with: names in the schema `app`. */
function contextOf(before?: Catalog) {
  return {
    path: ({ schema = "app", name }: { readonly schema?: string; readonly name: string }) => [schema, name],
    object: (type: string) => objects![type],
    before,
  } as never
}

interface Replacing {
  readonly name: string
  /** The first major version that knows all of it. Default: the oldest that is supported. */
  readonly since?: number
  readonly setup?: string
  readonly from: DefinedNode
  readonly to: Partial<DefinedNode>
  /** Nothing: it can only be dropped and created. */
  readonly statements: readonly string[] | undefined
  readonly query?: string
  readonly rows?: readonly object[]
}

const replacing: readonly Replacing[] = [
  {
    name: "an extension of another version, moved",
    setup: `create schema ext`,
    from: defined("extension", "citext", { options: { version: "1.4" } }),
    to: { options: { schema: "ext" } },
    statements: [`alter extension "citext" set schema "ext"`, `alter extension "citext" update`],
    query: `select nspname as schema, extversion <> '1.4' as updated from pg_extension join pg_namespace n on n.oid = extnamespace where extname = 'citext'`,
    rows: [{ schema: "ext", updated: true }],
  },
  {
    name: "a domain",
    from: defined("domain", "d", {
      options: {
        type: "integer",
        default: "1",
        checks: [
          { name: "kept", expression: "VALUE > 0" },
          { name: "other", expression: "VALUE < 5" },
          { name: "late", expression: "VALUE < 9", notValid: true },
          { name: "gone", expression: "VALUE <> 3" },
        ],
      },
    }),
    to: {
      options: {
        type: "integer",
        notNull: true,
        checks: [
          { name: "kept", expression: "VALUE > 0" },
          { name: "other", expression: "VALUE < 6" },
          { name: "late", expression: "VALUE < 9" },
          { name: "new", expression: "VALUE <> 4", notValid: true },
        ],
      },
    },
    statements: [
      `alter domain "app"."d" drop default`,
      `alter domain "app"."d" set not null`,
      `alter domain "app"."d" drop constraint "other"`,
      `alter domain "app"."d" drop constraint "gone"`,
      `alter domain "app"."d" add constraint "other" check (VALUE < 6)`,
      `alter domain "app"."d" validate constraint "late"`,
      `alter domain "app"."d" add constraint "new" check (VALUE <> 4) not valid`,
    ],
    query: `select typnotnull as "notNull", typdefault as d, array(select conname || ' ' || pg_get_constraintdef(oid) from pg_constraint where contypid = t.oid and contype = 'c' order by conname) as checks from pg_type t where typname = 'd'`,
    rows: [
      {
        notNull: true,
        d: null,
        checks: [
          "kept CHECK ((VALUE > 0))",
          "late CHECK ((VALUE < 9))",
          "new CHECK ((VALUE <> 4)) NOT VALID",
          "other CHECK ((VALUE < 6))",
        ],
      },
    ],
  },
  {
    name: "a domain over another type",
    from: defined("domain", "d", { options: { type: "integer" } }),
    to: { options: { type: "bigint" } },
    statements: [`drop domain "app"."d"`, `create domain "app"."d" as bigint`],
  },
  {
    name: "a composite type",
    from: defined("composite type", "c", {
      options: {
        attributes: [
          { name: "a", type: "integer" },
          { name: "b", type: "text" },
          { name: "c", type: "text" },
        ],
      },
    }),
    to: {
      options: {
        attributes: [
          { name: "a", type: "bigint" },
          { name: "c", type: "text", collation: `"C"` },
          { name: "d", type: "double" },
        ],
      },
    },
    statements: [
      `alter type "app"."c" drop attribute "b", alter attribute "a" type bigint, alter attribute "c" type text collate "C", add attribute "d" double precision`,
    ],
    query: `select array(select attname || ' ' || format_type(atttypid, atttypmod) from pg_attribute where attrelid = 'app.c'::regclass and not attisdropped order by attnum) as a`,
    rows: [{ a: ["a bigint", "c text", "d double precision"] }],
  },
  {
    name: "a composite type with an attribute in between",
    from: defined("composite type", "c", { options: { attributes: [{ name: "a", type: "integer" }] } }),
    to: {
      options: {
        attributes: [
          { name: "b", type: "integer" },
          { name: "a", type: "integer" },
        ],
      },
    },
    statements: [`drop type "app"."c"`, `create type "app"."c" as ("b" integer, "a" integer)`],
  },
  {
    name: "a sequence",
    setup: `create table app.t (a integer)`,
    from: defined("sequence", "s", {
      options: {
        type: "integer",
        increment: "2",
        minimum: "2",
        maximum: "10",
        cycle: true,
        ownedBy: { table: "t", column: "a" },
      },
    }),
    to: { options: { increment: "-1", cache: "4" } },
    statements: [
      `alter sequence "app"."s" as bigint increment by -1 no minvalue maxvalue -1 start with -1 cache 4 no cycle restart owned by none`,
    ],
    query: `select seqtypid::regtype::text as type, concat_ws(' ', seqstart, seqincrement, seqmax, seqcache, seqcycle) as s, pg_get_serial_sequence('app.t', 'a') as owner from pg_sequence`,
    rows: [{ type: "bigint", s: "-1 -1 -1 4 f", owner: null }],
  },
  {
    name: "a sequence gets an owner and is no longer logged",
    since: 15,
    setup: `create table app.t (a integer)`,
    from: defined("sequence", "s"),
    to: { options: { unlogged: true, ownedBy: { table: "t", column: "a" } } },
    statements: [`alter sequence "app"."s" owned by "app"."t"."a"`, `alter sequence "app"."s" set unlogged`],
    query: `select relpersistence as p, pg_get_serial_sequence('app.t', 'a') as owner from pg_class where relname = 's'`,
    rows: [{ p: "u", owner: "app.s" }],
  },
  {
    name: "a policy",
    setup: `create table app.t (a integer)`,
    from: defined("policy", "p", {
      table: "t",
      options: { command: "update", roles: ["pg_monitor"], using: "a > 0" },
    }),
    to: { options: { command: "update", using: "a > 1", withCheck: "a > 2" } },
    statements: [`alter policy "p" on "app"."t" to public using (a > 1) with check (a > 2)`],
    query: `select pg_get_expr(polqual, polrelid) as q, pg_get_expr(polwithcheck, polrelid) as w, polroles::text as r from pg_policy`,
    rows: [{ q: "(a > 1)", w: "(a > 2)", r: "{0}" }],
  },
  {
    name: "a policy for something else",
    setup: `create table app.t (a integer)`,
    from: defined("policy", "p", { table: "t", options: { command: "update", using: "a > 0" } }),
    to: { options: { using: "a > 0" } },
    statements: undefined,
  },
  {
    name: "a trigger",
    setup: `create table app.t (a integer); create function app.f() returns trigger language plpgsql as 'begin return new; end'`,
    from: defined("trigger", "tr", {
      table: "t",
      definition: "FOR EACH ROW EXECUTE FUNCTION app.f()",
      options: { timing: "BEFORE INSERT", enabled: "disabled" },
    }),
    to: {
      definition: "FOR EACH ROW EXECUTE FUNCTION app.f()",
      options: { timing: "AFTER INSERT OR DELETE" },
    },
    statements: [
      `create or replace trigger "tr" AFTER INSERT OR DELETE on "app"."t" FOR EACH ROW EXECUTE FUNCTION app.f()`,
      `alter table "app"."t" enable trigger "tr"`,
    ],
    query: `select pg_get_triggerdef(oid, true) as t, tgenabled as e from pg_trigger`,
    rows: [
      {
        t: "CREATE TRIGGER tr AFTER INSERT OR DELETE ON t FOR EACH ROW EXECUTE FUNCTION f()",
        e: "O",
      },
    ],
  },
  {
    name: "a trigger that is only switched off",
    setup: `create table app.t (a integer); create function app.f() returns trigger language plpgsql as 'begin return new; end'`,
    from: defined("trigger", "tr", {
      table: "t",
      definition: "FOR EACH ROW EXECUTE FUNCTION app.f()",
      options: { timing: "AFTER INSERT", constraint: true },
    }),
    to: {
      definition: "FOR EACH ROW EXECUTE FUNCTION app.f()",
      options: { timing: "AFTER INSERT", constraint: true, enabled: "replica" },
    },
    statements: [`alter table "app"."t" enable replica trigger "tr"`],
    query: `select tgenabled as e from pg_trigger`,
    rows: [{ e: "R" }],
  },
  {
    name: "the settings of a materialized view",
    from: defined("materialized view", "m", {
      definition: "select 1 as a",
      options: { parameters: { fillfactor: "70" }, populated: false },
    }),
    to: { definition: "select 1 as a", options: { columnComments: { a: "one" } } },
    statements: [
      `alter materialized view "app"."m" reset (fillfactor)`,
      `refresh materialized view "app"."m"`,
      `comment on column "app"."m"."a" is 'one'`,
    ],
    query: `select (select a from app.m) as a, reloptions as o from pg_class where relname = 'm'`,
    rows: [{ a: 1, o: null }],
  },
  {
    name: "the columns of a view",
    from: defined("view", "v", {
      definition: "select 1 as a, 2 as b",
      options: { columnComments: { a: "one" }, columnDefaults: { a: "1" } },
    }),
    to: {
      definition: "select 1 as a, 2 as b",
      options: { columnComments: { b: "two" }, columnDefaults: { b: "2" } },
    },
    statements: [
      `alter view "app"."v" alter column "a" drop default`,
      `alter view "app"."v" alter column "b" set default 2`,
      `comment on column "app"."v"."a" is null`,
      `comment on column "app"."v"."b" is 'two'`,
    ],
    query: `select col_description('app.v'::regclass, 2) as b`,
    rows: [{ b: "two" }],
  },
]

it.for(replacing)(
  "replaces $name",
  async ({ since = 14, setup = "", from, to, statements, query, rows: expected }, { skip }) => {
    const db = await open({ max: 1 })
    await run(db, `create schema app; set search_path to app; ${setup}`)
    const kind = objects![from.type]!
    for (const text of kind.create(from, contextOf())) await run(db, text)
    const { options: _, definition: __, ...identity } = from
    const result = kind.replace?.(from, { ...identity, ...to }, contextOf())
    expect(result).toEqual(statements)
    skip(inject("postgresMajor") < since, `it takes PostgreSQL ${since}`)
    for (const text of result ?? []) await run(db, text)
    if (query !== undefined) expect(await rows(db, query)).toEqual(expected)
  },
)

const renaming: readonly { readonly node: DefinedNode; readonly to: string; readonly statement: string }[] = [
  {
    node: defined("domain", "a", { options: { type: "text", notNull: true } }),
    to: "b",
    statement: `alter domain "app"."a" rename to "b"`,
  },
  {
    node: defined("composite type", "a", { options: { attributes: [] } }),
    to: "b",
    statement: `alter type "app"."a" rename to "b"`,
  },
  {
    node: defined("range type", "a", { options: { subtype: "integer" } }),
    to: "b",
    statement: `alter type "app"."a" rename to "b"`,
  },
  {
    node: defined("range type", "arange", { options: { subtype: "integer", multirange: "mine" } }),
    to: "b",
    statement: `alter type "app"."arange" rename to "b"`,
  },
  { node: defined("sequence", "a"), to: "b", statement: `alter sequence "app"."a" rename to "b"` },
  {
    node: defined("view", "a", { definition: "select 1 as x" }),
    to: "b",
    statement: `alter view "app"."a" rename to "b"`,
  },
  {
    node: defined("materialized view", "a", { definition: "select 1 as x" }),
    to: "b",
    statement: `alter materialized view "app"."a" rename to "b"`,
  },
  {
    node: defined("function", "a (b)(numeric)", {
      definition: `(numeric) returns numeric language sql as 'select $1'`,
    }),
    to: "c(numeric)",
    statement: `alter function "app"."a (b)"(numeric) rename to "c"`,
  },
  {
    node: defined("policy", "a", { table: "t" }),
    to: "b",
    statement: `alter policy "a" on "app"."t" rename to "b"`,
  },
]

it.each(renaming)("renames to what a new one would be: $statement", async ({ node, to, statement }) => {
  const db = await open({ max: 1 })
  await run(
    db,
    `create schema app; create schema fresh; create table app.t (a integer); create table fresh.t (a integer)`,
  )
  const kind = objects![node.type]!
  for (const text of kind.create(node, contextOf())) await run(db, text)
  const statements = kind.rename!(node, to, contextOf())
  expect(statements[0]).toBe(statement)
  for (const text of statements) await run(db, text)
  const renamed = { ...node, name: to }
  for (const text of kind.create({ ...renamed, schema: "fresh" }, contextOf())) await run(db, text)
  const [app, fresh] = [
    await introspect(db, { defaultSchema: "app" }),
    await introspect(db, { defaultSchema: "fresh" }),
  ]
  expect(app.nodes).toEqual(fresh.nodes)
  const routines = (schema: string) =>
    rows(
      db,
      `select proname, pg_get_function_arguments(oid) as types from pg_proc where pronamespace = '${schema}'::regnamespace order by 1, 2`,
    )
  await run(db, "set search_path to app")
  const ours = await routines("app")
  await run(db, "set search_path to fresh")
  expect(ours).toEqual(await routines("fresh"))
  for (const text of kind.drop(renamed, contextOf())) await run(db, text)
})

// t ← v ← w, m (with an index and a trigger's function on w), a policy on t and one on another table, an SQL function
// whose body PostgreSQL understands, and a view of that function.
const standing: readonly SchemaNode[] = [
  { kind: "table", name: "other" },
  { kind: "table", name: "t" },
  { kind: "column", table: "t", name: "a", type: "integer" },
  { kind: "column", table: "t", name: "b", type: "text" },
  defined("view", "w", {
    definition: ` SELECT v.x\n   FROM v`,
    comment: "on v",
    options: { columnComments: { x: "the x" } },
  }),
  defined("view", "v", { definition: ` SELECT t.a AS x\n   FROM t`, options: { securityBarrier: true } }),
  defined("view", "z", { definition: ` SELECT t_1.q\n   FROM t t_1(q, r)` }),
  defined("view", "only_b", { definition: ` SELECT t.b\n   FROM t` }),
  defined("materialized view", "m", { definition: ` SELECT w.x\n   FROM w` }),
  { kind: "index", table: "m", name: "ix_m", keys: [{ column: "x" }], unique: true, comment: "of m" },
  defined("function", "sum_of_a()", {
    definition: `()\n RETURNS bigint\n LANGUAGE sql\nBEGIN ATOMIC\n SELECT sum(t.a) AS sum\n    FROM t;\nEND`,
  }),
  defined("view", "summed", { definition: ` SELECT sum_of_a() AS s` }),
  defined("function", "mark()", {
    definition: `()\n RETURNS trigger\n LANGUAGE plpgsql\nAS $function$ begin return new; /* a of t */ end $function$`,
  }),
  defined("trigger", "on_a", {
    table: "t",
    definition: "FOR EACH ROW EXECUTE FUNCTION mark()",
    options: { timing: "BEFORE UPDATE OF a", enabled: "always" },
    comment: "watches a",
  }),
  defined("trigger", "on_b", {
    table: "t",
    definition: "FOR EACH ROW EXECUTE FUNCTION mark()",
    options: { timing: "BEFORE UPDATE OF b" },
  }),
  defined("trigger", "on_v", {
    table: "v",
    definition: "FOR EACH ROW EXECUTE FUNCTION mark()",
    options: { timing: "INSTEAD OF INSERT" },
  }),
  defined("policy", "own", { table: "t", options: { using: "(a > 0)" } }),
  defined("policy", "others", {
    table: "other",
    options: { using: "(EXISTS ( SELECT 1\n   FROM t\n  WHERE (t.a = other.id)))" },
  }),
]

const made = `
  create table t (a integer not null, b text not null); insert into t values (1, 'x');
  create table other (id integer);
  create view v with (security_barrier = true) as select a as x from t;
  create view w as select x from v; comment on view w is 'on v'; comment on column w.x is 'the x';
  create view z as select q from t as t_1(q, r);
  create view only_b as select b from t;
  create materialized view m as select x from w; create unique index ix_m on m (x); comment on index ix_m is 'of m';
  create function sum_of_a() returns bigint language sql begin atomic select sum(t.a) as sum from t; end;
  create view summed as select sum_of_a() as s;
  create function mark() returns trigger language plpgsql as 'begin return new; end';
  create trigger on_a before update of a on t for each row execute function mark(); alter table t enable always trigger on_a;
  comment on trigger on_a on t is 'watches a';
  create trigger on_b before update of b on t for each row execute function mark();
  create trigger on_v instead of insert on v for each row execute function mark();
  create policy own on t using (a > 0);
  create policy others on other using (exists (select 1 from t where t.a = other.id));`

const everything = `
  select 'view' as kind, relname || coalesce(' ' || reloptions::text, '') as name, pg_get_viewdef(oid) as text, obj_description(oid, 'pg_class') as comment,
    relacl::text as rights, relowner::regrole::text as owner from pg_class where relkind in ('v', 'm') and relnamespace = 'public'::regnamespace
  union all select 'index', relname, pg_get_indexdef(oid), obj_description(oid, 'pg_class'), null, null from pg_class where relname = 'ix_m'
  union all select 'trigger', tgname || ' ' || tgenabled::text, pg_get_triggerdef(oid), obj_description(oid, 'pg_trigger'), null, null from pg_trigger where not tgisinternal
  union all select 'policy', polname, pg_get_expr(polqual, polrelid), null, null, null from pg_policy
  union all select 'function', proname, pg_get_functiondef(oid), null, proacl::text, proowner::regrole::text from pg_proc where pronamespace = 'public'::regnamespace
  union all select 'column', 'w.x', null, col_description('w'::regclass, 1), null, null
  order by 1, 2`

const rights = [
  {
    of: nodeKey({ kind: "defined", type: "view", name: "w" }),
    owner: "keeper",
    grants: [
      { privilege: "select", to: "keeper" },
      { privilege: "select", to: "reader", grantable: true as const },
      { privilege: "update", to: "reader", column: "x" },
      { privilege: "select" },
    ],
  },
  {
    of: nodeKey({ kind: "defined", type: "function", name: "sum_of_a()" }),
    owner: "keeper",
    grants: [
      { privilege: "execute", to: "keeper" },
      { privilege: "execute", to: "reader" },
    ],
  },
]

const granted = `
  do $$ begin if not exists (select from pg_roles where rolname = 'keeper') then create role keeper; create role reader; end if; end $$;
  grant create on schema public to keeper;
  alter view w owner to keeper; grant select on w to reader with grant option; grant update (x) on w to reader; grant select on w to public;
  alter function sum_of_a() owner to keeper; revoke all on function sum_of_a() from public; grant execute on function sum_of_a() to reader;`

it("rebuilds what stands on a column whose type changes, with comments, indexes and rights", async () => {
  const db = await open({ max: 1 })
  await run(db, made + granted)
  const before = await rows(db, everything)
  const operation: Operation = {
    kind: "alterColumn",
    table: "t",
    name: "a",
    to: { type: "bigint" },
    from: { type: "integer" },
  } as Operation
  const steps = texts(compileOperation(operation, target(db), catalog({ nodes: standing, rights })))
  expect(steps.filter((text) => /^(?:drop|alter table)/.test(text))).toEqual([
    `drop policy "own" on "t"`,
    `drop trigger "on_a" on "t"`,
    `drop policy "others" on "other"`,
    `drop view "summed"`,
    `drop materialized view "m"`,
    `drop view "w"`,
    `drop view "z"`,
    `drop view "v"`,
    `drop function "sum_of_a"()`,
    `alter table "t" alter column "a" type bigint using "a"::bigint`,
    `alter table "t" enable always trigger "on_a"`,
  ])
  await db.transaction().execute(async (transaction) => {
    for (const text of steps) await run(transaction, text)
  })
  expect(await rows(db, everything)).toEqual(before)
  expect(await rows(db, `select x from m`)).toEqual([{ x: "1" }])
})

const views = [
  {
    name: "in place, where the columns stay",
    definition: ` SELECT t.a AS x,\n    t.b AS y\n   FROM t`,
    kept: true,
  },
  {
    name: "anew, where one has another type",
    definition: ` SELECT (t.a)::bigint AS x\n   FROM t`,
    kept: false,
  },
]

it.each(views)("replaces a view $name", async ({ definition, kept }) => {
  const db = await open({ max: 1 })
  await run(db, made + granted)
  const oid = `select 'v'::regclass::oid::text as oid`
  const [was] = await rows(db, oid)
  const before = (await rows(db, everything)) as readonly { readonly name: string }[]
  const from = standing.find((node) => node.name === "v") as DefinedNode
  const to = { ...from, definition }
  const around = catalog({ nodes: standing, rights })
  for (const text of objects!["view"]!.replace!(from, to, {
    ...(contextOf(around) as object),
    path: publicPath,
  } as never) ?? [])
    await run(db, text)
  expect((await rows(db, oid))[0]).toEqual(kept ? was : expect.not.objectContaining(was as object))
  const after = (await rows(db, everything)) as readonly { readonly name: string }[]
  const others = (all: typeof before) => all.filter(({ name }) => !name.startsWith("v "))
  expect(others(after)).toEqual(others(before))
  expect(await rows(db, `select pg_get_viewdef('v'::regclass) as v`)).toEqual([
    // Since 16, a column is printed without its table where there is only one.
    { v: `${inject("postgresMajor") < 16 ? definition : definition.replaceAll("t.", "")};` },
  ])
})

it("replaces a materialized view with its indexes and comments", async () => {
  const db = await open({ max: 1 })
  await run(db, made)
  const from = standing.find((node) => node.name === "m") as DefinedNode
  const to = { ...from, definition: ` SELECT w.x,\n    1 AS one\n   FROM w` }
  const statements = objects!["materialized view"]!.replace!(from, to, {
    ...(contextOf(catalog({ nodes: standing })) as object),
    path: publicPath,
  } as never)!
  expect(statements).toEqual([
    `drop materialized view "public"."m"`,
    `create materialized view "public"."m" as  SELECT w.x,\n    1 AS one\n   FROM w`,
    `create unique index "ix_m" on "public"."m" ("x")`,
    `comment on index "public"."ix_m" is 'of m'`,
  ])
  for (const text of statements) await run(db, text)
})

const functions = [
  {
    name: "in place, where it gives the same",
    definition: `()\n RETURNS bigint\n LANGUAGE sql\nBEGIN ATOMIC\n SELECT 7;\nEND`,
    kept: true,
  },
  {
    name: "anew, where it gives something else",
    definition: `()\n RETURNS text\n LANGUAGE sql\nBEGIN ATOMIC\n SELECT 'x';\nEND`,
    kept: false,
  },
]

it.each(functions)("replaces a function $name", async ({ definition, kept }) => {
  const db = await open({ max: 1 })
  await run(db, made + granted)
  const oid = `select oid::text as oid, proacl::text as rights from pg_proc where proname = 'sum_of_a'`
  const [was] = (await rows(db, oid)) as readonly { readonly oid: string; readonly rights: string }[]
  const from = standing.find((node) => node.name === "sum_of_a()") as DefinedNode
  const statements = objects!["function"]!.replace!(from, { ...from, definition }, {
    ...(contextOf(catalog({ nodes: standing, rights })) as object),
    path: publicPath,
  } as never)!
  for (const text of statements) await run(db, text)
  const [is] = (await rows(db, oid)) as readonly { readonly oid: string; readonly rights: string }[]
  expect(is!.oid === was!.oid).toBe(kept)
  expect(is!.rights).toBe(was!.rights)
  expect(await rows(db, `select s::text as s from summed`)).toEqual([{ s: kept ? "7" : "x" }])
})

function publicPath({ schema = "public", name }: { readonly schema?: string; readonly name: string }) {
  return [schema, name]
}

function texts(steps: readonly Step[]): readonly string[] {
  return steps.map((step) => (step.kind === "statement" ? step.sql : "code"))
}
