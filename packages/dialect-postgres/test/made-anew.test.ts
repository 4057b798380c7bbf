import { it } from "vitest"

import { type Change, thereAndBack } from "./there-and-back.ts"

// What may stand on a type: other types that are made of it, functions of it, and columns of all of these.
const onKind = (k: string) => `
  create domain d as ${k}; create domain ds as ${k}[];
  create type c as (n integer, k ${k}, d d, many ds); create domain on_c as c check ((value).n > 0);
  create type r as range (subtype = ${k});
  create function f(a ${k}, b d) returns c language sql immutable as $$ select row(1, a, b, array[a])::c $$;
  create function g(a r) returns integer language sql immutable as $$ select 1 $$;
  create table t (id integer primary key, k ${k} not null, ks ${k}[], d d, dd d[], ds ds, c c, cs c[], oc on_c, r r, rs r_multirange[],
    g integer default g(null), own d default 'a', check (g(r) = 1), check ((c).k <> 'b'::${k}));
  comment on domain d is 'of kinds'; comment on type c is 'rows'; comment on function f(${k}, d) is 'gives rows';
  grant usage on type c to pg_monitor; grant execute on function f(${k}, d) to pg_monitor; revoke all on function g(r) from public;
  create index on t (((c).k)); create index on t using gist (r); create index on t ((d::${k}), ks);
  create view v as select (c).k as k, d, f(k, d) as f, r from t where d::${k} > 'b'; grant select on v to pg_monitor; comment on view v is 'seen';
  create materialized view m as select oc, rs from t; create unique index on m (oc);`

const kindRows = `insert into t values (1, 'a', '{a,c}', 'c', '{{a,c},{c,a}}', '{c}', '(3,a,c,"{a,c}")', '{"(3,c,a,{})",null}', '(1,c,c,)', '[a,c)', '{"{[a,c)}"}'), (2, 'c', null, null, null, null, null, null, null, null, null);
  refresh materialized view m`

const asText = `select array(select t::text from t order by id) as t, (select count(*) from v)::integer as v, (select m::text from m limit 1) as m, (select g('empty')) as g`

const kindText = {
  t: [
    `(1,a,"{a,c}",c,"{{a,c},{c,a}}",{c},"(3,a,c,""{a,c}"")","{""(3,c,a,{})"",NULL}","(1,c,c,)","[a,c)","{""{[a,c)}""}",1,a)`,
    `(2,c,,,,,,,,,,1,a)`,
  ],
  v: 1,
  m: `("(1,c,c,)","{""{[a,c)}""}")`,
  g: 1,
}

