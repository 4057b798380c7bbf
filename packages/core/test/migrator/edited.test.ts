import { execFileSync } from "node:child_process"
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

import { sql } from "kysely"
import { ModuleKind, ScriptTarget, transpileModule } from "typescript59"
import { afterAll, beforeEach, describe, expect, it } from "vitest"

import { createMigrator, t, type Migrator, type RunEvent } from "../../src/index.ts"
import { folder } from "../../src/node/index.ts"
import { creates, database, migratorOf, tablesOf, told, type Any } from "./project.ts"

const withNote = creates("a", {
  upgrade(op) {
    op.createTable("table_a", { id: t.integer().primaryKey() })
    op.addColumn("table_a", "note", t.text().nullable())
  },
})

describe("a revision that was edited after it had been applied", () => {
  const edits = async (db: Any, revision: ReturnType<typeof creates>) => {
    const events: RunEvent[] = []
    const onEvent = (event: RunEvent) => events.push(event)
    const result = await migratorOf(db, [revision, creates("b < a")], { onEvent }).upgrade()
    return { result, edits: events.filter((event) => event.kind === "edited") }
  }

  it.each([
    ["an operation more", withNote, ["+ add column table_a.note"], "stored"],
    [
      "another operation of the same name",
      creates("a", { upgrade: (op) => op.createTable("table_a", { id: t.bigint().primaryKey() }) }),
      ["~ create table table_a"],
      "stored",
    ],
    ["an operation less", creates("a", { upgrade() {} }), ["- create table table_a"], "stored"],
    [
      "another downgrade",
      creates("a", { downgrade: (op) => op.dropTable("table_a", { ifExists: true }) }),
      ["~ its downgrade"],
      "file",
    ],
    ["another parent", creates("a < z"), ["~ its parents: none when it was applied, z now"], "file"],
  ] as const)("is told, and gone past: %s", async (_, revision, changes, downgrade) => {
    const db = database()
    await migratorOf(db, [creates("z"), creates("a")]).upgrade({ to: "heads" })
    const events: RunEvent[] = []
    const onEvent = (event: RunEvent) => events.push(event)
    const result = await migratorOf(db, [creates("z"), revision, creates("b < a")], { onEvent }).upgrade({
      to: "heads",
    })
    expect(events.filter(({ kind }) => kind === "edited")).toEqual([
      {
        kind: "edited",
        id: "a",
        message: "table a",
        location: "revision a in memory",
        appliedAt: "2026-11-18T14:49:44.000Z",
        changes,
        downgrade,
      },
    ])
    expect(result.revisions).toEqual(["b"])
  })

  it("is none where only message, labels and the code of op.run are other ones", async () => {
    const db = database()
    const data = (text: string) =>
      creates("a", {
        message: text,
        branchLabels: [text],
        upgrade(op) {
          op.createTable("table_a", { id: t.integer().primaryKey() })
          op.run(async (lent) => lent.insertInto("table_a").values({ id: text.length }).execute())
        },
      })
    await migratorOf(db, [data("one")]).upgrade()
    expect((await edits(db, data("another"))).edits).toEqual([])
  })

  it("is taken back as it was applied, not as its file says", async () => {
    const db = database()
    await migratorOf(db, [creates("a")]).upgrade()
    const other = creates("a", {
      upgrade: (op) => op.createTable("other", { id: t.integer().primaryKey() }),
      downgrade: (op) => op.dropTable("other"),
    })
    const migrator = migratorOf(db, [other])
    await migrator.downgrade({ to: "base" })
    expect(await tablesOf(db)).toEqual([])
    await migrator.upgrade()
    expect(await tablesOf(db)).toEqual(["other"])
  })

  it("is taken back by its file where its upgrade is as it was", async () => {
    const db = database()
    const failing = creates("a", { downgrade: (op) => op.dropTable("nowhere") })
    await migratorOf(db, [failing]).upgrade()
    await migratorOf(db, [creates("a", { downgrade: (op) => op.dropTable("table_a") })]).downgrade({
      to: "base",
    })
    expect(await tablesOf(db)).toEqual([])
  })

  it("is accepted when it is said to be, with a line in the log", async () => {
    const db = database()
    await migratorOf(db, [creates("a")]).upgrade()
    await sql`alter table table_a add column note text`.execute(db)
    const migrator = migratorOf(db, [withNote])
    expect(await migrator.current()).toEqual([
      {
        id: "a",
        message: "table a",
        location: "revision a in memory",
        head: true,
        effectiveHead: false,
        edited: ["+ add column table_a.note"],
      },
    ])
    expect((await migrator.upgrade({ acceptEdited: ["a"] })).status).toBe("nothing")
    expect((await migrator.current())[0]).not.toHaveProperty("edited")
    const logged = await db
      .selectFrom("aludel_history_log")
      .select(["event", "revision", "detail"])
      .where("event", "=", "accepted")
      .execute()
    expect(logged).toEqual([
      {
        event: "accepted",
        revision: "a",
        detail: expect.stringMatching(/^1:[0-9a-f]{64} -> 1:[0-9a-f]{64}$/),
      },
    ])
    expect(await told(migrator.upgrade({ acceptEdited: ["b"] }))).toMatchObject({
      code: "revision/not-found",
    })
  })
})

