import { postgres } from "@aludel/dialect-postgres"
import { startPostgres, type PostgresServer } from "@aludel/test-postgres"
import { sql } from "kysely"
import { afterAll, beforeAll, expect, it } from "vitest"

import { freshOnes, withDatabase } from "../src/postgres.ts"
import { apart } from "../src/revisions.ts"
import { noShell, psql } from "../src/shell.ts"
import { contents, migratorOf, wrongWith, type Subject } from "../src/state.ts"

// A bare machine may lack the shell; where the observers are promised, its absence is a failure.
const absent = process.env["ALUDEL_REQUIRE_OBSERVERS"] ? undefined : noShell(psql)

let server: PostgresServer
beforeAll(async () => {
  server = await startPostgres()
})
afterAll(() => server.stop())

const subjectOf = (db: Subject["db"]): Subject => ({ db, dialect: postgres(), revisions: apart })

/** The journal as it was written, but for which run it was and when. */
async function journal({ db }: Subject): Promise<readonly unknown[]> {
  const { rows } = await sql`
    select position, event, direction, revision, detail from aludel_history_log
    where event <> 'finished' order by ctid`.execute(db)
  return rows
}

it("a script writes the journal of a run; stopped in the middle, a run goes on where it was", async ({
  skip,
}) => {
  if (absent !== undefined) skip(absent)
  const [one, other] = (await freshOnes(server.url, 2)) as readonly [string, string]
  const expected = await withDatabase(one, async (db) => {
    await migratorOf(subjectOf(db)).upgrade()
    return { contents: await contents(subjectOf(db)), journal: await journal(subjectOf(db)) }
  })
  await withDatabase(other, async (db) => {
    const script = await migratorOf(subjectOf(db)).sql({})
    // Behind the transaction that says that the second index is begun.
    const end = script.indexOf('create index concurrently "ix_hotels_rooms"')
    psql.run(other, script.slice(0, end))
    expect(await migratorOf(subjectOf(db)).current()).toMatchObject([
      { id: "d4", partial: { direction: "upgrade", done: 2, of: 3 } },
      { id: "c3" },
    ])
    await migratorOf(subjectOf(db)).upgrade()
    expect(await wrongWith(subjectOf(db), "upgrade", expected.contents)).toBeUndefined()
  })
  const [whole] = (await freshOnes(server.url, 1)) as readonly [string]
  await withDatabase(whole, async (db) => {
    psql.run(whole, await migratorOf(subjectOf(db)).sql({}))
    expect(await journal(subjectOf(db))).toEqual(expected.journal)
    expect(await contents(subjectOf(db))).toEqual(expected.contents)
  })
})