const cases: readonly Change[] = [
  {
    name: "an enum that other types are made of",
    from: `create type k as enum ('a', 'b', 'x', 'c')`,
    to: `create type k as enum ('a', 'new', 'b', 'c')`,
    both: onKind("k"),
    rows: kindRows,
    query: asText,
    was: kindText,
  },
  {
    name: "an enum with generated columns, keys, a replica identity and a check that calls a function of it",
    since: 17,
    from: `create type k as enum ('a', 'b', 'x')`,
    to: `create type k as enum ('b', 'a')`,
    both: `create function first(k) returns boolean language sql immutable as $$ select $1 = 'a' $$;
      create domain d as k check (first(value)) default 'a';
      create table p (k k primary key); create table t (id integer not null, k k not null references p on update cascade,
        g k not null generated always as (k) stored, is_first boolean generated always as (first(k)) stored, d d, constraint ck check (first(k)), constraint seen check (k = 'a') not valid);
      comment on constraint ck on t is 'one'; create unique index ix on t (id) where first(k); create unique index whole on t (id, k); alter table t replica identity using index whole;
      alter table p alter k set default 'a'`,
    rows: `insert into p values ('a'), ('b'); insert into t values (1, 'a', default, default, 'a')`,
    query: `select t::text, (select relreplident from pg_class where oid = 't'::regclass) as identity from t`,
    was: { t: "(1,a,a,t,a)", identity: "i" },
  },
  {
    name: "a domain of another type",
    from: `create domain d as integer default 3 not null check (value > 0) constraint late check (value < 100); comment on domain d is 'numbers'`,
    to: `create domain d as numeric(10,2) default 3 not null check (value > 0); comment on domain d is 'numbers'`,
    both: `grant usage on domain d to pg_monitor;
      create domain dd as d; create type c as (d d, many d[], name text); create type r as range (subtype = d);
      create function f(a d) returns dd language plpgsql as $$ begin return a; end $$;
      create table t (id integer primary key, d d, dd dd default 4, ds d[], c c, cs c[], r r, rs r_multirange);
      create unique index on t (d); create index on t (((c).name)); create view v as select d, (c).name, f(d) from t`,
    rows: `insert into t values (1, 5, 6, '{7,8}', '(9,"{10}",x)', '{"(11,,yz)"}', '[1,3)', '{[1,2),(3,4]}'), (2, 6, default, null, null, null, 'empty', '{}')`,
    query: `select array(select t::text from t order by id) as t, array(select v::text from v order by d) as v`,
    was: {
      t: [`(1,5,6,"{7,8}","(9,{10},x)","{""(11,,yz)""}","[1,3)","{[1,2),(3,4]}")`, `(2,6,4,,,,empty,{})`],
      v: ["(5,x,5)", "(6,,6)"],
    },
    is: {
      t: [
        `(1,5.00,6.00,"{7.00,8.00}","(9.00,{10.00},x)","{""(11.00,,yz)""}","[1.00,3.00)","{[1.00,2.00),(3.00,4.00]}")`,
        `(2,6.00,4.00,,,,empty,{})`,
      ],
      v: ["(5.00,x,5.00)", "(6.00,,6.00)"],
    },
  },
  {
    name: "a composite type with other attributes in another order",
    from: `create type c as (a integer, b text, gone date); comment on type c is 'rows'`,
    to: `create type c as (b text, new integer, a bigint); comment on type c is 'rows'`,
    both: `revoke all on type c from public; grant usage on type c to pg_monitor with grant option;
      create domain d as c; create type outer_ as (c c, cs c[]); create function f(c) returns bigint language sql immutable as 'select $1.a';
      create table t (id integer primary key, c c not null, cs c[], d d, o outer_, f bigint default f(null), check (f(c) < 100));
      create index on t (((c).b)); create view v as select id, (c).a::bigint as a, f(c) as f from t`,
    rows: `insert into t values (1, '(1,x,2020-02-02)', '{{"(2,y,)"},{null}}', null, '("(3,z,)","{}")'), (2, '(,,)', null, '(4,"q""",)', null)`,
    query: `select array(select t::text from t order by id) as t, array(select v::text from v order by id) as v`,
    was: {
      t: [
        `(1,"(1,x,2020-02-02)","{{""(2,y,)""},{NULL}}",,"(""(3,z,)"",{})",)`,
        `(2,"(,,)",,"(4,""q"""""",)",,)`,
      ],
      v: ["(1,1,1)", "(2,,)"],
    },
    is: {
      t: [`(1,"(x,,1)","{{""(y,,2)""},{NULL}}",,"(""(z,,3)"",{})",)`, `(2,"(,,)",,"(""q"""""",,4)",,)`],
      v: ["(1,1,1)", "(2,,)"],
    },
    again: {
      t: [`(1,"(1,x,)","{{""(2,y,)""},{NULL}}",,"(""(3,z,)"",{})",)`, `(2,"(,,)",,"(4,""q"""""",)",,)`],
      v: ["(1,1,1)", "(2,,)"],
    },
  },
  {
    name: "a composite type with an attribute of another type, in rows and arrays, and in place where nobody has it",
    from: `create type c as (a integer, b text); create type alone as (a integer)`,
    to: `create type c as (a numeric(6,1), b text, more boolean); create type alone as (a bigint)`,
    both: `create table t (id integer primary key, c c, cs c[])`,
    rows: `insert into t values (1, '(1,x)', '{"(2,y)"}'), (2, '(,)', null), (3, null, '{null}')`,
    query: `select array(select t::text from t order by id) as t, array(select (c is null)::text || (c is distinct from null)::text from t order by id) as n`,
    was: {
      t: [`(1,"(1,x)","{""(2,y)""}")`, `(2,"(,)",)`, `(3,,{NULL})`],
      n: ["falsetrue", "truetrue", "truefalse"],
    },
    is: {
      t: [`(1,"(1.0,x,)","{""(2.0,y,)""}")`, `(2,"(,,)",)`, `(3,,{NULL})`],
      n: ["falsetrue", "truetrue", "truefalse"],
    },
  },
  {
    name: "a range of another type",
    from: `create type r as range (subtype = integer)`,
    to: `create type r as range (subtype = numeric)`,
    both: `comment on type r is 'ranges'; create domain d as r check (not isempty(value)); create function span(r) returns bigint language sql immutable as 'select (upper($1) - lower($1))::bigint';
      create table t (id integer primary key, r r not null, rs r[], m r_multirange, d d, length bigint default span('[1,2)'), exclude using gist (r with &&));
      create index on t using gist (m); create view v as select r(lower(r), upper(r)) as made, span(r) from t where r && '[2,3)'`,
    rows: `insert into t values (1, '[1,3)', '{"[1,2)",empty}', '{[1,2),[5,)}', '(,4]')`,
    query: `select t::text, v::text, (select count(*) from pg_proc where pronamespace = 'one'::regnamespace and proname like '%\\_old')::integer as old from t, v`,
    was: { t: `(1,"[1,3)","{""[1,2)"",empty}","{[1,2),[5,)}","(,4]",1)`, v: `("[1,3)",2)`, old: 0 },
  },
  {
    name: "functions that give something else, and what calls them",
    since: 17,
    from: `create function f(a integer) returns integer language sql immutable as 'select a'; create function ok(a integer) returns boolean language sql immutable as 'select a > 0'`,
    to: `create function f(b integer) returns integer language sql immutable as 'select b'; create function ok(b integer) returns boolean language sql immutable as 'select b > 0'`,
    both: `create function told(a integer) returns integer immutable begin atomic select f(a) + 1; end; comment on function told(integer) is 'more';
      comment on function f(integer) is 'itself'; revoke all on function f(integer) from public; grant execute on function f(integer) to pg_monitor with grant option; grant execute on function told(integer) to pg_monitor;
      create function fired() returns trigger language plpgsql as $$ begin return new; end $$;
      create domain d as integer default f(7) constraint d_check check (ok(value)); create domain within as integer check (ok(value));
      create table p (id integer) partition by range (id);
      create table t (id integer primary key, a integer default f(1), g integer not null generated always as (f(id) * 2) stored, d d, w within[],
        constraint ck check (ok(id)), constraint late check (ok(a)) not valid, constraint ex exclude using gist (int4range(f(id), f(id), '[]') with &&));
      create table part partition of p default; alter table part alter id set default f(9);
      comment on constraint ck on t is 'checked'; create unique index ix on t (f(id)) where ok(a); comment on index ix is 'found'; create index plain on t (a);
      create view v as select f(id) as f, told(id) as more from t; alter view v alter f set default f(3); comment on column v.f is 'seen'; grant select on v to pg_monitor; grant update (f) on v to pg_monitor;
      create view w as select f from v; create materialized view m as select f(a) as a, g from t; create index on m (f(a));
      create trigger tr before update on t for each row when (ok(old.id)) execute function fired(); alter table t disable trigger tr; comment on trigger tr on t is 'off';
      create trigger on_v instead of update on v for each row execute function fired(); create policy pol on t using (ok(id)); comment on policy pol on t is 'own';`,
    rows: `insert into t (id, w) values (1, '{2}'), (2, null); refresh materialized view m; insert into part values (default)`,
    query: `select array(select t::text from t order by id) as t, array(select v::text from v order by f) as v, array(select m::text from m order by g) as m, (select id from p) as p`,
    was: { t: ["(1,1,2,7,{2})", "(2,1,4,7,)"], v: ["(1,2)", "(2,3)"], m: ["(1,2)", "(1,4)"], p: 9 },
  },
  {
    name: "views that are dropped for a column of another type, with their rights",
    from: `create table t (id integer primary key, x boolean); create view v as select id from t where not x`,
    to: `create table t (id integer primary key, x text); create view v as select id from t where x = 'no'`,
    both: `create materialized view m as select id from v; create function f() returns setof v language sql as 'select * from v';
      grant select on v to pg_monitor; grant select (id) on m to public; revoke all on function f() from public; grant execute on function f() to pg_monitor`,
    rows: `insert into t (id) values (1)`,
    query: `select has_table_privilege('pg_monitor', 'v', 'select') as v, has_function_privilege('pg_monitor', 'f()', 'execute') as f from t`,
    was: { v: true, f: true },
  },
  {
    name: "functions with other arguments, and what calls them",
    since: 17,
    from: `create function f(a integer) returns integer language sql immutable as 'select a'; comment on function f(integer) is 'of small ones'`,
    to: `create function f(a bigint) returns integer language sql immutable as 'select a::integer'; comment on function f(bigint) is 'of large ones'`,
    both: `create table t (id integer primary key, a integer default f(1), g integer generated always as (f(id)) stored, constraint ck check (f(id) > 0));
      create unique index ix on t (f(id)); create view v as select f(id) as f from t; grant select on v to pg_monitor; create function other(a text) returns text language sql as 'select a'`,
    rows: `insert into t (id) values (1)`,
    query: `select t::text, v::text from t, v`,
    was: { t: "(1,1,1)", v: "(1)" },
  },
  {
    name: "a range with a function that brings it into one form",
    from: `create type k as enum ('a')`,
    to: `create type k as enum ('b', 'a')`,
    both: `create type r; create function r_form(r) returns r language internal immutable strict as 'int4range_canonical';
      create type r as range (subtype = integer, canonical = r_form, subtype_diff = int4range_subdiff);
      create table t (k k, r r)`,
    rows: `insert into t values ('a', '[1,3]')`,
    query: `select t::text from t`,
    was: { t: `(a,"[1,4)")` },
  },
]

it.for(cases)("makes anew with what stands on it: $name", { timeout: 60_000 }, thereAndBack)