describe("a file that says the same in other words", () => {
  const root = mkdtempSync(join(tmpdir(), "aludel-rewritten-"))
  const core = fileURLToPath(new URL("../../src/index.ts", import.meta.url))
  const written = `import { defineRevision, t } from "${core}"
export default defineRevision({ id: "a", parents: [], message: "rooms",
    upgrade(op) { op.createTable('rooms', { id: t.integer().primaryKey(),
      code: t.text() }) as unknown;   op.run(async (db) => { await db.insertInto('rooms').values({ id: 1, code: "x" }).execute() }) },
    downgrade(op) { op.dropTable("rooms") } })
`
  const next = `import { defineRevision, t } from "${core}"
export default defineRevision({ id: "b", parents: ["a"], message: "beds", upgrade(op) { op.createTable("beds", { id: t.integer().primaryKey() }) } })
`
  let db: Any
  let migrator: Migrator
  let file: string
  let events: RunEvent[]

  beforeEach(async () => {
    const place = mkdtempSync(join(root, "migrations-"))
    file = join(place, "a.ts")
    writeFileSync(file, written)
    db = database()
    events = []
    migrator = createMigrator({ db, source: folder(place), onEvent: (event) => events.push(event) })
    await migrator.upgrade()
    events = []
  })
  afterAll(() => rmSync(root, { recursive: true, force: true }))

  const textHash = async () => {
    const [row] = await db.selectFrom("aludel_history").select("text_hash").where("id", "=", "a").execute()
    return row?.["text_hash"] as string
  }

  it.each([
    [
      "formatted by oxfmt",
      () => {
        const tool = fileURLToPath(new URL("../../../../node_modules/.bin/oxfmt", import.meta.url))
        execFileSync(tool, [file], { cwd: root })
      },
    ],
    [
      "compiled to JavaScript by TypeScript",
      () => {
        const { outputText } = transpileModule(readFileSync(file, "utf8"), {
          compilerOptions: { module: ModuleKind.ESNext, target: ScriptTarget.ES2022, removeComments: true },
        })
        writeFileSync(file.replace(/ts$/, "js"), outputText)
        rmSync(file)
      },
    ],
    ["with the line ends of Windows", () => writeFileSync(file, written.replaceAll("\n", "\r\n"))],
    ["renamed", () => renameSync(file, join(file, "../2026_01_01-a_rooms.ts"))],
  ])("is no edit: %s", async (_, rewrite) => {
    const before = await textHash()
    rewrite()
    const place = join(file, "..")
    const [name = ""] = readdirSync(place)
    const isOtherText = readFileSync(join(place, name), "utf8").replaceAll("\r\n", "\n") !== written
    writeFileSync(join(place, "b.ts"), next)
    await migrator.upgrade()
    expect(events.filter(({ kind }) => kind === "edited")).toEqual([])
    expect((await textHash()) !== before).toBe(isOtherText)
    await migrator.downgrade({ to: "base" })
    expect(await tablesOf(db)).toEqual([])
  })

  it("is not imported again once a run has recorded its text", async () => {
    writeFileSync(file, `${written}// looked at\n`)
    writeFileSync(join(file, "../b.ts"), next)
    await migrator.upgrade()
    // What would fail if it were imported.
    const recorded = await textHash()
    writeFileSync(file, `${written}// looked at\nthrow new Error("imported")\n`)
    await db.updateTable("aludel_history").set({ text_hash: recorded }).where("id", "=", "a").execute()
    expect(await told(migrator.current())).toMatchObject({ code: "revision/load" })
    writeFileSync(file, `${written}// looked at\n`)
    expect((await migrator.current()).map(({ id }) => id)).toEqual(["b"])
  })
})
