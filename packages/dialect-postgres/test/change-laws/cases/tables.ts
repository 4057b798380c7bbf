import type { WrittenCase } from "./case.ts"

/** Changes of tables. */
export const tables: readonly WrittenCase[] = [
  {
    name: "a table comes",
    from: "create table t (id integer primary key, a text, n integer)",
    to: "create table t (id integer primary key, a text, n integer); create table x (id integer primary key)",
    operations: ["create table x"],
  },
  {
    name: "a table goes",
    from: "create table t (id integer primary key, a text, n integer); create table x (id integer primary key)",
    to: "create table t (id integer primary key, a text, n integer)",
    operations: ["drop table x"],
  },
  {
    name: "unlogged",
    from: "create table t (id integer primary key, a text, n integer); create table x (id integer)",
    to: "create table t (id integer primary key, a text, n integer); create unlogged table x (id integer)",
    operations: ["alter table x (unlogged)"],
  },
  {
    name: "parameters",
    from: "create table t (id integer primary key, a text, n integer); create table x (id integer)",
    to: "create table t (id integer primary key, a text, n integer); create table x (id integer) with (fillfactor = 70)",
    operations: ["alter table x (parameters)"],
  },
  {
    name: "row level security (Alembic 7.1)",
    from: "create table t (id integer primary key, a text, n integer)",
    to: "create table t (id integer primary key, a text, n integer); alter table t enable row level security",
    operations: ["alter table t (rowSecurity)"],
  },
  {
    name: "replica identity",
    from: "create table t (id integer primary key, a text, n integer)",
    to: "create table t (id integer primary key, a text, n integer); alter table t replica identity full",
    operations: ["alter table t (replicaIdentity)"],
  },
  {
    name: "a comment",
    from: "create table t (id integer primary key, a text, n integer)",
    to: "create table t (id integer primary key, a text, n integer); comment on table t is 'it''s said'",
    operations: ["set comment on table t"],
  },
  {
    name: "another comment",
    from: "create table t (id integer primary key, a text, n integer); comment on table t is 'a'",
    to: "create table t (id integer primary key, a text, n integer); comment on table t is 'b'",
    operations: ["set comment on table t"],
  },
  {
    name: "a partition comes (Alembic #539: proposed for drop)",
    from: "create table t (id integer primary key, a text, n integer); create table p (a integer) partition by range (a)",
    to: "create table t (id integer primary key, a text, n integer); create table p (a integer) partition by range (a); create table p1 partition of p for values from (1) to (5)",
    operations: ["create table p1"],
  },
  {
    name: "a partition's bounds",
    from: "create table t (id integer primary key, a text, n integer); create table p (a integer) partition by range (a); create table p1 partition of p for values from (1) to (5)",
    to: "create table t (id integer primary key, a text, n integer); create table p (a integer) partition by range (a); create table p1 partition of p for values from (1) to (3); create table p2 partition of p for values from (3) to (5)",
    operations: ["alter table p1 (partitionOf)", "create table p2", "alter table p1 (partitionOf)"],
  },
  {
    name: "partitions are joined",
    from: "create table t (id integer primary key, a text, n integer); create table p (a integer) partition by range (a); create table p1 partition of p for values from (1) to (3); create table p2 partition of p for values from (3) to (5)",
    to: "create table t (id integer primary key, a text, n integer); create table p (a integer) partition by range (a); create table q partition of p for values from (1) to (5)",
    operations: [
      "alter table p1 (partitionOf)",
      "alter table p2 (partitionOf)",
      "create table q",
      "drop table p2",
      "drop table p1",
    ],
  },
  {
    name: "a table becomes partitioned",
    from: "create table t (id integer primary key, a text, n integer); create table x (a integer not null)",
    to: "create table t (id integer primary key, a text, n integer); create table x (a integer not null) partition by list (a)",
    operations: ["drop table x", "create table x"],
  },
  {
    name: "a schema comes (Alembic 7.1: no create schema)",
    from: "create table t (id integer primary key, a text, n integer)",
    to: "create table t (id integer primary key, a text, n integer); create schema other; create table other.x (id integer)",
    operations: ["create schema other", "create table other.x"],
  },
  {
    name: "a schema goes",
    from: "create table t (id integer primary key, a text, n integer); create schema other; create table other.x (id integer)",
    to: "create table t (id integer primary key, a text, n integer)",
    operations: ["drop table other.x", "drop schema other"],
  },
  {
    name: "parameters go",
    from: "create table t (id integer primary key, a text, n integer); create table x (id integer) with (fillfactor = 70)",
    to: "create table t (id integer primary key, a text, n integer); create table x (id integer)",
    operations: ["alter table x (parameters)"],
  },
  {
    name: "a comment goes",
    from: "create table t (id integer primary key, a text, n integer); comment on table t is 'a'",
    to: "create table t (id integer primary key, a text, n integer)",
    operations: ["drop comment on table t"],
  },
  {
    name: "a table comes to inherit",
    from: "create table t (id integer primary key, a text, n integer); create table p (a integer); create table c (a integer, b integer)",
    to: "create table t (id integer primary key, a text, n integer); create table p (a integer); create table c (a integer, b integer) inherits (p)",
    operations: ["alter table c (inherits)"],
  },
]
