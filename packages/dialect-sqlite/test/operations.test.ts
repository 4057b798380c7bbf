import { catalog, type AnyDatabase, type Operation, type Schema } from "@aludel/core/dialect"
import { expect, it } from "vitest"

import { compileOperation } from "../../core/src/execution/compile.ts"
import { record } from "../../core/src/operations/recorder.ts"
import { definitionOf, type Operations } from "../../core/src/operations/registry.ts"
import { resolveAll, reverseAll } from "../../core/src/operations/reverse.ts"
import { check, index, sql, sqlite, t } from "../src/index.ts"
import { introspect } from "../src/introspect.ts"
import { open, rows, run, target, execute, type Library } from "./database.ts"

const hotels = `create table chains (id integer not null, constraint pk_chains primary key (id));
create table hotels (
  id integer not null, code text, stars integer not null default 3,
  chain integer constraint fk_hotels_chain references chains (id),
  constraint pk_hotels primary key (id),
  constraint ck_hotels_stars check (stars > 0)
);
create index ix_hotels_code on hotels (lower(code) desc) where code <> '';
create index ix_hotels_chain on hotels (chain, stars);
insert into chains values (7);
insert into hotels (id, code, chain) values (1, 'a', 7), (2, null, null)`

// Each, applied in memory and run on SQLite, must give the same schema; and its reverse the one before.
const cases: readonly { name: string; write: (op: Operations) => void; rows?: readonly unknown[] }[] = [
  {
    name: "a nullable column",
    write: (op) => op.addColumn("hotels", "note", t.text().nullable().default("none")),
  },
  {
    name: "a column filled",
    write: (op) =>
      op.addColumn("hotels", "beds", t.integer().check(sql`beds > 0`, "ck_beds"), { fill: sql`id * 10` }),
    rows: [{ beds: 10 }, { beds: 20 }],
  },
  {
    name: "a column that refers",
    write: (op) => op.addColumn("hotels", "twin", t.integer().nullable().references("hotels.id")),
  },
  {
    name: "a column dropped with its foreign key and index",
    write: (op) => op.dropColumn("hotels", "chain"),
  },
  { name: "a column renamed", write: (op) => op.renameColumn("hotels", "chain", "Chain of hotels") },
  {
    name: "NOT NULL",
    write: (op) => op.alterColumn("hotels", "code", { nullable: false, fill: sql`'none'` }),
    rows: [{ code: "a" }, { code: "none" }],
  },
  { name: "NULL", write: (op) => op.alterColumn("hotels", "stars", { nullable: true }) },
  {
    name: "a check",
    write: (op) => op.addConstraint("hotels", check("ck_more", sql`stars < 6 or code = ')'`)),
  },
  { name: "no check", write: (op) => op.dropConstraint("hotels", "ck_hotels_stars") },
  {
    name: "an index",
    write: (op) =>
      op.createIndex(
        "hotels",
        index("ix_more")
          .on("stars", sql`upper(code)`)
          .unique(),
      ),
  },
  { name: "no index", write: (op) => op.dropIndex("hotels", "ix_hotels_code") },
  { name: "an index renamed", write: (op) => op.renameIndex("hotels", "ix_hotels_code", "ix_code") },
  { name: "a table renamed", write: (op) => op.renameTable("chains", "groups of hotels") },
  { name: "a table dropped", write: (op) => op.dropTable("hotels") },
]

for (const library of ["better-sqlite3", "node:sqlite"] as const satisfies readonly Library[]) {
  it.each(cases)(`$name, with ${library}`, async ({ write, rows: filled }) => {
    const db = open(":memory:", library)
    await run(db, hotels)
    const before = await introspect(db, {})
    const operations = record((op) => void write(op), {})
    const back = reverseAll(resolveAll(operations, catalog(before)))
    expect(await applied(db, operations)).toEqual(inMemory(before, operations))
    if (filled !== undefined)
      expect(await rows(db, `select ${Object.keys(filled[0]!)[0]} from hotels`)).toEqual(filled)
    if (Array.isArray(back))
      expect(sorted(await applied(db, back as readonly Operation[]))).toEqual(sorted(before))
  })
}

function applied(db: AnyDatabase, operations: readonly Operation[]): Promise<Schema> {
  const dialect = sqlite()
  return dialect.session!(db, { lock: "aludel_history" }, async (connection) => {
    for (const operation of operations) {
      const before = catalog(await introspect(connection, {}))
      const steps = compileOperation(operation, { ...target(connection), dialect }, before)
      await execute(connection, steps)
    }
    return introspect(connection, {})
  })
}

function inMemory(before: Schema, operations: readonly Operation[]): Schema {
  const after = catalog(before)
  for (const operation of operations) definitionOf(operation).apply(operation, after)
  return after.schema()
}

function sorted(schema: Schema): readonly string[] {
  return schema.nodes.map((node) => JSON.stringify(node)).toSorted()
}
