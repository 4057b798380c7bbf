import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import {
  createMigrator,
  defineSchema,
  sql,
  t,
  table,
  tableOptions,
  type Question,
  type RunEvent,
  type AnyTable,
} from "@aludel/core"
import type { Operation } from "@aludel/core/dialect"
import { folder } from "@aludel/core/node"
import { expect, it } from "vitest"

import { askEngine } from "../../core/src/dialect/generic.ts"
import { prove } from "../../core/src/generate/proof.ts"
import { addSampleRows } from "../../core/src/generate/sample-rows.ts"
import { definitionOf } from "../../core/src/operations/registry.ts"
import { withScratch } from "../../core/src/scratch/scratch.ts"
import { postgres, sequence, storedFunction, trigger } from "../src/index.ts"
import { introspect } from "../src/introspect.ts"
import { open, run } from "./database.ts"

const dialect = { ...postgres(), introspect, scratch: postgres().scratch! }

async function request(db: Awaited<ReturnType<typeof open>>) {
  const engine = await askEngine(dialect, db)
  return {
    db,
    dialect,
    engine,
    defaultSchema: undefined,
    definition: (operation: Operation) => definitionOf(operation),
  }
}

it("makes up a row that fits types, checks, domains, keys and partitions", async () => {
  const there = await open()
  await run(
    there,
    `create type kind as enum ('single', 'double');
    create domain year as integer check (value between 1900 and 2100);
    create domain email as text check (value ~ '@') check (length(value) = 6);
    create table countries (code char(2) primary key check (code = upper(code)), name varchar(3) unique);
    create table everything (
      id bigint generated always as identity primary key, small smallint check (small > 100), amount numeric(4,2) not null,
      price numeric(10,2) check (price >= 12.5), ratio double precision, real real, yes boolean check (not yes), word text check (word in ('b', 'c')),
      long text check (length(long) >= 20), at timestamptz not null, day date, clock time, span interval, doc json, docs jsonb,
      raw bytea not null, key uuid, kinds kind[] not null, k kind not null, y year not null, mail email not null, ip inet, during tstzrange,
      country char(2) not null references countries, parent bigint references everything, total numeric generated always as (price * 2) stored);
    create table ring_a (id integer primary key, b integer);
    create table ring_b (id integer primary key, a integer not null references ring_a);
    alter table ring_a add foreign key (b) references ring_b;
    create table readings (at date not null, place text not null) partition by list (place);
    create table readings_north partition of readings for values in ('north');
    create table nobody (id integer check (id > 10 and id < 5) not null);`,
  )
  const schema = await introspect(there, {})
  const own = await request(await open())
  const { tables, refused } = await withScratch({ ...own, schemas: [schema] }, async (scratch) => {
    await scratch.create(schema)
    return addSampleRows(scratch, schema, schema, [])
  })
  expect({ tables: tables.map(({ table: { name } }) => name), refused }).toEqual({
    tables: ["countries", "everything", "readings", "ring_a", "ring_b"],
    refused: ['nobody: new row for relation "nobody" violates check constraint "nobody_id_check"'],
  })
})

const hotels = (more: Parameters<typeof table>[1] = {}) =>
  defineSchema({ hotels: table("hotels", { id: t.integer().primaryKey(), code: t.text(), ...more }) })

it("refuses what does not keep the values of rows", async () => {
  const own = await request(await open())
  const [from, to] = [hotels()["~schema"], hotels({ note: t.text().nullable() })["~schema"]]
  const note = to.nodes.find((node) => node.name === "note")!
  const add = { kind: "addColumn", table: "hotels", name: "note", nodes: [note] } as Operation
  const drop = { ...add, kind: "dropColumn" } as Operation
  const update = definitionOf({ kind: "sql" }).make(sql`update hotels set code = 'b'` as never)
  await expect(prove({ from, to, upgrade: [add, update], downgrade: [drop] }, own)).rejects.toMatchObject({
    code: "generate/not-proven",
    message: 'the generated upgrade does not keep the values of rows:\n  hotels.code was "a", and is "b"',
  })
  await expect(prove({ from, to, upgrade: [add], downgrade: [drop, update] }, own)).rejects.toMatchObject({
    code: "generate/not-proven",
    message: 'the generated downgrade does not keep the values of rows:\n  hotels.code was "a", and is "b"',
  })
  expect(await prove({ from, to, upgrade: [add], downgrade: [drop] }, own)).toEqual([])
})

