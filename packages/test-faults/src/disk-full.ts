import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import { sqlite } from "@aludel/dialect-sqlite"
import { sql } from "kysely"

import { plain } from "./revisions.ts"
import { openFile } from "./sqlite.ts"
import { contents, migratorOf, wrongWith } from "./state.ts"
import { sampled, type Faults, type Verdict } from "./tally.ts"

/** Lets a SQLite file grow to so many pages and no further, for each number that is too small; then there is room again. */
export function diskFull(): Faults {
  return {
    name: "disk full, SQLite",
    async *run(share) {
      const folder = mkdtempSync(join(tmpdir(), "aludel-faults-"))
      const whole = await filled(join(folder, "whole.db"))
      const cases = Array.from({ length: whole.pages - 1 }, (_, index) => index + 1)
      for (const pages of sampled(cases, share))
        yield await oneFull(join(folder, `${pages}.db`), pages, whole.contents)
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function filled(path: string): Promise<{ readonly pages: number; readonly contents: string }> {
  const db = openFile(path)
  const subject = { db, dialect: sqlite(), revisions: plain }
  await migratorOf(subject).upgrade()
  const { rows } = await sql<{ readonly page_count: number }>`pragma page_count`.execute(db)
  const found = await contents(subject)
  await db.destroy()
  return { pages: rows[0]!.page_count, contents: found }
}

async function oneFull(path: string, pages: number, expected: string): Promise<Verdict> {
  const db = openFile(path)
  const subject = { db, dialect: sqlite(), revisions: plain }
  await sql.raw(`pragma max_page_count = ${pages}`).execute(db)
  const failure = await migratorOf(subject)
    .upgrade()
    .then(
      () => undefined,
      (error: unknown) => String(error),
    )
  await sql.raw("pragma max_page_count = 1000000").execute(db)
  await migratorOf(subject).upgrade()
  const lost =
    failure?.includes("full") === true
      ? await wrongWith(subject, "upgrade", expected)
      : `it failed otherwise: ${failure}`
  await db.destroy()
  return { name: `${pages} pages`, ...(lost === undefined ? {} : { lost }) }
}
