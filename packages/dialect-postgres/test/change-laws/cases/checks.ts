import type { WrittenCase } from "./case.ts"

/** Changes of checks. */
export const checks: readonly WrittenCase[] = [
  {
    name: "a check comes",
    from: "create table t (id integer primary key, a text, n integer)",
    to: "create table t (id integer primary key, a text, n integer); alter table t add constraint ck check (n > 0)",
    operations: ["add check constraint ck to t"],
  },
  {
    name: "a check goes",
    from: "create table t (id integer primary key, a text, n integer); alter table t add constraint ck check (n > 0)",
    to: "create table t (id integer primary key, a text, n integer)",
    operations: ["drop constraint ck of t"],
  },
  {
    name: "a check says something else (Alembic #508: by name only)",
    from: "create table t (id integer primary key, a text, n integer); alter table t add constraint ck check (n > 0)",
    to: "create table t (id integer primary key, a text, n integer); alter table t add constraint ck check (n > 1)",
    operations: ["drop constraint ck of t", "add check constraint ck to t"],
  },
  {
    name: "a check laid out otherwise is no change (typeorm #6475)",
    from: "create table t (id integer primary key, a text, n integer); alter table t add constraint ck check (n>0)",
    to: "create table t (id integer primary key, a text, n integer); alter table t add constraint ck check ((n) > 0)",
    operations: [],
  },
  {
    name: "in and any are no change",
    from: "create table t (id integer primary key, a text, n integer); alter table t add constraint ck check (n in (1, 2))",
    to: "create table t (id integer primary key, a text, n integer); alter table t add constraint ck check (n = any (array[1, 2]))",
    operations: [],
  },
  {
    name: "a check without a name is no change (Alembic #1859: proposed for drop)",
    from: "create table t (id integer primary key, a text, n integer); alter table t add check (n > 0)",
    to: "create table t (id integer primary key, a text, n integer); alter table t add check (n > 0)",
    operations: [],
  },
  {
    name: "no inherit",
    from: "create table t (id integer primary key, a text, n integer); alter table t add constraint ck check (n > 0)",
    to: "create table t (id integer primary key, a text, n integer); alter table t add constraint ck check (n > 0) no inherit",
    operations: ["drop constraint ck of t", "add check constraint ck to t"],
  },
  {
    name: "not valid becomes valid",
    from: "create table t (id integer primary key, a text, n integer); alter table t add constraint ck check (n > 0) not valid",
    to: "create table t (id integer primary key, a text, n integer); alter table t add constraint ck check (n > 0)",
    operations: ["validate constraint ck of t"],
  },
]
