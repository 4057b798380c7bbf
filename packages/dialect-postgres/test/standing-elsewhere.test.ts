import { createMigrator, defineRevision, inMemory, sql, t, type Operations } from "@aludel/core"
import { expect, it } from "vitest"

import { postgres } from "../src/index.ts"
import { open, rows, run } from "./database.ts"

const kept = `select pg_get_viewdef('reports.v'::regclass) as v, relacl::text as rights from pg_class where oid = 'reports.v'::regclass`

it.each([undefined, "app"])(
  "changes what a view of a schema stands on that no revision names, default schema %s",
  async (defaultSchema) => {
    const db = await open()
    const home = defaultSchema ?? "public"
    const revision = (id: string, parents: readonly string[], upgrade: (op: Operations) => void) =>
      defineRevision({ id, parents, message: id, created: "2026-11-18T14:49:44Z", upgrade })
    const first = revision("first", [], (op) => {
      op.createEnum("kind", ["a", "b"])
      op.createTable("hotels", { id: t.integer(), kind: t.enum("kind", ["a", "b"])() })
    })
    const second = revision("second", ["first"], (op) => {
      op.alterTable("hotels", { unlogged: true })
      op.createTable("other", { id: t.integer() }, undefined, { ifNotExists: true })
      op.alterColumn("hotels", "id", { type: t.bigint() })
      op.alterEnum("kind", ["b", "a"])
      op.createObject("view", "own", { definition: sql`select id from hotels` })
    })
    const migratorOf = (...revisions: ReturnType<typeof revision>[]) =>
      createMigrator({ db, dialect: postgres(), source: inMemory(revisions), defaultSchema })
    await migratorOf(first).upgrade()
    await run(
      db,
      `create schema reports; create view reports.v as select id, kind from ${home}.hotels where kind = 'a'; grant select on reports.v to public`,
    )
    const before = await rows(db, kept)
    await migratorOf(first, second).upgrade()
    expect(await rows(db, kept)).toEqual(before)
    expect(
      await rows(
        db,
        `select format_type(atttypid, -1) as type from pg_attribute where attrelid = 'reports.v'::regclass and attnum = 1`,
      ),
    ).toEqual([{ type: "bigint" }])
  },
)
