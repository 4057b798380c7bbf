import { catalog, isAludelError, type Operation, type Schema } from "@aludel/core/dialect"
import { expect, it } from "vitest"

import { compilers } from "../src/compilers.ts"
import { unknownLibrary } from "../src/library.ts"
import { context, texts } from "./database.ts"

const before: Schema = {
  nodes: [
    { kind: "table", name: "hotels" },
    { kind: "column", table: "hotels", name: "id", type: "integer" },
    { kind: "column", table: "hotels", name: "code", type: "text", nullable: true, default: "'x'" },
    { kind: "column", table: "hotels", name: "stay", type: "integer" },
    { kind: "primaryKey", table: "hotels", name: "pk", columns: ["id"] },
    { kind: "unique", table: "hotels", name: "uq", columns: ["id", "code"] },
    {
      kind: "foreignKey",
      table: "hotels",
      name: "fk",
      columns: ["code"],
      references: { table: "chains", columns: ["code"] },
    },
    { kind: "check", table: "hotels", name: "ck", expression: "id > 0" },
    {
      kind: "index",
      table: "hotels",
      name: "ix",
      keys: [{ expression: "lower(code)" }],
      unique: true,
      where: "id > 1",
    },
  ],
}

function compile(operation: Operation & Record<string, unknown>, library = newest) {
  const compiler = new Map(Object.entries(compilers(library))).get(operation.kind)!
  return texts(compiler(operation, context(catalog(before))))
}

const on = { table: "hotels" }
const column = { kind: "column", ...on, name: "stars", type: "integer" } as const
const check = { kind: "check", ...on, name: "ck_stars", expression: "stars > 0" } as const
const chain = {
  kind: "foreignKey",
  ...on,
  name: "fk_stars",
  columns: ["stars"],
  references: { table: "stars", columns: ["id"] },
  onDelete: "set null",
  onUpdate: "cascade",
} as const
const index = {
  kind: "index",
  ...on,
  name: "ix_stars",
  keys: [{ column: "stars", descending: true }],
} as const

