import { describe, expect } from "vitest"

import { type IntrospectCase, readsAll } from "./introspect-case.ts"

const cases: readonly IntrospectCase[] = [
  {
    name: "keys with INCLUDE, storage parameters, deferrable, comments",
    ddl: `create table t (a integer, b integer, c integer, constraint pk primary key (a) include (b, c) with (fillfactor = 50), constraint u1 unique (b, a) deferrable, constraint u2 unique (c) include (a) deferrable initially deferred);
comment on constraint pk on t is 'the key'; comment on constraint u2 on t is 'the other'`,
    nodes: [
      { kind: "table", name: "t" },
      { kind: "column", table: "t", name: "a", type: "integer" },
      { kind: "column", table: "t", name: "b", type: "integer", nullable: true },
      { kind: "column", table: "t", name: "c", type: "integer", nullable: true },
      {
        kind: "primaryKey",
        table: "t",
        name: "pk",
        columns: ["a"],
        include: ["b", "c"],
        parameters: { fillfactor: "50" },
        comment: "the key",
      },
      { kind: "unique", table: "t", name: "u1", columns: ["b", "a"], deferrable: "immediate" },
      {
        kind: "unique",
        table: "t",
        name: "u2",
        columns: ["c"],
        include: ["a"],
        deferrable: "deferred",
        comment: "the other",
      },
    ],
  },
  {
    name: "foreign keys: actions, match, deferrable, not valid",
    ddl: `create table t (a integer constraint pk primary key, b integer constraint u unique, constraint u2 unique (b, a));
create table f (a integer, b integer, constraint f1 foreign key (a) references t on delete cascade on update set default deferrable initially deferred,
  constraint f2 foreign key (b) references t (b) match full on delete set null deferrable, constraint f3 foreign key (b, a) references t (b, a) on delete restrict on update restrict);
alter table f add constraint f4 foreign key (a) references t not valid`,
    nodes: [
      { kind: "table", name: "f" },
      { kind: "column", table: "f", name: "a", type: "integer", nullable: true },
      { kind: "column", table: "f", name: "b", type: "integer", nullable: true },
      {
        kind: "foreignKey",
        table: "f",
        name: "f1",
        columns: ["a"],
        references: { table: "t", columns: ["a"] },
        onDelete: "cascade",
        onUpdate: "set default",
        deferrable: "deferred",
      },
      {
        kind: "foreignKey",
        table: "f",
        name: "f2",
        columns: ["b"],
        references: { table: "t", columns: ["b"] },
        onDelete: "set null",
        match: "full",
        deferrable: "immediate",
      },
      {
        kind: "foreignKey",
        table: "f",
        name: "f3",
        columns: ["b", "a"],
        references: { table: "t", columns: ["b", "a"] },
        onDelete: "restrict",
        onUpdate: "restrict",
      },
      {
        kind: "foreignKey",
        table: "f",
        name: "f4",
        columns: ["a"],
        references: { table: "t", columns: ["a"] },
        notValid: true,
      },
      { kind: "table", name: "t" },
      { kind: "column", table: "t", name: "a", type: "integer" },
      { kind: "column", table: "t", name: "b", type: "integer", nullable: true },
      { kind: "primaryKey", table: "t", name: "pk", columns: ["a"] },
      { kind: "unique", table: "t", name: "u", columns: ["b"] },
      { kind: "unique", table: "t", name: "u2", columns: ["b", "a"] },
    ],
  },
  {
    name: "checks: not for children, not valid, with a comment",
    ddl: `create table t (a integer, b integer, constraint c1 check (a > 0) no inherit, constraint c2 check ((a > 0) or (b > 0)));
alter table t add constraint c3 check (b > 1) not valid; comment on constraint c1 on t is 'a check'`,
    nodes: [
      { kind: "table", name: "t" },
      { kind: "column", table: "t", name: "a", type: "integer", nullable: true },
      { kind: "column", table: "t", name: "b", type: "integer", nullable: true },
      { kind: "check", table: "t", name: "c1", expression: "a > 0", noInherit: true, comment: "a check" },
      { kind: "check", table: "t", name: "c2", expression: "(a > 0) OR (b > 0)" },
      { kind: "check", table: "t", name: "c3", expression: "b > 1", notValid: true },
    ],
  },
  {
    name: "exclusion constraints",
    ddl: `create schema ops; create function ops.meets(integer, integer) returns boolean immutable language sql as 'select $1 = $2'; create operator ops.=== (leftarg = integer, rightarg = integer, function = ops.meets, commutator = operator(ops.===));
create table t (c circle, s text, n integer,
  constraint e1 exclude using gist (c with &&, int4range(n, n + 1) with =) include (n) with (fillfactor = 80) where (n > 0) deferrable initially deferred,
  constraint e2 exclude (s collate "C" text_pattern_ops desc nulls last with =, (n + 1) with =)); comment on constraint e1 on t is 'no overlap'`,
    nodes: [
      { kind: "table", name: "t" },
      { kind: "column", table: "t", name: "c", type: "circle", nullable: true },
      { kind: "column", table: "t", name: "s", type: "text", nullable: true },
      { kind: "column", table: "t", name: "n", type: "integer", nullable: true },
      {
        kind: "exclusion",
        table: "t",
        name: "e1",
        method: "gist",
        elements: [
          { column: "c", operator: "&&" },
          { expression: "int4range(n, (n + 1))", operator: "=" },
        ],
        include: ["n"],
        where: "n > 0",
        deferrable: "deferred",
        parameters: { fillfactor: "80" },
        comment: "no overlap",
      },
      {
        kind: "exclusion",
        table: "t",
        name: "e2",
        method: "btree",
        elements: [
          {
            column: "s",
            collation: '"C"',
            operatorClass: "text_pattern_ops",
            descending: true,
            nulls: "last",
            operator: "=",
          },
          { expression: "n + 1", operator: "=" },
        ],
      },
    ],
  },
  {
    name: "nulls that are not distinct, and SET NULL of some of the columns",
    since: 15,
    ddl: `create table t (a integer, b integer, constraint u1 unique nulls not distinct (a), constraint u2 unique (a, b)); create unique index i on t (b) nulls not distinct;
create table f (a integer, b integer, constraint f1 foreign key (a, b) references t (a, b) on delete set null (b))`,
    nodes: [
      { kind: "table", name: "f" },
      { kind: "column", table: "f", name: "a", type: "integer", nullable: true },
      { kind: "column", table: "f", name: "b", type: "integer", nullable: true },
      {
        kind: "foreignKey",
        table: "f",
        name: "f1",
        columns: ["a", "b"],
        references: { table: "t", columns: ["a", "b"] },
        onDelete: "set null",
        onDeleteColumns: ["b"],
      },
      { kind: "table", name: "t" },
      { kind: "column", table: "t", name: "a", type: "integer", nullable: true },
      { kind: "column", table: "t", name: "b", type: "integer", nullable: true },
      { kind: "unique", table: "t", name: "u1", columns: ["a"], nullsNotDistinct: true },
      { kind: "unique", table: "t", name: "u2", columns: ["a", "b"] },
      { kind: "index", table: "t", name: "i", keys: [{ column: "b" }], unique: true, nullsNotDistinct: true },
    ],
  },
  {
    name: "temporal keys, and constraints that are not enforced",
    since: 18,
    ddl: `create extension btree_gist; create table t (id integer, valid daterange, constraint pk primary key (id, valid without overlaps), constraint u unique (valid, id));
create table f (id integer, valid daterange, n integer, constraint f1 foreign key (id, period valid) references t (id, period valid), constraint c1 check (n > 0) not enforced); create table k (id integer constraint pk_k primary key); create table g (id integer constraint f2 references k not enforced)`,
    nodes: [
      { kind: "table", name: "f" },
      { kind: "column", table: "f", name: "id", type: "integer", nullable: true },
      { kind: "column", table: "f", name: "valid", type: "daterange", nullable: true },
      { kind: "column", table: "f", name: "n", type: "integer", nullable: true },
      {
        kind: "foreignKey",
        table: "f",
        name: "f1",
        columns: ["id", "valid"],
        references: { table: "t", columns: ["id", "valid"] },
        period: true,
      },
      { kind: "check", table: "f", name: "c1", expression: "n > 0", notEnforced: true },
      { kind: "table", name: "g" },
      { kind: "column", table: "g", name: "id", type: "integer", nullable: true },
      {
        kind: "foreignKey",
        table: "g",
        name: "f2",
        columns: ["id"],
        references: { table: "k", columns: ["id"] },
        notEnforced: true,
      },
      { kind: "table", name: "k" },
      { kind: "column", table: "k", name: "id", type: "integer" },
      { kind: "primaryKey", table: "k", name: "pk_k", columns: ["id"] },
      { kind: "table", name: "t" },
      { kind: "column", table: "t", name: "id", type: "integer" },
      { kind: "column", table: "t", name: "valid", type: "daterange" },
      { kind: "primaryKey", table: "t", name: "pk", columns: ["id", "valid"], withoutOverlaps: true },
      { kind: "unique", table: "t", name: "u", columns: ["valid", "id"] },
      { kind: "defined", type: "extension", name: "btree_gist", options: { version: expect.any(String) } },
    ],
  },
]

describe("reads constraints", () => {
  readsAll(cases)
})
