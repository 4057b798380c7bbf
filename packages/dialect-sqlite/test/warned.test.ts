import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import { createMigrator, defineSchema, t, table, type RunEvent } from "@aludel/core"
import { folder } from "@aludel/core/node"
import { expect, it, onTestFinished } from "vitest"

import { sqlite } from "../src/index.ts"
import { open, run } from "./database.ts"

it("who generates a revision is told of what was changed by hand, and of edited revisions; check of an edit that breaks them, too", async () => {
  const place = mkdtempSync(join(tmpdir(), "aludel-warned-"))
  onTestFinished(() => rmSync(place, { recursive: true }))
  const db = open()
  const events: RunEvent[] = []
  const migratorFor = (more: Parameters<typeof table>[1] = {}) =>
    createMigrator({
      db,
      dialect: sqlite(),
      source: folder(place),
      schema: defineSchema({ hotels: table("hotels", { code: t.text(), stars: t.integer(), ...more }) }),
      onEvent: (event) => events.push(event),
    })
  const { location } = await migratorFor().revision({ message: "hotels", autogenerate: true })
  await migratorFor().upgrade()
  const told = async () => {
    events.length = 0
    const note = { note: t.text().nullable() }
    const written = await migratorFor(note).revision({ message: "note", autogenerate: true })
    rmSync(written.location!)
    return events.filter(({ kind }) => kind === "drift" || kind === "edited")
  }
  expect(await told()).toEqual([])

  await run(db, "alter table hotels add column by_hand text")
  expect(await told()).toEqual([{ kind: "drift", details: ["add column hotels.by_hand"] }])

  await run(db, "alter table hotels drop column by_hand")
  const edit = (from: string, to: string) =>
    writeFileSync(location!, readFileSync(location!, "utf8").replace(from, to))
  edit("stars: t.integer()", "stars: t.integer().nullable()")
  expect(await told()).toMatchObject([
    { kind: "edited" },
    { kind: "drift", details: ["alter column hotels.stars (nullable)"] },
  ])

  edit("upgrade(op) {", 'upgrade(op) {\n    op.dropTable("nowhere")')
  const { findings } = await migratorFor().check()
  expect(findings.map(({ code }) => code)).toEqual(["edited"])
})
