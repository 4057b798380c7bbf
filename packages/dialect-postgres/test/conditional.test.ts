import {
  check,
  createMigrator,
  defineRevision,
  foreignKey,
  index,
  inMemory,
  primaryKey,
  sql,
  t,
  unique,
  type Operations,
} from "@aludel/core"
import { expect, it } from "vitest"

import { introspect } from "../src/introspect.ts"
import { exclusion } from "../src/index.ts"
import { postgres } from "../src/postgres.ts"
import { open, run } from "./database.ts"
import { inOrder } from "./migrate.ts"

interface Conditional {
  readonly once: (op: Operations) => void
  readonly drop: (op: Operations) => void
}

const cases: readonly Conditional[] = [
  {
    once: (op) =>
      op.createTable(
        "rooms",
        { id: t.integer().identity().primaryKey("pk"), a: t.text().with({ comment: "c", statistics: 3 }) },
        (c) => [index("ix_rooms").on(c.a)],
        { ifNotExists: true },
      ),
    drop: (op) => op.dropTable("rooms", { ifExists: true }),
  },
  {
    once: (op) =>
      op.addColumn("hotels", "more", t.integer().default(3).with({ comment: "c", statistics: 5 }), {
        ifNotExists: true,
      }),
    drop: (op) => op.dropColumn("hotels", "more", { ifExists: true }),
  },
  {
    once: (op) =>
      op.createIndex("hotels", index("ix").on("code").with({ comment: "c" }), { ifNotExists: true }),
    drop: (op) => op.dropIndex("hotels", "ix", { ifExists: true }),
  },
  {
    once: (op) =>
      op.createIndex("hotels", index("ix_alone").on("code"), { ifNotExists: true, concurrently: true }),
    drop: (op) => op.dropIndex("hotels", "ix_alone", { ifExists: true, concurrently: true }),
  },
  ...Object.entries({
    pk_hotels: primaryKey("pk_hotels").on("id"),
    uq: unique("uq").on("code"),
    ck: check("ck", sql`id > 0`),
    fk: foreignKey("fk").on("id").references("others", ["id"]),
    ex: exclusion("ex")
      .using("gist")
      .on([sql`int4range(id, id)`, "&&"])
      .with({ comment: "c" }),
  }).map(([name, constraint]): Conditional => ({
    once: (op) => op.addConstraint("hotels", constraint, { ifNotExists: true }),
    drop: (op) => op.dropConstraint("hotels", name, { ifExists: true }),
  })),
  {
    once: (op) => op.createSchema("billing", { ifNotExists: true, comment: "c" }),
    drop: (op) => op.dropSchema("billing", { ifExists: true }),
  },
  {
    once: (op) => op.createEnum("kind", ["a"], { ifNotExists: true, comment: "c" }),
    drop: (op) => op.dropEnum("kind", { ifExists: true }),
  },
  ...(
    [
      ["extension", "citext", {}],
      ["domain", "d", { options: { type: "integer" } }],
      ["composite type", "c", { options: { attributes: [{ name: "a", type: "integer" }] } }],
      ["range type", "r", { options: { subtype: "integer" } }],
      ["sequence", "s", {}],
      ["view", "v", { definition: sql`select 1 as one` }],
      ["materialized view", "m", { definition: sql`select 1 as one` }],
      [
        "function",
        "f(ids.money, integer[])",
        { definition: sql`(a ids.money, b integer[]) returns integer language sql as 'select 1'` },
      ],
      ["procedure", "ids.p(ids.money)", { definition: sql`(a ids.money) language sql as 'select 1'` }],
      [
        "trigger",
        "tr",
        {
          table: "hotels",
          definition: sql`for each row execute function fired()`,
          options: { timing: "before update" },
        },
      ],
      ["policy", "p", { table: "hotels", options: { using: "true" } }],
    ] as const
  ).map(([type, name, input]): Conditional => ({
    once: (op) => op.createObject(type, name, { ...input, comment: "c" }, { ifNotExists: true }),
    drop: (op) =>
      op.dropObject(type, name, { ...("table" in input ? { table: input.table } : {}), ifExists: true }),
  })),
]

it(
  "what is there is left, and what is not there is not missed, whatever it is",
  { timeout: 60_000 },
  async () => {
    const db = await open({ max: 2 })
    await run(
      db,
      `create table hotels (id integer not null, code text); create table others (id integer primary key);
    create schema ids; create domain ids.money as numeric; create function fired() returns trigger language plpgsql as 'begin return new; end'`,
    )
    const options = {
      schemas: ["billing", "ids"],
      exclude: ["aludel_history", "aludel_history_log", "aludel_history_control"],
    }
    const read = async () => inOrder(await introspect(db, options))
    const before = await read()
    const create = (op: Operations) => cases.forEach(({ once }) => once(op))
    const drop = (op: Operations) => cases.toReversed().forEach((each) => each.drop(op))
    const upgrades = { once: create, again: create, gone: drop, gone_again: drop }
    const names = ["once", "again", "gone", "gone_again"] as const
    const revisions = names.map((id, position) =>
      defineRevision({
        id,
        parents: names.slice(Math.max(0, position - 1), position),
        message: id,
        upgrade: upgrades[id],
        downgrade() {},
      }),
    )
    const migrator = createMigrator({ db, dialect: postgres(), source: inMemory(revisions) })
    await migrator.upgrade({ to: "once" })
    const made = await read()
    expect(made.length).toBeGreaterThanOrEqual(before.length + cases.length)
    await migrator.upgrade({ to: "again" })
    expect(await read()).toEqual(made)
    await migrator.upgrade({ to: "gone" })
    expect(await read()).toEqual(before)
    await migrator.upgrade()
    expect(await read()).toEqual(before)
  },
)
