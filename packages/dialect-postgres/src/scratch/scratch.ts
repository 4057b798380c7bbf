import type { AnyDatabase, ScratchOptions, ScratchPlace } from "@aludel/core/dialect"
import { AludelError } from "@aludel/core/dialect"

import { circumstances } from "./circumstances.ts"
import { configured } from "./configured.ts"
import type { Kind } from "./kind.ts"
import { pglite } from "./pglite.ts"
import { rolledBack } from "./rolled-back.ts"
import { temporaryDatabase } from "./temporary-database.ts"

const kinds: readonly Kind[] = [configured, temporaryDatabase, pglite, rolledBack]

/**
 * Lends an empty place with PostgreSQL, gone afterwards whatever happens: the first of these that can be had.
 *
 * 1. the database of `settings.url`, which must be set aside for it
 * 2. a temporary database on the server of the run, through `settings.connect`
 * 3. PGlite, PostgreSQL within the process, where it is installed
 * 4. schemas in a transaction of the run's database that is rolled back
 *
 * @throws AludelError `scratch/unavailable` where there is none, where the configured database can't be used, or where
 * `settings.prepare` fails
 */
export async function scratch<T>(
  db: AnyDatabase,
  options: ScratchOptions,
  work: (place: ScratchPlace) => Promise<T>,
): Promise<T> {
  const run = await circumstances(db, options.defaultSchema)
  const reasons: string[] = []
  for (const kind of kinds) {
    const outcome = await kind<T>({
      db,
      options,
      run,
      work(place, name) {
        options.onChoice?.(reasons.length === 0 ? name : `${name}, for ${list(reasons)}`)
        return work(place)
      },
    })
    if ("result" in outcome) return outcome.result
    if (outcome.unavailable !== "") reasons.push(outcome.unavailable)
  }
  throw new AludelError("scratch/unavailable", `no scratch can be made: ${list(reasons)}`, {
    hint: "Let the role create schemas (grant create on database … to …) or databases (alter role … createdb), use a server that is not read-only, install @electric-sql/pglite, or set scratch.url.",
    details: { reasons },
  })
}

function list(reasons: readonly string[]): string {
  const [last, ...others] = reasons.toReversed()
  return others.length === 0 ? (last ?? "") : `${others.toReversed().join(", ")}, and ${last}`
}
