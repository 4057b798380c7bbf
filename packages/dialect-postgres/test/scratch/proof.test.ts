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
import type { ScratchSettings } from "@aludel/core/dialect"
import { folder } from "@aludel/core/node"
import { createDatabase } from "@aludel/test-postgres"
import { describe, expect, inject, it } from "vitest"

import { withScratch, type Scratch, type ScratchRequest } from "../../../core/src/scratch/scratch.ts"
import { postgres } from "../../src/index.ts"
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
  { db }: Run,
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
      defaultSchema: undefined,
      schemas,
      settings: given,
    },
    work,
  )
}

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
    code: "run/failed",
    message: expect.stringMatching(/^on a scratch, create table things failed: schema "ids" does not exist/),
    hint: "What the schema refers to but does not own (extensions, roles, other people's tables) is made by `scratch.prepare` in the configuration.\nThe database itself is untouched.",
  })
  const { summary } = await migrator({ connect, prepare }).revision({ message: "x", autogenerate: true })
  expect(summary).toEqual(["+ table things"])
})

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