const cases: readonly {
  name: string
  operation: Operation & Record<string, unknown>
  statements: readonly string[]
}[] = [
  {
    name: "a table with everything",
    operation: {
      kind: "createTable",
      name: "hotels",
      ifNotExists: true,
      nodes: [
        { kind: "table", name: "hotels" },
        { kind: "column", ...on, name: "id", type: "bigint", identity: { always: true } },
        { kind: "column", ...on, name: 'o"dd', type: "varchar(20)", nullable: true, default: "lower('A')" },
        { kind: "column", ...on, name: "kind", type: "kind", enum: { name: "kind" }, default: "'a'" },
        { kind: "column", ...on, name: "stars", type: "integer", nullable: true },
        { kind: "primaryKey", ...on, name: "pk_hotels", columns: ["id"] },
        { kind: "unique", ...on, name: "uq_hotels", columns: ["kind", "id"] },
        chain,
        {
          ...chain,
          name: "fk_pair",
          columns: ["stars", "kind"],
          references: { table: "pairs", columns: ["a", "b"] },
        },
        { kind: "check", ...on, name: "ck_hotels", expression: "id > 0" },
        {
          kind: "index",
          ...on,
          name: "ix_hotels",
          keys: [{ expression: "lower(kind)" }, { column: "id" }],
          unique: true,
          where: "id > 1",
        },
      ],
    },
    statements: [
      `create table if not exists "hotels" ("id" integer not null, "o""dd" text default (lower('A')), "kind" text not null default 'a', ` +
        `"stars" integer constraint "fk_stars" references "stars" ("id") on delete set null on update cascade, ` +
        `constraint "pk_hotels" primary key ("id"), constraint "uq_hotels" unique ("kind", "id"), ` +
        `constraint "fk_pair" foreign key ("stars", "kind") references "pairs" ("a", "b") on delete set null on update cascade, ` +
        `constraint "ck_hotels" check (id > 0))`,
      `create unique index if not exists "ix_hotels" on "hotels" (lower(kind), "id") where id > 1`,
    ],
  },
  {
    name: "a new name for a table",
    operation: { kind: "renameTable", schema: "main", from: "hotels", to: "inns" },
    statements: [`alter table "hotels" rename to "inns"`],
  },
  {
    name: "a column with a foreign key, a check and an index",
    operation: {
      kind: "addColumn",
      ...on,
      name: "stars",
      nodes: [{ ...column, nullable: true }, chain, check, index],
    },
    statements: [
      `alter table "hotels" add column "stars" integer constraint "fk_stars" references "stars" ("id") on delete set null on update cascade constraint "ck_stars" check (stars > 0)`,
      `create index "ix_stars" on "hotels" ("stars" desc)`,
    ],
  },
  {
    name: "a column that existing rows are filled into",
    operation: { kind: "addColumn", ...on, name: "stars", nodes: [column, check], fill: "id % 5" },
    statements: [
      `alter table "hotels" add column "stars" integer constraint "ck_stars" check (stars > 0)`,
      `update "hotels" set "stars" = id % 5`,
      `alter table "hotels" alter column "stars" set not null`,
    ],
  },
  {
    name: "a column with a default and a value of its own for existing rows",
    operation: { kind: "addColumn", ...on, name: "stars", nodes: [{ ...column, default: "3" }], fill: "1" },
    statements: [
      `alter table "hotels" add column "stars" integer not null default 3`,
      `update "hotels" set "stars" = 1`,
    ],
  },
  {
    name: "NOT NULL",
    operation: { kind: "alterColumn", ...on, name: "code", to: { nullable: false }, fill: "''" },
    statements: [
      `update "hotels" set "code" = '' where "code" is null`,
      `alter table "hotels" alter column "code" set not null`,
    ],
  },
  {
    name: "NULL",
    operation: { kind: "alterColumn", ...on, name: "stay", to: { nullable: true } },
    statements: [`alter table "hotels" alter column "stay" drop not null`],
  },
  {
    name: "a type and a default that make no difference",
    operation: {
      kind: "alterColumn",
      ...on,
      name: "code",
      to: { type: "varchar(20)", default: "'x'", nullable: true },
    },
    statements: [],
  },
  {
    name: "a check",
    operation: { kind: "addConstraint", ...on, name: "ck_stars", constraint: check },
    statements: [`alter table "hotels" add constraint "ck_stars" check (stars > 0)`],
  },
  ...["ck", "fk"].map((name) => ({
    name: `dropping ${name}`,
    operation: { kind: "dropConstraint", ...on, name },
    statements: [`alter table "hotels" drop constraint "${name}"`],
  })),
  {
    name: "a new name for an index",
    operation: { kind: "renameIndex", ...on, from: "ix", to: "ix_code" },
    statements: [`drop index "ix"`, `create unique index "ix_code" on "hotels" (lower(code)) where id > 1`],
  },
]

it.each(cases)("$name", ({ operation, statements }) => {
  expect(compile(operation)).toEqual(statements)
})

const newest = { ...unknownLibrary(), altersInPlace: true, dropsForeignKeys: true }

const refusals: readonly [
  message: string,
  operation: Operation & Record<string, unknown>,
  library?: typeof newest,
][] = [
  [
    "SQLite renames no index, and what ix2 of hotels was is not known here",
    { kind: "renameIndex", ...on, from: "ix2", to: "ix3" },
  ],
  [
    "SQLite has no indexes with nulls last",
    {
      kind: "createIndex",
      ...on,
      name: "i",
      index: { ...index, keys: [{ column: "stars", nulls: "last" }] },
    },
  ],
  [
    "SQLite numbers only an integer that is the whole primary key, and hotels.stars is not",
    { kind: "createTable", name: "hotels", nodes: [{ ...column, identity: { always: true } }] },
  ],
  [
    "SQLite has no tables without columns, such as hotels",
    { kind: "createTable", name: "hotels", nodes: [] },
  ],
  [
    `fk_stars of hotels can't point from the database "main" into "billing": on SQLite a foreign key stays in its own`,
    {
      kind: "createTable",
      name: "hotels",
      nodes: [column, { ...chain, references: { ...chain.references, schema: "billing" } }],
    },
  ],
]

it.each(refusals)("%s", (message, operation, library) => {
  expect(refusal(() => compile(operation, library))).toEqual({
    code: "dialect/unsupported",
    message,
    hinted: true,
  })
})

function refusal(act: () => unknown): unknown {
  try {
    return act()
  } catch (error) {
    return isAludelError(error)
      ? { code: error.code, message: error.message, hinted: error.hint !== undefined }
      : error
  }
}
