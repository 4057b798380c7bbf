import type { AnyDatabase } from "../dialect/dialect.ts"
import { exists } from "../dialect/generic.ts"
import { createMigrator } from "../migrator/create-migrator.ts"
import type { Migrator } from "../migrator/migrator.ts"
import { inMemory } from "../revisions/in-memory.ts"
import { defineRevision, type Revision } from "../revisions/revision.ts"
import { check, index, unique } from "../schema/constraints.ts"
import { defineSchema } from "../schema/define-schema.ts"
import { t } from "../schema/t.ts"
import { table } from "../schema/table.ts"
import { sql } from "../sql/sql.ts"
import type { Case } from "./case.ts"
import { schemaChanges } from "./changes.ts"
import { expectCode, expectEqual } from "./expect.ts"
import { generated } from "./generated.ts"
import type { ConformanceOptions } from "./options.ts"

/** One case: fails by throwing, with what was expected in the message. */
export interface ConformanceCase {
  readonly name: string
  run(): Promise<void>
}

/**
 * The suite that every dialect runs, ours and other people's, as cases for any test runner:
 *
 * ```ts
 * for (const { name, run } of conformance({ dialect, open })) test(name, run)
 * ```
 */
export function conformance(options: ConformanceOptions): readonly ConformanceCase[] {
  const changes = options.source === undefined ? [] : schemaChanges
  return [
    ...Object.entries(cases),
    ...changes.map((change) => [`generated: ${change.name}`, generated(change)] as const),
  ].map(([name, body]) => ({ name, run: () => withDatabase(options, name, body) }))
}

const cases: Readonly<Record<string, Case>> = {
  "upgrade, then downgrade, leaves no table of ours": async ({ migrator, db, options }) => {
    const { upgrade, downgrade } = migrator(...history)
    expectEqual((await upgrade()).heads, ["c3"], "heads after upgrade")
    await downgrade({ to: "base" })
    expectEqual(
      await exists(options.dialect, db, { kind: "table", ...place(options), name: "hotels" }),
      false,
      "hotels after downgrade",
    )
  },

  "a second upgrade has nothing to do": async ({ migrator }) => {
    await migrator(...history).upgrade()
    expectEqual((await migrator(...history).upgrade()).status, "nothing", "status")
  },

  "after an upgrade, the declared schema has no pending changes": async ({ migrator, options }) => {
    if (options.dialect.introspect === undefined) return
    await migrator(...history).upgrade()
    expectEqual((await migrator(...history).check()).findings, [], "findings")
  },

  "a revision that fails leaves nothing of its run": async ({ migrator, db, options }) => {
    if (options.dialect.transactionalDdl === false) return
    const failing = defineRevision({
      id: "d4",
      parents: ["c3"],
      message: "fails",
      upgrade: (op) => void op.sql("this is no sql"),
    })
    await expectCode("run/failed", () => migrator(...history, failing).upgrade())
    expectEqual(
      await exists(options.dialect, db, { kind: "table", ...place(options), name: "hotels" }),
      false,
      "hotels after the failure",
    )
  },

  "of several upgrades at once, one works and the others find nothing to do": async ({ name, options }) => {
    const opened = await Promise.all([1, 2, 3].map(() => options.open(name)))
    try {
      const results = await Promise.all(opened.map(({ db }) => open(options, db, history).upgrade()))
      expectEqual(results.map(({ status }) => status).toSorted(), ["done", "nothing", "nothing"], "statuses")
    } finally {
      await Promise.all(opened.map(({ close }) => close()))
    }
  },

  "data code sees the tables of its revision and survives an alteration": async ({
    migrator,
    db,
    options,
  }) => {
    await migrator(...history).upgrade()
    const plain = db.withoutPlugins()
    const rows = await (options.defaultSchema === undefined ? plain : plain.withSchema(options.defaultSchema))
      .selectFrom("hotels")
      .select(["code", "stars"])
      .execute()
    expectEqual(rows, [{ code: "demo", stars: 3 }], "rows of hotels")
  },
}

const hotels = table("hotels", {
  id: t.integer().identity().primaryKey(),
  code: t.text().unique(),
  stars: t.integer().default(3),
  created_at: t.timestamptz().default(sql`current_timestamp`),
  note: t.text().nullable(),
})
const stays = table(
  "stays",
  {
    id: t.integer().identity().primaryKey(),
    hotel_id: t.integer().references(() => hotels.id, { onDelete: "cascade" }),
    nights: t.integer().default(1),
    kind: t.text(),
  },
  (c) => [
    check("ck_stays_nights", sql`nights > 0`),
    index("ix_stays_kind")
      .on(c.kind, c.nights.desc())
      .where(sql`kind <> 'test'`),
    unique().on(c.hotel_id, c.kind),
  ],
)
const schema = defineSchema({ hotels, stays })

const history: readonly Revision[] = [
  defineRevision({
    id: "a1",
    parents: [],
    message: "hotels",
    upgrade(op) {
      op.createTable("hotels", {
        id: t.integer().identity().primaryKey(),
        code: t.text().unique(),
        created_at: t.timestamptz().default(sql`current_timestamp`),
      })
      op.run(async (db) => {
        await db.insertInto("hotels").values({ code: "demo" }).execute()
      })
    },
    downgrade(op) {
      op.dropTable("hotels")
    },
  }),
  defineRevision({
    id: "b2",
    parents: ["a1"],
    message: "stars and notes",
    upgrade(op) {
      op.addColumn("hotels", "stars", t.integer().default(3))
      op.addColumn("hotels", "note", t.text().nullable())
    },
  }),
  defineRevision({
    id: "c3",
    parents: ["b2"],
    message: "stays",
    upgrade(op) {
      op.createTable(
        "stays",
        {
          id: t.integer().identity().primaryKey(),
          hotel_id: t.integer().references("hotels.id", { onDelete: "cascade" }),
          nights: t.integer().default(1),
          kind: t.text(),
        },
        (c) => [
          check("ck_stays_nights", sql`nights > 0`),
          index("ix_stays_kind")
            .on(c.kind, c.nights.desc())
            .where(sql`kind <> 'test'`),
          unique().on(c.hotel_id, c.kind),
        ],
      )
    },
  }),
]

async function withDatabase(options: ConformanceOptions, name: string, body: Case): Promise<void> {
  const { db, close } = await options.open(name)
  try {
    await body({ db, options, name, migrator: (...revisions) => open(options, db, revisions) })
  } finally {
    await close()
  }
}

function open(
  { dialect, defaultSchema }: ConformanceOptions,
  db: AnyDatabase,
  revisions: readonly Revision[],
): Migrator {
  return createMigrator({ db, dialect, schema, defaultSchema, source: inMemory(revisions) })
}

function place({ defaultSchema }: ConformanceOptions): { readonly schema?: string } {
  return defaultSchema === undefined ? {} : { schema: defaultSchema }
}
