import { expect } from "vitest"

import { addToUpgrade, fillRevision } from "../../demo/edits.ts"
import { fillSlugs, first, guests, withGuests, withSlug } from "../../demo/texts.ts"
import type { StoryDatabase } from "./database.ts"
import type { Project } from "./project.ts"
import type { Teller } from "./teller.ts"

// initial ── slugs ──┐
//        └── guests ─┴─ merge
export const [initial, slugs, other, merge] = [
  "1a1a1a1a1a1a",
  "2b2b2b2b2b2b",
  "3c3c3c3c3c3c",
  "4d4d4d4d4d4d",
] as const

const [initialObjects, guestObjects] = [["conversions", "hotels", "ix_conversions_hotel"], ["guests"]]

/** The story of the demo, with every outcome asserted. Gives the paths of the files that were written. */
export async function tellStory(
  project: Project,
  database: StoryDatabase,
  teller: Teller,
): Promise<readonly string[]> {
  const { rows } = database
  const tables = async () =>
    (await database.objects()).filter((name) => /^(hotels|conversions|guests|ix_.*)$/.test(name))
  const written = async (...args: Parameters<Teller["revision"]>) => {
    const path = await teller.revision(...args)
    if (typeof path !== "string") throw new Error(JSON.stringify(path))
    expect(path).toMatch(new RegExp(`^migrations/\\d{4}_\\d\\d_\\d\\d_\\d{4}-${args[0].id}_\\w+\\.ts$`))
    return path
  }

  // Declare, generate, upgrade.
  project.write("schema.ts", first)
  const initialFile = await written({ id: initial, message: "initial schema", autogenerate: true })
  expect(await teller.current()).toEqual([])
  expect(await teller.check()).toEqual(["not-up-to-date"])
  expect(await teller.upgrade("head")).toEqual({ ran: [initial], heads: [initial] })
  expect(await teller.current()).toEqual([initial])
  expect(await teller.check()).toEqual([])
  expect(await tables()).toEqual(initialObjects)
  await rows("insert into hotels (name) values ('Hotel Adler'), ('Gasthof Krone')")
  await rows("insert into conversions (hotel_id, kind) values (1, 'booking'), (2, 'request')")
  const conversions = await rows("select * from conversions order by id")

  // Change the declaration, generate, upgrade, take it back.
  project.write("schema.ts", withSlug)
  expect(await teller.check()).toEqual(["pending-changes"])
  const slugsFile = await written({ id: slugs, message: "hotels have a slug", autogenerate: true })
  expect(await teller.upgrade("head")).toEqual({ ran: [slugs], heads: [slugs] })
  expect(await rows("select * from hotels order by id")).toEqual([
    { id: 1, name: "Hotel Adler", slug: null },
    { id: 2, name: "Gasthof Krone", slug: null },
  ])
  expect(await teller.downgrade("-1")).toEqual({ ran: [slugs], heads: [initial] })
  expect(await teller.current()).toEqual([initial])
  expect(await rows("select * from hotels order by id")).toEqual([
    { id: 1, name: "Hotel Adler" },
    { id: 2, name: "Gasthof Krone" },
  ])
  expect(await teller.revision({ id: "5e5e5e5e5e5e", message: "again", autogenerate: true })).toMatchObject({
    refused: "generate/not-up-to-date",
    message: expect.stringMatching(/^Target database is not up to date/),
  })

  // Edit the revision, upgrade again.
  project.edit(slugsFile, (text) => addToUpgrade(text, fillSlugs + seesPlugins(teller)))
  expect(await teller.upgrade("head")).toEqual({ ran: [slugs], heads: [slugs] })
  const hotels = await rows("select * from hotels order by id")
  expect(hotels).toEqual([
    { id: 1, name: "Hotel Adler", slug: "hotel-adler" },
    { id: 2, name: "Gasthof Krone", slug: "gasthof-krone" },
  ])

  // Somebody else's branch from the same parent.
  project.write("schema.ts", withGuests)
  const otherFile = await written({ id: other, message: "guests", head: initial, splice: true })
  project.edit(otherFile, (text) => fillRevision(text, guests))
  expect((await teller.heads()).toSorted()).toEqual([slugs, other])
  expect(await teller.upgrade("head")).toEqual({
    refused: "revision/multiple-heads",
    message: expect.stringMatching(
      `^Multiple head revisions are present for given argument 'head'.*${slugs}, ${other}`,
    ),
  })
  expect(await teller.current()).toEqual([slugs])
  expect((await teller.check()).toSorted()).toEqual(["multiple-heads", "not-up-to-date"])

  // Merge.
  const mergeFile = await teller.merge({ id: merge, message: "merge slugs and guests" })
  expect(await teller.heads()).toEqual([merge])
  expect(await teller.upgrade("head")).toEqual({ ran: [other, merge], heads: [merge] })
  expect(await teller.current()).toEqual([merge])
  const history = await teller.history()
  expect([history[0], history.slice(1, 3).toSorted(), history[3]]).toEqual([merge, [slugs, other], initial])
  expect(await teller.check()).toEqual([])
  expect(await tables()).toEqual([initialObjects[0], ...guestObjects, ...initialObjects.slice(1)])
  expect(await rows("select * from hotels order by id")).toEqual(hotels)
  expect(await rows("select * from conversions order by id")).toEqual(conversions)

  // Down to nothing, and up again.
  const down = await teller.downgrade("base")
  expect(down).toMatchObject({ heads: [] })
  expect("ran" in down && [down.ran[0], down.ran.slice(1, 3).toSorted(), down.ran[3]]).toEqual([
    merge,
    [slugs, other],
    initial,
  ])
  expect(await teller.current()).toEqual([])
  expect(await database.objects()).toEqual([])
  expect(await teller.upgrade("head")).toMatchObject({ heads: [merge] })
  expect(await teller.current()).toEqual([merge])
  expect(await teller.check()).toEqual([])
  return [initialFile, slugsFile, otherFile, mergeFile]
}

// Data code is handed the caller's plugins; Aludel's own statements must work in spite of them.
function seesPlugins({ camelCase }: Teller): string {
  return `
op.run(async (db) => {
  const rows = await db.selectFrom("conversions").select("hotel_id").execute()
  for (const row of rows) if (!("${camelCase ? "hotelId" : "hotel_id"}" in row)) throw new Error(JSON.stringify(row))
})`
}
