import type { WrittenCase } from "./case.ts"

/** Changes of indexes. */
export const indexes: readonly WrittenCase[] = [
  {
    name: "an index comes",
    from: "create table t (id integer primary key, a text, n integer)",
    to: "create table t (id integer primary key, a text, n integer); create index ix on t (a)",
    operations: ["create index ix on t"],
  },
  {
    name: "an index goes",
    from: "create table t (id integer primary key, a text, n integer); create index ix on t (a)",
    to: "create table t (id integer primary key, a text, n integer)",
    operations: ["drop index ix on t"],
  },
  {
    name: "a predicate (Alembic #750: not seen)",
    from: "create table t (id integer primary key, a text, n integer); create index ix on t (a)",
    to: "create table t (id integer primary key, a text, n integer); create index ix on t (a) where n > 0",
    operations: ["drop index ix on t", "create index ix on t"],
  },
  {
    name: "another predicate",
    from: "create table t (id integer primary key, a text, n integer); create index ix on t (a) where n > 0",
    to: "create table t (id integer primary key, a text, n integer); create index ix on t (a) where n > 1",
    operations: ["drop index ix on t", "create index ix on t"],
  },
  {
    name: "a predicate laid out otherwise is no change",
    from: "create table t (id integer primary key, a text, n integer); create index ix on t (a) where n>0",
    to: "create table t (id integer primary key, a text, n integer); create index ix on t (a) where (n > 0)",
    operations: [],
  },
  {
    name: "included columns (Alembic 7.1)",
    from: "create table t (id integer primary key, a text, n integer); create index ix on t (a)",
    to: "create table t (id integer primary key, a text, n integer); create index ix on t (a) include (n)",
    operations: ["drop index ix on t", "create index ix on t"],
  },
  {
    name: "a method (Alembic 7.1)",
    from: "create table t (id integer primary key, a text, n integer); create index ix on t (a)",
    to: "create table t (id integer primary key, a text, n integer); create index ix on t using hash (a)",
    operations: ["drop index ix on t", "create index ix on t"],
  },
  {
    name: "an operator class (Alembic #1098)",
    from: "create table t (id integer primary key, a text, n integer); create index ix on t (a)",
    to: "create table t (id integer primary key, a text, n integer); create index ix on t (a text_pattern_ops)",
    operations: ["drop index ix on t", "create index ix on t"],
  },
  {
    name: "descending",
    from: "create table t (id integer primary key, a text, n integer); create index ix on t (a)",
    to: "create table t (id integer primary key, a text, n integer); create index ix on t (a desc)",
    operations: ["drop index ix on t", "create index ix on t"],
  },
  {
    name: "nulls last is the default (Alembic 7.5)",
    from: "create table t (id integer primary key, a text, n integer); create index ix on t (a nulls last)",
    to: "create table t (id integer primary key, a text, n integer); create index ix on t (a)",
    operations: [],
  },
  {
    name: "nulls first",
    from: "create table t (id integer primary key, a text, n integer); create index ix on t (a)",
    to: "create table t (id integer primary key, a text, n integer); create index ix on t (a nulls first)",
    operations: ["drop index ix on t", "create index ix on t"],
  },
  {
    name: "a collation",
    from: "create table t (id integer primary key, a text, n integer); create index ix on t (a)",
    to: 'create table t (id integer primary key, a text, n integer); create index ix on t (a collate "C")',
    operations: ["drop index ix on t", "create index ix on t"],
  },
  {
    name: "unique",
    from: "create table t (id integer primary key, a text, n integer); create index ix on t (a)",
    to: "create table t (id integer primary key, a text, n integer); create unique index ix on t (a)",
    operations: ["drop index ix on t", "create index ix on t"],
  },
  {
    name: "parameters",
    from: "create table t (id integer primary key, a text, n integer); create index ix on t (a)",
    to: "create table t (id integer primary key, a text, n integer); create index ix on t (a) with (fillfactor = 70)",
    operations: ["drop index ix on t", "create index ix on t"],
  },
  {
    name: "an expression",
    from: "create table t (id integer primary key, a text, n integer); create index ix on t (a)",
    to: "create table t (id integer primary key, a text, n integer); create index ix on t (lower(a))",
    operations: ["drop index ix on t", "create index ix on t"],
  },
  {
    name: "an expression with a cast is no change (Alembic #1321)",
    from: "create table t (id integer primary key, a text, n integer); create index ix on t ((n::text))",
    to: "create table t (id integer primary key, a text, n integer); create index ix on t (cast(n as text))",
    operations: [],
  },
  {
    name: "the order of columns",
    from: "create table t (id integer primary key, a text, n integer); create index ix on t (a, n)",
    to: "create table t (id integer primary key, a text, n integer); create index ix on t (n, a)",
    operations: ["drop index ix on t", "create index ix on t"],
  },
  {
    name: "an index has a comment",
    from: "create table t (id integer primary key, a text, n integer); create index ix on t (a)",
    to: "create table t (id integer primary key, a text, n integer); create index ix on t (a); comment on index ix is 'x'",
    operations: ["set comment on index ix of t"],
  },
  {
    name: "an index of a column that goes",
    from: "create table t (id integer primary key, a text, n integer); alter table t add x text; create index ix on t (x)",
    to: "create table t (id integer primary key, a text, n integer)",
    operations: ["drop index ix on t", "drop column t.x"],
  },
  {
    name: "an index behind a unique constraint is none of ours (Alembic 7.5)",
    from: "create table t (id integer primary key, a text, n integer); alter table t add unique (a)",
    to: "create table t (id integer primary key, a text, n integer); alter table t add unique (a)",
    operations: [],
  },
]
