import { describe, expect } from "vitest"

import { type IntrospectCase, readsAll } from "./introspect-case.ts"

const cases: readonly IntrospectCase[] = [
  {
    name: "operator classes and collations that are not the default ones",
    ddl: `create extension citext; create extension pg_trgm;
create table i (a text, b text collate "C", c varchar(10), d citext, e integer[], f jsonb, g name, h tsvector, n integer);
create index i1 on i (a text_pattern_ops, b collate "default", c varchar_ops, d text_ops); create index i2 on i (c, d, b, a); create index i3 on i (g, g collate "default");
create index i4 on i using gin (e, f jsonb_path_ops) with (fastupdate = off); create index i5 on i using gist (a gist_trgm_ops (siglen = 32), to_tsvector('simple', a) tsvector_ops (siglen = 100)); create index i7 on i using gist (h tsvector_ops (siglen = 100));
create index i6 on i using brin (n int4_minmax_multi_ops (values_per_range = 16)) with (pages_per_range = 8)`,
    nodes: [
      { kind: "table", name: "i" },
      { kind: "column", table: "i", name: "a", type: "text", nullable: true },
      { kind: "column", table: "i", name: "b", type: "text", nullable: true, collation: '"C"' },
      { kind: "column", table: "i", name: "c", type: "varchar(10)", nullable: true },
      { kind: "column", table: "i", name: "d", type: "citext", nullable: true },
      { kind: "column", table: "i", name: "e", type: "integer[]", nullable: true },
      { kind: "column", table: "i", name: "f", type: "json", nullable: true },
      { kind: "column", table: "i", name: "g", type: "name", nullable: true },
      { kind: "column", table: "i", name: "h", type: "tsvector", nullable: true },
      { kind: "column", table: "i", name: "n", type: "integer", nullable: true },
      {
        kind: "index",
        table: "i",
        name: "i1",
        keys: [
          { column: "a", operatorClass: "text_pattern_ops" },
          { column: "b", collation: '"default"' },
          { column: "c", operatorClass: "varchar_ops" },
          { column: "d", operatorClass: "text_ops" },
        ],
      },
      {
        kind: "index",
        table: "i",
        name: "i2",
        keys: [{ column: "c" }, { column: "d" }, { column: "b" }, { column: "a" }],
      },
      {
        kind: "index",
        table: "i",
        name: "i3",
        keys: [{ column: "g" }, { column: "g", collation: '"default"' }],
      },
      {
        kind: "index",
        table: "i",
        name: "i4",
        keys: [{ column: "e" }, { column: "f", operatorClass: "jsonb_path_ops" }],
        method: "gin",
        parameters: { fastupdate: "off" },
      },
      {
        kind: "index",
        table: "i",
        name: "i5",
        keys: [
          { column: "a", operatorClass: "gist_trgm_ops(siglen='32')" },
          { expression: "to_tsvector('simple'::regconfig, a)", operatorClass: "tsvector_ops(siglen='100')" },
        ],
        method: "gist",
      },
      {
        kind: "index",
        table: "i",
        name: "i6",
        keys: [{ column: "n", operatorClass: "int4_minmax_multi_ops(values_per_range='16')" }],
        method: "brin",
        parameters: { pages_per_range: "8" },
      },
      {
        kind: "index",
        table: "i",
        name: "i7",
        keys: [{ column: "h", operatorClass: "tsvector_ops(siglen='100')" }],
        method: "gist",
      },
      { kind: "defined", type: "extension", name: "citext", options: { version: expect.any(String) } },
      { kind: "defined", type: "extension", name: "pg_trgm", options: { version: expect.any(String) } },
    ],
  },
  {
    name: "expressions, order, INCLUDE, predicate, comment",
    ddl: `create table i (a text, "B, (c" text, n integer);
create index i1 on i (lower(a) desc, (n + 1), "B, (c" collate "C" desc nulls last, coalesce(a, ',', ')') text_pattern_ops nulls first) include (a, "B, (c") where a is not null and (n > 1);
create index i2 on i ((a || '"(,' || "B, (c") collate "C" desc); create unique index i3 on i (n); create index i4 on i using hash (a); comment on index i3 is 'the n'`,
    nodes: [
      { kind: "table", name: "i" },
      { kind: "column", table: "i", name: "a", type: "text", nullable: true },
      { kind: "column", table: "i", name: "B, (c", type: "text", nullable: true },
      { kind: "column", table: "i", name: "n", type: "integer", nullable: true },
      {
        kind: "index",
        table: "i",
        name: "i1",
        keys: [
          { expression: "lower(a)", descending: true },
          { expression: "n + 1" },
          { column: "B, (c", collation: '"C"', descending: true, nulls: "last" },
          {
            expression: "COALESCE(a, ','::text, ')'::text)",
            operatorClass: "text_pattern_ops",
            nulls: "first",
          },
        ],
        where: "(a IS NOT NULL) AND (n > 1)",
        include: ["a", "B, (c"],
      },
      {
        kind: "index",
        table: "i",
        name: "i2",
        keys: [{ expression: '(a || \'"(,\'::text) || "B, (c"', collation: '"C"', descending: true }],
      },
      { kind: "index", table: "i", name: "i3", keys: [{ column: "n" }], unique: true, comment: "the n" },
      { kind: "index", table: "i", name: "i4", keys: [{ column: "a" }], method: "hash" },
    ],
  },
  {
    name: "an index whose building failed",
    ddl: `create table i (n integer); create index i1 on i (n); update pg_index set indisvalid = false where indexrelid = 'i1'::regclass`,
    nodes: [
      { kind: "table", name: "i" },
      { kind: "column", table: "i", name: "n", type: "integer", nullable: true },
      { kind: "index", table: "i", name: "i1", keys: [{ column: "n" }], invalid: true },
    ],
  },
  {
    name: "indexes of a partitioned table and of one of its partitions",
    ddl: `create table p (a integer, b integer) partition by range (a); create table p_1 partition of p for values from (1) to (2); create index p_a on p (a); create index p_1_b on p_1 (b desc) where a > 1; create index p_b on only p (b);
      create index p_1_a1 on p_1 (a) include (b); create table p_2 partition of p for values from (2) to (3);
      create index p_a1 on only p (a) include (b); alter index p_a1 attach partition p_1_a1`,
    nodes: [
      { kind: "table", name: "p", partitionBy: { strategy: "range", keys: [{ column: "a" }] } },
      { kind: "column", table: "p", name: "a", type: "integer", nullable: true },
      { kind: "column", table: "p", name: "b", type: "integer", nullable: true },
      { kind: "index", table: "p", name: "p_a", keys: [{ column: "a" }] },
      { kind: "index", table: "p", name: "p_a1", keys: [{ column: "a" }], include: ["b"], only: true },
      { kind: "index", table: "p", name: "p_b", keys: [{ column: "b" }], only: true },
      { kind: "table", name: "p_1", partitionOf: { table: "p", bound: "FOR VALUES FROM (1) TO (2)" } },
      { kind: "index", table: "p_1", name: "p_1_a1", keys: [{ column: "a" }], include: ["b"] },
      {
        kind: "index",
        table: "p_1",
        name: "p_1_b",
        keys: [{ column: "b", descending: true }],
        where: "a > 1",
      },
      { kind: "table", name: "p_2", partitionOf: { table: "p", bound: "FOR VALUES FROM (2) TO (3)" } },
      { kind: "index", table: "p_2", name: "p_2_b_idx", keys: [{ column: "b" }] },
    ],
  },
]

describe("reads indexes", () => {
  readsAll(cases)
})
