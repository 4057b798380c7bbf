import { postgres } from "@aludel/dialect-postgres"

import { noPooler, type Pooler } from "./pooler.ts"
import { drop, fresh, withDatabase } from "./postgres.ts"
import { runProcess } from "./process.ts"
import { apart } from "./revisions.ts"
import { contents, migratorOf, wrongWith } from "./state.ts"
import type { Faults } from "./tally.ts"

/**
 * Starts eight processes that upgrade one new database, twenty times: each revision is applied once, and none fails.
 *
 * @param pooler through which they reach the database. Default: through none
 */
export function crowd(server: string, pooler?: () => Promise<Pooler>): Faults {
  return {
    name: `8 processes at once${pooler === undefined ? "" : ", through PgBouncer"}`,
    missing: () => (pooler === undefined ? undefined : noPooler()),
    async *run(share) {
      const quiet = await fresh(server)
      const expected = await withDatabase(quiet, async (db) => {
        const subject = { db, dialect: postgres(), revisions: apart }
        await migratorOf(subject).upgrade()
        return contents(subject)
      })
      const rounds = Math.max(1, Math.round(20 * share))
      for (let round = 1; round <= rounds; round += 1) {
        const url = await fresh(server)
        const place = pooler === undefined ? url : (await pooler()).through(url)
        const ended = await Promise.all(
          Array.from({ length: 8 }, () =>
            runProcess({ engine: "postgres", place, way: "upgrade", delay: Math.random() * 300 }),
          ),
        )
        const failed = ended.find(({ code }) => code !== 0)
        const wrong = await withDatabase(url, (db) =>
          wrongWith({ db, dialect: postgres(), revisions: apart }, "upgrade", expected),
        )
        const lost = failed === undefined ? wrong : `a process failed: ${failed.stderr}`
        await drop(url)
        yield { name: `round ${round}`, ...(lost === undefined ? {} : { lost }) }
      }
    },
  }
}
