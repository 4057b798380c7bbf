import { createDatabase } from "@aludel/test-postgres"
import Sqlite from "better-sqlite3"
import { Kysely, PostgresDialect, SqliteDialect, type Insertable, type Selectable } from "kysely"
import { Pool } from "pg"
import { afterAll, expect, inject, it } from "vitest"

import { defineSchema } from "../../src/schema/define-schema.ts"
import type { InferDatabase } from "../../src/schema/infer.ts"
import { t } from "../../src/schema/t.ts"
import { table } from "../../src/schema/table.ts"

const values = table("portable", {
  integer: t.integer(),
  smallint: t.smallint(),
  bigint: t.bigint(),
  bigint_text: t.bigint(),
  double: t.double(),
  numeric: t.numeric(10, 2),
  text: t.text(),
  varchar: t.varchar(5),
  uuid: t.uuid(),
  boolean: t.boolean(),
  timestamptz: t.timestamptz(),
  timestamp: t.timestamp(),
  date: t.date(),
  time: t.time(),
  json: t.json<{ readonly a: number[] }>(),
  bytes: t.bytes(),
})
const schema = defineSchema({ values })
interface Database extends InferDatabase<typeof schema> {}

const inserted: Insertable<Database["portable"]> = {
  integer: 1,
  smallint: 2,
  bigint: 9007199254740991n,
  bigint_text: "9007199254740991",
  double: 0.5,
  numeric: "1.50",
  text: "a",
  varchar: "b",
  uuid: "0d0c7c0e-8f2a-4c5e-9a55-6a0a6d3f7a01",
  boolean: 1,
  timestamptz: "2026-11-18T14:49:44.000Z",
  timestamp: "2026-11-18T14:49:44.000",
  date: "2026-11-18",
  time: "14:49:44",
  json: '{"a":[1]}',
  bytes: new Uint8Array([1, 2]),
}

const url = inject("postgresUrl")
const postgres = new Kysely<Database>({
  dialect: new PostgresDialect({
    pool: async () => new Pool({ connectionString: await createDatabase(url), max: 1 }),
  }),
})
const sqlite = new Kysely<Database>({ dialect: new SqliteDialect({ database: new Sqlite(":memory:") }) })
afterAll(() => Promise.all([postgres.destroy(), sqlite.destroy()]))

// The types of the model as the two engines spell them: `double`, `bytes` and what the engine does not know.
const spelling = {
  postgres: { double: "double precision", bytes: "bytea" },
  sqlite: { bytes: "blob" },
} as const

interface Case {
  readonly driver: keyof typeof spelling
  readonly db: Kysely<Database>
  readonly selected: Selectable<Database["portable"]>
}

const same = {
  integer: 1,
  smallint: 2,
  double: 0.5,
  text: "a",
  varchar: "b",
  uuid: inserted.uuid,
  time: "14:49:44",
  bytes: Buffer.of(1, 2),
}

const cases: readonly Case[] = [
  {
    driver: "postgres",
    db: postgres,
    selected: {
      ...same,
      bigint: "9007199254740991",
      bigint_text: "9007199254740991",
      numeric: "1.50",
      boolean: true,
      timestamptz: new Date("2026-11-18T14:49:44Z"),
      timestamp: new Date("2026-11-18T14:49:44"),
      date: new Date("2026-11-18T00:00:00"),
      json: { a: [1] },
    },
  },
  {
    driver: "sqlite",
    db: sqlite,
    selected: {
      ...same,
      bigint: 9007199254740991,
      bigint_text: 9007199254740991,
      numeric: 1.5,
      boolean: 1,
      timestamptz: "2026-11-18T14:49:44.000Z",
      timestamp: "2026-11-18T14:49:44.000",
      date: "2026-11-18",
      json: '{"a":[1]}',
    },
  },
]

it.each(cases)(
  "$driver takes what t says, gives what t says, and takes it back",
  async ({ driver, db, selected }) => {
    await createTable(db, spelling[driver])
    await db.insertInto("portable").values(inserted).execute()
    expect(await db.selectFrom("portable").selectAll().execute()).toEqual([selected])
    const { bigint, numeric, bytes } = selected
    await db.updateTable("portable").set({ bigint, numeric, bytes }).execute()
    expect(await db.selectFrom("portable").selectAll().execute()).toEqual([selected])
  },
)

async function createTable(db: Kysely<Database>, types: Readonly<Record<string, string>>): Promise<void> {
  const { sql } = await import("kysely")
  const columns = schema["~schema"].nodes.flatMap((node) => (node.kind === "column" ? [node] : []))
  const list = columns.map(
    (column) => sql`${sql.ref(column.name)} ${sql.raw(types[column.type] ?? column.type)}`,
  )
  await sql`create table portable (${sql.join(list)})`.execute(db)
}
