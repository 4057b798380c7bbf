import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import {
  createMigrator,
  defineSchema,
  sql,
  t,
  table,
  type MigratorOptions,
  type RunEvent,
} from "@aludel/core"
import { nodeKey, type Operation, type Schema, type ScratchSettings } from "@aludel/core/dialect"
import { folder } from "@aludel/core/node"
import { createDatabase } from "@aludel/test-postgres"
import { describe, expect, inject, it } from "vitest"

import { withScratch, type Scratch, type ScratchRequest } from "../../../core/src/scratch/scratch.ts"
import { postgres } from "../../src/index.ts"
import { introspect } from "../../src/introspect.ts"
import { rows, run as execute, target } from "../database.ts"
import { imported, run, type Run } from "./place.ts"

interface Given {
  readonly name: string
  readonly kind: RegExp
  given(run: Run): Promise<ScratchSettings>
  /** Each place takes seconds to start. */
  readonly slow?: true
}

const settings: readonly Given[] = [
  {
    name: "a database set aside",
    kind: /^the database test_\w+, which scratch.url sets aside$/,
    given: async () => ({ url: await createDatabase(inject("postgresUrl")) }),
  },
  {
    name: "a temporary database",
    kind: /^a temporary database/,
    given: async ({ connect }) => ({ connect }),
  },
  { name: "PGlite", kind: /^PGlite within/, given: async () => ({ import: imported }), slow: true },
  { name: "schemas in a transaction", kind: /^schemas in a transaction/, given: async () => ({}) },
]

describe.each(settings)("on $name", ({ kind, given, slow }) => {
  it(
    "what is generated is proven, and what the engine spells otherwise is no change",
    { timeout: 120_000 },
    async () => {
      const here = await run()
      await execute(here.db, "create schema app")
      const scratch = await given(here)
      const events: RunEvent[] = []
      const files = folder(mkdtempSync(join(tmpdir(), "aludel-scratch-")))
      const migrator = (...values: [string, ...string[]]) => {
        const mood = t.enum("billing.mood", values)
        const hotels = table("hotels", {
          id: t.integer().identity().primaryKey(),
          made: t.timestamp().default(sql`NOW()`),
          mood: mood().default(values[0]),
        })
        const invoices = table("billing.invoices", {
          id: t.integer().primaryKey(),
          hotel: t.integer().references(() => hotels.id),
        })
        return createMigrator({
          db: here.db,
          dialect: postgres(),
          source: files,
          defaultSchema: "app",
          schema: defineSchema({ hotels, invoices, mood }),
          scratch,
          onEvent: (event) => events.push(event),
        })
      }
      await migrator("good").revision({ message: "from", autogenerate: true })
      await migrator("good").upgrade()
      expect((await migrator("good").check()).findings).toEqual([])
      const choices = events.flatMap((event) => (event.kind === "scratch-chosen" ? [event.sentence] : []))
      expect(choices.length).toBeGreaterThan(2)
      for (const choice of choices) expect(choice).toMatch(kind)
      if (slow === true) return
      const { summary } = await migrator("good", "bad").revision({ message: "to", autogenerate: true })
      expect(summary).toEqual(["~ enum billing.mood: good, bad"])
      await migrator("good", "bad").upgrade()
      expect((await migrator("good", "bad").check()).findings).toEqual([])
    },
  )

  it("what was there before is not told as made, and is not made twice", { timeout: 120_000 }, async () => {
    const here = await run()
    await execute(here.db, "create extension citext")
    const prepared = { ...(await given(here)), prepare: "create table theirs (id integer)" }
    await scratched(here, prepared, [mails], async (scratch) => {
      expect(await scratch.introspect()).toEqual({ nodes: [] })
      await scratch.create(mails)
      expect((await scratch.introspect()).nodes.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
        "table mails",
        "column mail",
      ])
    })
  })
})

const mails = {
  nodes: [
    { kind: "table", name: "mails" },
    { kind: "column", table: "mails", name: "mail", type: "citext" },
  ],
} as const

