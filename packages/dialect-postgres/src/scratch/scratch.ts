import type { AnyDatabase, ScratchOptions, ScratchPlace } from "@aludel/core/dialect"
import { AludelError } from "@aludel/core/dialect"

import { circumstances, presumedCircumstances } from "./circumstances.ts"
import { configured } from "./configured.ts"
import type { Kind } from "./kind.ts"
import { pglite } from "./pglite.ts"
import { rolledBack } from "./rolled-back.ts"
import { temporaryDatabase } from "./temporary-database.ts"

// Those that need the server of the run, and those that lie in its database.
const needServer: readonly Kind[] = [temporaryDatabase, rolledBack]
const kinds: readonly Kind[] = [configured, temporaryDatabase, pglite, rolledBack]

/**
 * Lends an empty place with PostgreSQL, gone afterwards whatever happens: the first of these that can be had.
 *
 * 1. the database of `settings.url`, which must be set aside for it
 * 2. a temporary database on the server of the run, through `settings.connect`
 * 3. PGlite, PostgreSQL within the process, where it is installed
 * 4. schemas in a transaction of the run's database that is rolled back, unless code of the project's is to run there
 *
 * Offline only the first and the third come into question.
 *
 * @throws AludelError `scratch/unavailable` where there is none, where the configured database can't be used, or where
 * `settings.prepare` fails
 */
export async function scratch<T>(
  db: AnyDatabase,
  options: ScratchOptions,
  work: (place: ScratchPlace) => Promise<T>,
): Promise<T> {
  const { offline = false, ownPlace = false } = options
  const run = offline
    ? presumedCircumstances(options.defaultSchema)
    : await circumstances(db, options.defaultSchema)
  const refusals: string[] = []
  for (const kind of kinds) {
    if ((offline && needServer.includes(kind)) || (ownPlace && kind === rolledBack)) continue
    const outcome = await kind<T>({
      db,
      options,
      run,
      work(place, name) {
        options.onChoice?.(refusals.length === 0 ? name : `${name}, for ${list(refusals)}`)
        return work(place)
      },
    })
    if ("result" in outcome) return outcome.result
    if (outcome.unavailable !== "") refusals.push(outcome.unavailable)
  }
  if (offline) refusals.push("the server of the run is not asked offline")
  else if (ownPlace) refusals.push("raw SQL must not run in the database itself")
  throw new AludelError("scratch/unavailable", `no scratch can be made: ${list(refusals)}`, {
    hint: hint(options),
    details: { reasons: refusals },
  })
}

function hint({ offline, ownPlace }: ScratchOptions): string {
  if (offline === true) return "Install @electric-sql/pglite, or set scratch.url."
  const databases = "databases (alter role … createdb)"
  const made = ownPlace === true ? databases : `schemas (grant create on database … to …) or ${databases}`
  return `Let the role create ${made}, use a server that is not read-only, install @electric-sql/pglite, or set scratch.url.`
}

function list(reasons: readonly string[]): string {
  const [last, ...others] = reasons.toReversed()
  return others.length === 0 ? (last ?? "") : `${others.toReversed().join(", ")}, and ${last}`
}