it("says where a row that was made up can't be taken along, and writes nothing where SQL that was given fails", async () => {
  const db = await open()
  const source = folder(mkdtempSync(join(tmpdir(), "aludel-proof-")))
  const events: RunEvent[] = []
  const migratorFor = (schema: ReturnType<typeof hotels>) =>
    createMigrator({ db, dialect, source, schema, onEvent: (event) => events.push(event) })
  await migratorFor(hotels()).revision({ message: "from", autogenerate: true })
  await migratorFor(hotels()).upgrade()

  const stars = migratorFor(hotels({ stars: t.integer() }))
  const ask = (answer: string) => () =>
    Promise.resolve({ kind: "fill", table: "hotels", column: "stars", answer } as const)
  await expect(stars.revision({ message: "to", autogenerate: true, ask: ask("code") })).rejects.toMatchObject(
    {
      code: "generate/not-proven",
      hint: "No file was written. Correct the SQL that was given for the values of the column.",
    },
  )
  await expect(stars.revision({ message: "to", autogenerate: true, ask: ask("null") })).rejects.toMatchObject(
    { code: "generate/not-proven" },
  )
  expect(await source.headers()).toHaveLength(1)

  const short = migratorFor(
    hotels({
      stars: t
        .integer()
        .default(3)
        .check(sql`length(code) > 1000000`, "ck_long"),
    }),
  )
  const { text } = await short.revision({ message: "to", autogenerate: true })
  const note =
    'The upgrade is proven without rows: with one made up, "add check constraint ck_long to hotels" is refused: check constraint "ck_long" of relation "hotels" is violated by some row'
  expect(text).toContain(`\n// ${note}\n`)
  expect(events.filter(({ kind }) => kind === "proof")).toEqual([{ kind: "proof", sentence: note }])
})

it("asks before a table goes that is to be partitioned, and leaves it as it is where that is said", async () => {
  const db = await open()
  const source = folder(mkdtempSync(join(tmpdir(), "aludel-proof-")))
  const days = (isPartitioned: boolean) =>
    defineSchema({
      days: table("days", { day: t.date(), note: t.text().nullable() }, (c) =>
        isPartitioned ? [tableOptions({ partitionBy: { strategy: "range", keys: [c.day] } })] : [],
      ),
    })
  await createMigrator({ db, dialect, source, schema: days(false) }).revision({
    message: "from",
    autogenerate: true,
  })
  const migrator = createMigrator({ db, dialect, source, schema: days(true) })
  await migrator.upgrade()
  const generate = (answer: boolean | undefined) => {
    const asked: Question[] = []
    const ask = async (question: Question) => {
      asked.push(question)
      return answer === undefined ? undefined : ({ kind: "dropTable", table: "days", answer } as const)
    }
    return { asked, revision: migrator.revision({ message: "to", autogenerate: true, ask }) }
  }
  const unanswered = generate(undefined)
  await expect(unanswered.revision).rejects.toMatchObject({
    code: "generate/unanswered",
    message:
      "An answer is needed:\n  days is partitioned otherwise, which no table becomes: drop it with its rows, and create it anew?",
  })
  expect(unanswered.asked).toEqual([{ kind: "dropTable", table: "days", because: "partitioned otherwise" }])
  expect((await generate(false).revision).summary).toEqual([])
  const { text } = await generate(true).revision
  expect(text).toContain("The table days is dropped with all its rows.")
})

it("says which proof is missing where the declared schema can't be made on a scratch", async () => {
  const db = await open()
  const source = folder(mkdtempSync(join(tmpdir(), "aludel-proof-")))
  const schema = hotels({ stars: t.integer().default(sql`nowhere()`) })
  await expect(
    createMigrator({ db, dialect, source, schema }).revision({ message: "to", autogenerate: true }),
  ).rejects.toMatchObject({
    code: "generate/not-proven",
    message: expect.stringContaining(
      "the revision can't be proven, for the declared schema can't be made on a scratch database: ",
    ),
    hint: expect.stringContaining("--no-proof writes it as it is"),
  })
  expect(await source.headers()).toEqual([])
})

it("takes what triggers do to rows that are filled for the project's own doing, and says it", async () => {
  const db = await open()
  const source = folder(mkdtempSync(join(tmpdir(), "aludel-proof-")))
  const touched = storedFunction(
    "touch",
    [],
    sql`() returns trigger language plpgsql as $$ begin new.code = 'touched'; return new; end $$`,
  )
  const migratorFor = (more: Parameters<typeof table>[1] = {}) => {
    const { hotels: declared } = hotels(more)["~declared"] as { readonly hotels: AnyTable }
    const touches = trigger("touches", declared, "BEFORE UPDATE", sql`for each row execute function touch()`)
    const schema = defineSchema({ declared, touched, touches })
    return createMigrator({ db, dialect, source, schema })
  }
  await migratorFor().revision({ message: "from", autogenerate: true })
  await migratorFor().upgrade()
  const { text } = await migratorFor({ stars: t.integer() }).revision({
    message: "to",
    autogenerate: true,
    ask: async () => ({ kind: "fill", table: "hotels", column: "stars", answer: "3" }),
  })
  expect(text).toContain("\n// Where rows are filled, triggers of their table change hotels.code\n")
})

it("compares a default that names its sequence without a cast", async () => {
  const db = await open()
  const source = folder(mkdtempSync(join(tmpdir(), "aludel-proof-")))
  const numbers = sequence("numbers", {})
  const schema = defineSchema({
    numbers,
    invoices: table("invoices", { number: t.bigint().default(sql`nextval('numbers')`) }),
  })
  const migrator = createMigrator({ db, dialect, source, schema })
  await migrator.revision({ message: "from", autogenerate: true })
  await migrator.upgrade()
  expect(await migrator.check()).toEqual({ findings: [] })
})
