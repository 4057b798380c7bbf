import type { WrittenCase } from "./case.ts"

/** Changes of keys. */
export const keys: readonly WrittenCase[] = [
  {
    name: "a primary key comes (Alembic #993, #1617: never seen)",
    from: "create table t (id integer primary key, a text, n integer); create table k (a integer not null, b integer not null)",
    to: "create table t (id integer primary key, a text, n integer); create table k (a integer not null, b integer not null, constraint pk primary key (a))",
    operations: ["add primary key pk to k"],
  },
  {
    name: "a primary key has other columns (Alembic #993)",
    from: "create table t (id integer primary key, a text, n integer); create table k (a integer not null, b integer not null, constraint pk primary key (a))",
    to: "create table t (id integer primary key, a text, n integer); create table k (a integer not null, b integer not null, constraint pk primary key (a, b))",
    operations: ["drop constraint pk of k", "add primary key pk to k"],
  },
  {
    name: "a primary key goes",
    from: "create table t (id integer primary key, a text, n integer); create table k (a integer not null, constraint pk primary key (a))",
    to: "create table t (id integer primary key, a text, n integer); create table k (a integer not null)",
    operations: ["drop constraint pk of k"],
  },
  {
    name: "a unique constraint has other columns",
    from: "create table t (id integer primary key, a text, n integer); alter table t add constraint uq unique (a)",
    to: "create table t (id integer primary key, a text, n integer); alter table t add constraint uq unique (a, n)",
    operations: ["drop constraint uq of t", "add unique constraint uq to t"],
  },
  {
    name: "the order of a unique constraint's columns counts",
    from: "create table t (id integer primary key, a text, n integer); alter table t add constraint uq unique (a, n)",
    to: "create table t (id integer primary key, a text, n integer); alter table t add constraint uq unique (n, a)",
    operations: ["drop constraint uq of t", "add unique constraint uq to t"],
  },
  {
    name: "a unique constraint becomes deferrable (Alembic 7.1)",
    from: "create table t (id integer primary key, a text, n integer); alter table t add constraint uq unique (a)",
    to: "create table t (id integer primary key, a text, n integer); alter table t add constraint uq unique (a) deferrable initially deferred",
    operations: ["drop constraint uq of t", "add unique constraint uq to t"],
  },
  {
    name: "a unique constraint includes columns",
    from: "create table t (id integer primary key, a text, n integer); alter table t add constraint uq unique (a)",
    to: "create table t (id integer primary key, a text, n integer); alter table t add constraint uq unique (a) include (n)",
    operations: ["drop constraint uq of t", "add unique constraint uq to t"],
  },
  {
    name: "a unique constraint becomes an index of the same name (Alembic 7.5)",
    from: "create table t (id integer primary key, a text, n integer); alter table t add constraint uq unique (a)",
    to: "create table t (id integer primary key, a text, n integer); create unique index uq on t (a)",
    operations: ["drop constraint uq of t", "create index uq on t"],
  },
  {
    name: "a key has a comment",
    from: "create table t (id integer primary key, a text, n integer); alter table t add constraint uq unique (a)",
    to: "create table t (id integer primary key, a text, n integer); alter table t add constraint uq unique (a); comment on constraint uq on t is 'x'",
    operations: ["set comment on unique constraint uq of t"],
  },
  {
    name: "a key that foreign keys point at is made anew",
    from: "create table t (id integer primary key, a text, n integer); create table p (a integer, constraint uq unique (a)); create table c (a integer constraint fk references p (a))",
    to: "create table t (id integer primary key, a text, n integer); create table p (a integer, constraint uq unique (a) deferrable); create table c (a integer)",
    operations: ["drop constraint fk of c", "drop constraint uq of p", "add unique constraint uq to p"],
  },
  {
    name: "an exclusion constraint comes (Alembic 7.1: never seen)",
    from: "create table t (id integer primary key, a text, n integer); create table e (during int4range)",
    to: "create table t (id integer primary key, a text, n integer); create table e (during int4range, constraint x exclude using gist (during with &&))",
    operations: ["add exclusion constraint x to e"],
  },
  {
    name: "an exclusion constraint has a condition",
    from: "create table t (id integer primary key, a text, n integer); create table e (during int4range, constraint x exclude using gist (during with &&))",
    to: "create table t (id integer primary key, a text, n integer); create table e (during int4range, constraint x exclude using gist (during with &&) where (during is not null))",
    operations: ["drop constraint x of e", "add exclusion constraint x to e"],
  },
  {
    name: "an exclusion constraint goes",
    from: "create table t (id integer primary key, a text, n integer); create table e (during int4range, constraint x exclude using gist (during with &&))",
    to: "create table t (id integer primary key, a text, n integer); create table e (during int4range)",
    operations: ["drop constraint x of e"],
  },
]