async function scratched(
  { db, defaultSchema }: Run & { readonly defaultSchema?: string | undefined },
  given: ScratchSettings,
  schemas: ScratchRequest["schemas"],
  work: (scratch: Scratch) => Promise<void>,
): Promise<void> {
  const { dialect, engine } = target(db)
  await withScratch(
    {
      db,
      dialect: dialect as ScratchRequest["dialect"],
      engine,
      defaultSchema,
      schemas,
      settings: given,
    },
    work,
  )
}

const prepared =
  "What the schema refers to but does not own, or has no words for (extensions, roles, aggregates, operators, other people's tables), is made by `scratch.prepare` in the configuration."

it.each([
  {
    name: "an aggregate",
    prepare: "create aggregate times(integer) (sfunc = int4mul, stype = integer, initcond = '1')",
    query: "select times(id) as n from things",
    what: "function times(integer)",
  },
  {
    name: "an operator",
    prepare: "create operator === (leftarg = integer, rightarg = integer, function = int4eq)",
    query: "select id === 1 as is_one from things",
    what: "operator integer === integer",
  },
  {
    name: "a collation",
    prepare: 'create collation theirs from "C"',
    query: "select 'a' collate theirs as n from things",
    what: 'collation "theirs" for encoding "UTF8"',
  },
])("a view over $name, which no schema declares, takes `prepare`", async ({ prepare, query, what }) => {
  const here = await run()
  await execute(here.db, prepare)
  const schema: Schema = {
    nodes: [...things, { kind: "defined", type: "view", name: "v", definition: query }],
  }
  const { connect } = here
  await expect(
    scratched(here, { connect }, [schema], (scratch) => scratch.create(schema)),
  ).rejects.toMatchObject({
    code: "run/failed",
    message: expect.stringMatching(/^on a scratch, create view v failed: .* does not exist/),
    hint: expect.stringContaining(`There is no ${what} in the scratch. ${prepared}`),
  })
  for (const given of [{ connect, prepare }, {}]) {
    await scratched(here, given, [schema], async (scratch) => {
      await scratch.create(schema)
      expect((await scratch.introspect()).nodes.map(({ name }) => name)).toEqual(["things", "id", "v"])
    })
  }
})

const things: Schema["nodes"] = [
  { kind: "table", name: "things" },
  { kind: "column", table: "things", name: "id", type: "integer" },
]

it("what a schema refers to but does not own is made by `prepare`, and missed by name without it", async () => {
  const here = await run()
  const prepare = "create schema ids; create function ids.next() returns integer language sql as 'select 1'"
  await execute(here.db, prepare)
  const things = table("things", { id: t.integer().default(sql`ids.next()`) })
  const migrator = (scratch: ScratchSettings, more: Partial<MigratorOptions> = {}) =>
    createMigrator({
      db: here.db,
      dialect: postgres(),
      source: folder(mkdtempSync(join(tmpdir(), "aludel-scratch-"))),
      schema: defineSchema({ things }),
      scratch,
      ...more,
    })
  const { connect } = here
  await expect(migrator({ connect }).revision({ message: "x", autogenerate: true })).rejects.toMatchObject({
    code: "generate/not-proven",
    message: expect.stringMatching(/: on a scratch, create table things failed: schema "ids" does not exist/),
    hint: `There is no schema "ids" in the scratch. ${prepared}\nThe database itself is untouched.\n--no-proof writes it as it is, and says so in the file.`,
  })
  const { summary } = await migrator({ connect, prepare }).revision({ message: "x", autogenerate: true })
  expect(summary).toEqual(["+ table things"])
})

const qualified = `
  create type billing.mood as enum ('good', 'bad'); create domain billing.money as numeric; create extension citext schema billing;
  create table billing.invoices (id integer primary key, mood billing.mood default 'good', paid billing.money, mail billing.citext);
  create table hotels (id integer primary key, paid billing.money, many billing.mood[], check (paid > 0::billing.money));
  create function billing.f(a billing.money) returns billing.mood language sql as $$ select i.mood from "billing".invoices i join app.hotels h on h.paid = a $$;
  create function total() returns numeric language sql begin atomic select sum(paid) from billing.invoices; end;
  create view due as select i.id, i.mood = 'bad'::billing.mood as bad, billing.f(1) as f, h.paid from billing.invoices i, hotels h;
  create view billing.seen as select * from app.due; comment on view due is 'of billing.invoices';
  create sequence billing.numbers; alter table hotels add number bigint default nextval('billing.numbers');
  create policy own on hotels using (id in (select id from billing.invoices))`

