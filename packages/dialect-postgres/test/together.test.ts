import {
  createMigrator,
  defineRevision,
  foreignKey,
  inMemory,
  sql,
  t,
  unique,
  type Operations,
} from "@aludel/core"
import { isAludelError, type AnyDatabase } from "@aludel/core/dialect"
import { describe, expect, inject, it } from "vitest"

import { postgres } from "../src/index.ts"
import { open } from "./database.ts"

// Until 16 a view over one table is printed with the table before its columns.
const fromHotels = inject("postgresMajor") < 16 ? "hotels." : ""

interface Case {
  readonly name: string
  readonly upgrade: (op: Operations) => void
  readonly statements: readonly string[]
}

const cases: readonly Case[] = [
  {
    name: "new columns, what is said of them behind",
    upgrade(op) {
      op.addColumn("hotels", "a", t.integer().default(1))
      op.addColumn("hotels", "b", t.text().nullable().unique("uq_b").with({ comment: "the b" }))
      op.addColumn("hotels", "c", t.integer().generated(sql`a + 1`, { stored: true }))
    },
    statements: [
      `alter table "hotels" add column "a" integer default 1 not null, add column "b" text, add constraint "uq_b" unique ("b"), add column "c" integer generated always as (a + 1) stored not null`,
      `comment on column "hotels"."b" is 'the b'`,
    ],
  },
  {
    name: "a column with a value for the rows stands by itself, between others",
    upgrade(op) {
      op.addColumn("hotels", "a", t.text().nullable())
      op.addColumn("hotels", "b", t.text().nullable())
      op.addColumn("hotels", "c", t.integer(), { fill: sql`stars` })
      op.addColumn("hotels", "d", t.text().nullable())
      op.addColumn("hotels", "e", t.text().nullable())
    },
    statements: [
      `alter table "hotels" add column "a" text, add column "b" text`,
      `alter table "hotels" add column "c" integer`,
      `update "hotels" set "c" = stars`,
      `alter table "hotels" alter column "c" set not null`,
      `alter table "hotels" add column "d" text, add column "e" text`,
    ],
  },
  {
    name: "what is dropped, in its order",
    upgrade(op) {
      op.dropConstraint("hotels", "uq_hotels_code")
      op.dropColumn("hotels", "code")
      op.dropColumn("hotels", "stars")
    },
    statements: [
      `alter table "hotels" drop constraint "uq_hotels_code", drop column "code", drop column "stars"`,
    ],
  },
  {
    name: "types of columns: one rewrite",
    upgrade(op) {
      op.alterColumn("hotels", "id", { type: t.bigint() })
      op.alterColumn("hotels", "stars", { type: t.bigint(), default: 3 })
      op.alterColumn("hotels", "code", { nullable: true })
    },
    statements: [
      `alter table "hotels" alter column "id" type bigint using "id"::bigint, alter column "stars" drop default, alter column "stars" type bigint using "stars"::bigint, alter column "stars" set default 3, alter column "code" drop not null`,
    ],
  },
  {
    name: "a type that a view stands on, between others",
    upgrade(op) {
      op.alterColumn("hotels", "id", { type: t.bigint() })
      op.alterColumn("hotels", "seen", { type: t.bigint() })
      op.alterColumn("hotels", "code", { type: t.text() })
    },
    statements: [
      `alter table "hotels" alter column "id" type bigint using "id"::bigint`,
      `drop view "seen"`,
      `alter table "hotels" alter column "seen" type bigint using "seen"::bigint`,
      `create view "seen" as SELECT ${fromHotels}seen\n   FROM hotels`,
      `alter view "seen" owner to "postgres"`,
      `alter table "hotels" alter column "code" type text using "code"::text`,
    ],
  },
  {
    name: "a conversion that reads another column is not with it",
    upgrade(op) {
      op.alterColumn("hotels", "stars", { type: t.text() })
      op.alterColumn("hotels", "id", { type: t.integer(), using: sql`length("stars")` })
    },
    statements: [
      `alter table "hotels" alter column "stars" type text using "stars"::text`,
      `alter table "hotels" alter column "id" type integer using length("stars")`,
    ],
  },
  {
    name: "a column twice",
    upgrade(op) {
      op.alterColumn("hotels", "stars", { default: 4 })
      op.alterColumn("hotels", "stars", { default: 5 })
    },
    statements: [
      `alter table "hotels" alter column "stars" set default 4`,
      `alter table "hotels" alter column "stars" set default 5`,
    ],
  },
  {
    name: "constraints, and a look at one's rows behind",
    upgrade(op) {
      op.addConstraint("hotels", unique("uq_stars").on("stars", "id"))
      op.addConstraint(
        "hotels",
        foreignKey("fk_stars").on("stars", "id").references("hotels", ["stars", "id"], { notValid: true }),
      )
      op.validateConstraint("hotels", "fk_stars")
    },
    statements: [
      `alter table "hotels" add constraint "uq_stars" unique ("stars", "id"), add constraint "fk_stars" foreign key ("stars", "id") references "hotels" ("stars", "id") not valid`,
      `alter table "hotels" validate constraint "fk_stars"`,
    ],
  },
  {
    name: "changes of other kinds, and those of other tables",
    upgrade(op) {
      op.addColumn("hotels", "a", t.integer().nullable())
      op.dropColumn("hotels", "stars")
      op.addColumn("hotels", "b", t.integer().nullable())
      op.addColumn("other.hotels", "b", t.integer().nullable())
      op.addColumn("guests", "b", t.integer().nullable())
    },
    statements: [
      `alter table "hotels" add column "a" integer`,
      `alter table "hotels" drop column "stars"`,
      `alter table "hotels" add column "b" integer`,
      `alter table "other"."hotels" add column "b" integer`,
      `alter table "guests" add column "b" integer`,
    ],
  },
]

const before = sql`
  create table hotels (id integer not null, code varchar(20) not null constraint uq_hotels_code unique, stars integer, seen integer);
  insert into hotels values (1, 'a', 2, 3);
  create view seen as select seen from hotels; create table guests (id integer);
  create schema other; create table other.hotels (id integer)`

const revision = (id: string, parents: readonly string[], upgrade: (op: Operations) => void) =>
  defineRevision({ id, parents, message: id, created: "2026-11-18T14:49:44Z", upgrade })

/** The statements of a revision behind one that makes the tables. */
async function statementsOf(db: AnyDatabase, upgrade: Case["upgrade"]): Promise<readonly string[]> {
  const ran: string[] = []
  const migrator = createMigrator({
    db,
    dialect: postgres(),
    source: inMemory([revision("one", [], (op) => op.sql(before)), revision("two", ["one"], upgrade)]),
    onEvent: (event) => void (event.kind === "statement" && event.id === "two" && ran.push(event.sql)),
  })
  await migrator.upgrade()
  return ran
}

describe("changes of a table that follow each other", () => {
  it.each(cases)("$name", async ({ upgrade, statements }) => {
    expect(await statementsOf(await open({ max: 1 }), upgrade)).toEqual(statements)
  })

  it("name all of them where they fail", async () => {
    const error: unknown = await statementsOf(await open({ max: 1 }), (op) => {
      op.addColumn("hotels", "a", t.integer().nullable())
      op.addColumn("hotels", "b", t.integer())
    }).catch((thrown: unknown) => thrown)
    expect(isAludelError(error) && error.message).toContain(
      `revision two, add column hotels.a, add column hotels.b failed: column "b" of relation "hotels" contains null values`,
    )
  })
})
