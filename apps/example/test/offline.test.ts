import { execFileSync } from "node:child_process"
import { fileURLToPath } from "node:url"

import { createMigrator } from "@aludel/core"
import { folder } from "@aludel/core/node"
import type { Kysely } from "kysely"
import { describe, expect, it, onTestFinished } from "vitest"

import { openDatabase } from "../src/database.ts"
import { engines, type Place } from "./engines.ts"

const source = folder(fileURLToPath(new URL("../migrations", import.meta.url)))

describe.each(engines)("the scripts of the history on $engine", ({ place }) => {
  it("do what its runs do: schema, rows, history, up and down", async ({ skip }) => {
    const [online, offline] = [open(await place()), open(await place())]
    const stops = [
      { direction: "upgrade", to: "535b70e85b64" },
      { direction: "upgrade", to: "20a6b9d3c58f" },
      { direction: "downgrade", to: "535b70e85b64" },
      { direction: "downgrade", to: "base" },
    ] as const
    let from: string | undefined
    for (const { direction, to } of stops) {
      if (direction === "upgrade") await online.migrator.upgrade({ to })
      else await online.migrator.downgrade({ to })
      if (!fed(offline, await offline.migrator.sql({ direction, from, to })))
        skip("psql or sqlite3 is not installed")
      expect(await offline.contents()).toEqual(await online.contents())
      if (from === undefined) for (const { db } of [online, offline]) await fill(db)
      from = to
    }
  })
})

function open(where: Place) {
  const { db, dialect } = openDatabase(where.url)
  onTestFinished(() => db.destroy())
  // oxlint-disable-next-line typescript/no-explicit-any -- the tables of older revisions are not those of the declared schema
  const tables = (where.schema === undefined ? db : db.withSchema(where.schema)) as unknown as Kysely<any>
  const defaultSchema = where.schema
  const contents = async () => {
    const { nodes } = await dialect.introspect!(db, { defaultSchema, unmodelled: true })
    const names = nodes.flatMap((node) => (node.kind === "table" ? [node.name] : [])).toSorted()
    const rows: unknown[] = []
    for (const name of names) {
      const found = await tables.selectFrom(name).selectAll().execute()
      rows.push([name, found.map((row) => JSON.stringify({ ...row, ...timeless(name) })).toSorted()])
    }
    return { nodes, rows }
  }
  return { where, db: tables, contents, migrator: createMigrator({ db, dialect, source, defaultSchema }) }
}

// When it was, and in which run.
function timeless(table: string): object {
  if (table.endsWith("_log")) return { at: "", run: "", position: 0 }
  return table === "aludel_history" ? { applied_at: "", duration_ms: 0 } : {}
}

// oxlint-disable-next-line typescript/no-explicit-any -- see above
async function fill(db: Kysely<any>): Promise<void> {
  await db
    .insertInto("conversions")
    .values([
      { hotel_id: 1, kind: "booking", amount: "120.00 EUR", created_at: "2026-11-18T15:00:00.000Z" },
      { hotel_id: 2, kind: "test", amount: "0.05 CHF", created_at: "2026-11-18T15:00:01.000Z" },
    ])
    .execute()
  await db
    .insertInto("conversion_reports")
    .values({ conversion_id: 2, reported_at: "2026-11-18T16:00:00.000Z" })
    .execute()
}

// A bare machine may lack the shell; where the observers are promised, its absence is a failure.
function fed({ where: { url } }: ReturnType<typeof open>, script: string): boolean {
  const [program, ...args] = url.startsWith("sqlite:")
    ? ["sqlite3", "-bail", url.slice("sqlite:".length)]
    : ["psql", "--no-psqlrc", "--quiet", "--set", "ON_ERROR_STOP=1", "--file", "-", url]
  try {
    execFileSync(program, args, { input: script, encoding: "utf8" })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT" || process.env["ALUDEL_REQUIRE_OBSERVERS"])
      throw error
    return false
  }
}