it.each([undefined, "app"])(
  "texts that name other schemas mean what is made in a scratch, the default schema being %s",
  async (defaultSchema) => {
    const here = await run()
    await execute(here.db, `create schema app; create schema billing; set search_path to app; ${qualified}`)
    const live = await introspect(here.db, { defaultSchema, schemas: ["billing"] })
    const prepare = "create schema billing; create extension citext schema billing"
    for (const given of [{}, { connect: here.connect, prepare }]) {
      await scratched({ ...here, defaultSchema }, given, [live], async (scratch) => {
        await scratch.create(live)
        expect(keyed(await scratch.introspect())).toEqual(keyed(live))
        await scratch.run([
          {
            kind: "addColumn",
            table: "invoices",
            schema: "billing",
            name: "more",
            nodes: [more],
          } as Operation,
          { kind: "createObject", object: onMore } as Operation,
        ])
        expect((await scratch.introspect()).nodes).toContainEqual(onMore)
      })
    }
  },
)

const more = {
  kind: "column",
  schema: "billing",
  table: "invoices",
  name: "more",
  type: "integer",
  nullable: true,
} as const
// Of a column that the real table lacks.
const onMore = {
  kind: "defined",
  type: "view",
  name: "on_more",
  definition: `SELECT ${inject("postgresMajor") < 16 ? "invoices." : ""}more\n   FROM billing.invoices`,
} as const

function keyed({ nodes }: Schema): object {
  return Object.fromEntries(nodes.map((node) => [nodeKey(node), node]))
}

const tables = (count: number) => ({
  nodes: Array.from({ length: count }, (_, index) => [
    { kind: "table" as const, name: `t${index}` },
    { kind: "column" as const, table: `t${index}`, name: "id", type: "integer" },
  ]).flat(),
})

it(
  "a whole schema is made in transactions of no more than 500 operations",
  { timeout: 120_000 },
  async () => {
    const here = await run()
    const schema = tables(1200)
    let place: Parameters<typeof rows>[0] | undefined
    const connect = async (database: string) => (place = await here.connect(database))
    await scratched(here, { connect }, [schema], async (scratch) => {
      await scratch.create(schema)
      const name =
        "select xmin::text, count(*)::int4 as count from pg_class where relname ~ '^t\\d+$' group by 1 order by 2"
      const counts = (await rows(place!, name)) as readonly { readonly count: number }[]
      expect(counts.map(({ count }) => count)).toEqual([200, 500, 500])
      expect((await scratch.introspect()).nodes.length).toBe(schema.nodes.length)
    })
  },
)

it("more tables than one transaction takes are refused where there is only one", async () => {
  const here = await run()
  const schema = tables(2001)
  await expect(scratched(here, {}, [schema], (scratch) => scratch.create(schema))).rejects.toMatchObject({
    code: "scratch/unavailable",
    message:
      "2001 tables can't be made in one transaction: each takes locks until it ends, and here 2000 are allowed",
  })
})

it("an index is built concurrently where the place has no transaction, and plainly where it is one", async () => {
  const here = await run()
  const schema = tables(1)
  const index = { kind: "index", table: "t0", name: "ix", keys: [{ column: "id" }] } as const
  const create = { kind: "createIndex", table: "t0", name: "ix", index, concurrently: true } as const
  for (const given of [{ connect: here.connect }, {}]) {
    await scratched(here, given, [schema], async (scratch) => {
      await scratch.create(schema)
      await scratch.run([create])
      expect((await scratch.introspect()).nodes).toContainEqual(
        expect.objectContaining({ kind: "index", name: "ix" }),
      )
    })
  }
})
