import { execFile } from "node:child_process"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"

import { defineRevision, defineSchema, inMemory, t, table, type Revision } from "@aludel/core"
import { migrationCases, testMigrations, type ProjectOptions } from "@aludel/core/testing"
import { expect, it } from "vitest"

import { sqlite } from "../../src/index.ts"

const hotels = defineRevision({
  id: "a1",
  parents: [],
  message: "hotels",
  upgrade: (op) => void op.createTable("hotels", { id: t.integer().primaryKey("pk_hotels") }),
})
const codes = (upgrade: Revision["upgrade"], more: Partial<Revision> = {}): Revision =>
  defineRevision({ id: "b2", parents: ["a1"], message: "codes", upgrade, ...more })
const addCode: Revision["upgrade"] = (op) => void op.addColumn("hotels", "code", t.text().nullable())
const schema = defineSchema({
  hotels: table("hotels", { id: t.integer().primaryKey(), code: t.text().nullable() }),
})

/** What each failing test says, by its name. */
async function failures(
  revisions: readonly Revision[],
  more: Partial<ProjectOptions> = {},
): Promise<Readonly<Record<string, string>>> {
  const cases = migrationCases({ dialect: sqlite(), source: inMemory(revisions), schema, ...more })
  const failed: Record<string, string> = {}
  for (const { name, run } of cases)
    await run().catch((error: unknown) => void (failed[name.replace("migrations: ", "")] = String(error)))
  return failed
}

it("passes where all is well", async () => {
  expect(await failures([hotels, codes(addCode)])).toEqual({})
})

it("registers as many tests as there are cases, each with its time", () => {
  const registered: unknown[] = []
  testMigrations((name, _, timeout) => registered.push([name, timeout]), {
    dialect: sqlite(),
    source: inMemory([hotels]),
    timeout: 5,
  })
  expect(registered).toEqual([
    ["migrations: there is one head", 5],
    ["migrations: every revision goes up, down and up again", 5],
    ["migrations: op.run changes the schema only where it says so", 5],
  ])
})

it.each<{
  readonly name: string
  readonly revisions: readonly Revision[]
  readonly more?: Partial<ProjectOptions>
  readonly says: Readonly<Record<string, string>>
}>([
  {
    name: "two heads",
    revisions: [hotels, codes(addCode), defineRevision({ ...codes(() => {}), id: "c3" })],
    says: {
      "there is one head":
        'Error: there are 2 heads: b2 (revision b2 in memory), c3 (revision c3 in memory). Type: aludel merge heads -m "merge"',
    },
  },
  {
    name: "a downgrade that leaves something",
    revisions: [hotels, codes(addCode, { downgrade: () => {} })],
    says: {
      "every revision goes up, down and up again":
        "Error: revision b2, codes, was taken back, and left\n  add column hotels.code",
    },
  },
  {
    name: "an upgrade that does not run",
    revisions: [hotels, codes((op) => void op.sql("alter table hotel add code text", { effect: [] }))],
    says: expect.objectContaining({
      "every revision goes up, down and up again": expect.stringContaining(
        "Error: revision b2, codes, does not go up: on a scratch, run SQL: alter table hotel add code text failed: no such table: hotel",
      ),
    }),
  },
  {
    name: "code that changes the schema and does not say so",
    revisions: [
      hotels,
      codes(
        (op) =>
          void op.run(async (db) => {
            await db.schema.alterTable("hotels").addColumn("code", "text").execute()
          }),
        { downgrade: (op) => void op.dropColumn("hotels", "code") },
      ),
    ],
    says: {
      "op.run changes the schema only where it says so":
        "Error: revision b2, codes, changes the schema by op.run otherwise than it says by `effect`:\n  add column hotels.code",
    },
  },
  {
    name: "a declaration that has more",
    revisions: [hotels],
    says: {
      "the declared schema is what the revisions give":
        'Error: the declared schema has what no revision makes:\n  add column hotels.code\nType: aludel revision --autogenerate -m "…"',
    },
  },
  {
    name: "a revision that can't be taken back",
    revisions: [hotels, codes((op) => void op.sql("alter table hotels add code text"))],
    says: {
      "every revision goes up, down and up again": expect.stringContaining(
        "revision b2 can't be taken back: it runs SQL of its own",
      ),
    },
  },
  {
    name: "a revision that can't be taken back, and is said not to",
    revisions: [hotels, codes((op) => void op.sql("alter table hotels add code text"))],
    more: { irreversible: ["b2"] },
    says: {},
  },
  {
    name: "rows that are lost",
    revisions: [
      hotels,
      codes(
        (op) => {
          addCode(op)
          op.run(async (db) => void (await db.deleteFrom("hotels").execute()), { offline: undefined })
        },
        { downgrade: (op) => void op.dropColumn("hotels", "code") },
      ),
    ],
    more: {
      rows: [
        {
          name: "a hotel",
          revision: "b2",
          before: async (db) => void (await db.insertInto("hotels").values({ id: 1 }).execute()),
          after: async (db) => expect(await db.selectFrom("hotels").select("id").execute()).toHaveLength(1),
        },
        { revision: "nowhere", before: async () => {}, after: async () => {} },
      ],
    },
    says: {
      "rows go through a hotel": expect.stringContaining("expected [] to have a length of 1 but got +0"),
      "rows go through nowhere": "AludelError: Can't locate revision identified by 'nowhere'",
    },
  },
])("says what is wrong: $name", async ({ revisions, more, says }) => {
  expect(await failures(revisions, more)).toEqual(says)
})

it("registers with node:test", async () => {
  const file = fileURLToPath(new URL("by-node.ts", import.meta.url))
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--conditions=@aludel/source", "--test-reporter=tap", file],
    { env: { PATH: process.env["PATH"] } },
  )
  expect(stdout.split("\n").filter((line) => /^(not )?ok /.test(line))).toEqual([
    "ok 1 - migrations: there is one head",
    "ok 2 - migrations: every revision goes up, down and up again",
    "ok 3 - migrations: op.run changes the schema only where it says so",
  ])
})
