import type { AnyDatabase, Dialect } from "../dialect/dialect.ts"
import { exists } from "../dialect/generic.ts"
import { isAludelError } from "../errors/error.ts"
import { decided } from "../generate/questions.ts"
import { historyTables, tableNames } from "../history/tables.ts"
import { createMigrator } from "../migrator/create-migrator.ts"
import type { Migrator } from "../migrator/migrator.ts"
import { canonicalText } from "../operations/json.ts"
import { inMemory } from "../revisions/in-memory.ts"
import { defineRevision, type Revision } from "../revisions/revision.ts"
import type { RevisionSource } from "../revisions/source.ts"
import { check, index, unique } from "../schema/constraints.ts"
import { defineSchema } from "../schema/define-schema.ts"
import { t } from "../schema/t.ts"
import { table } from "../schema/table.ts"
import { sql } from "../sql/sql.ts"
import { schemaChanges, type SchemaChange } from "./changes.ts"

/** What the suite needs of the dialect under test. */
export interface ConformanceOptions {
  readonly dialect: Dialect
  /** Opens an empty database of its own for one case; the same database again where `name` is the same. */
  open(name: string): Promise<{ readonly db: AnyDatabase; close(): Promise<void> }>
  /** A writable source in an empty folder, for generated revisions. Default: nothing is generated. */
  source?(): RevisionSource
  /** The names of {@link schemaChanges} that the dialect refuses as `dialect/unsupported`. Default: none. */
  readonly refused?: readonly string[] | undefined
  /** The schema that the cases live in. Default: the engine's own. */
  readonly defaultSchema?: string | undefined
}

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

type Case = (place: {
  readonly db: AnyDatabase
  readonly options: ConformanceOptions
  readonly name: string
  migrator(...revisions: readonly Revision[]): Migrator
}) => Promise<void>

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

function generated(change: SchemaChange): Case {
  return async ({ db, options }) => {
    const source = options.source!()
    const { dialect, defaultSchema } = options
    const ask = decided(change.decisions ?? [])
    const from = createMigrator({ db, dialect, defaultSchema, source, schema: change.from })
    const to = createMigrator({ db, dialect, defaultSchema, source, schema: change.to })
    await from.revision({ message: "from", autogenerate: true })
    await from.upgrade()
    const plain = db.withoutPlugins()
    const place = defaultSchema === undefined ? plain : plain.withSchema(defaultSchema)
    await place.insertInto("hotels").values({ code: "abc" }).execute()
    const rows = () => place.selectFrom("hotels").select("code").execute()
    const before = await seen(options, plain)
    const generate = () => to.revision({ message: "to", autogenerate: true, ask })
    if (options.refused?.includes(change.name) === true) return expectCode("dialect/unsupported", generate)

    expectEqual((await generate()).summary, change.summary, "summary")
    await to.upgrade()
    expectEqual((await to.check()).findings, [], "findings after the upgrade")
    expectEqual(await rows(), [{ code: "abc" }], "rows after the upgrade")
    await to.downgrade({ to: "-1" })
    expectEqual(await seen(options, plain), before, "schema after the downgrade")
    expectEqual(await rows(), [{ code: "abc" }], "rows after the downgrade")
  }
}

// Without regard to the order of columns: a column that comes back comes last.
async function seen(
  { dialect, defaultSchema }: ConformanceOptions,
  db: AnyDatabase,
): Promise<readonly string[]> {
  const exclude = tableNames(historyTables({ schema: defaultSchema }), defaultSchema)
  const { nodes } = await dialect.introspect!(db, { defaultSchema, exclude })
  return nodes.map((node) => canonicalText(node)).toSorted()
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

function expectEqual(actual: unknown, expected: unknown, what: string): void {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)]
  if (a !== b) throw new Error(`${what}: expected ${b}, got ${a}`)
}

async function expectCode(code: string, work: () => Promise<unknown>): Promise<void> {
  const error: unknown = await work().then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!isAludelError(error)) throw new Error(`expected AludelError ${code}, got ${String(error)}`)
  expectEqual(error.code, code, "code of the error")
}
