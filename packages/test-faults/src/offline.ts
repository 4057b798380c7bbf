import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import type { Revision } from "@aludel/core"
import { postgres } from "@aludel/dialect-postgres"
import { sqlite } from "@aludel/dialect-sqlite"
import { sql } from "kysely"

import { drop, emptied, freshOnes, withDatabase } from "./postgres.ts"
import { randomHistory } from "./random-history.ts"
import { noShell, psql, sqlite3, type Shell } from "./shell.ts"
import { openFile } from "./sqlite.ts"
import { contents, migratorOf, type Subject } from "./state.ts"
import type { Faults } from "./tally.ts"

/** Two databases of one engine: revisions are run on one of them, and on the other by scripts. */
interface Pair {
  readonly shell: Shell
  /** Where the scripts run. */
  readonly place: string
  readonly online: Subject
  readonly offline: Subject
}

/**
 * What differs where revisions are run by scripts instead; nothing where all is the same at each stop: schema, rows, and
 * what the history tables say but for the times.
 *
 * @param stops where each run ends, the first ones upwards: `["r3", "r8", "r4", "base"]`
 */
async function scriptedDifference(
  { online, offline, place, shell }: Pair,
  stops: readonly { readonly direction: "upgrade" | "downgrade"; readonly to: string }[],
): Promise<string | undefined> {
  const running = migratorOf(online)
  let from = "base"
  for (const { direction, to } of stops) {
    if (direction === "upgrade") await running.upgrade({ to })
    else await running.downgrade({ to })
    const script = await migratorOf(offline).sql({ direction, to, ...(from === "base" ? {} : { from }) })
    try {
      shell.run(place, script)
    } catch (error) {
      return `${from} to ${to}: ${String(error)}\n${script}`
    }
    for (const read of [contents, recorded]) {
      const [wanted, found] = [await read(online), await read(offline)]
      if (wanted !== found) return `${from} to ${to}: online ${wanted}\noffline ${found}`
    }
    from = to
  }
  return undefined
}

// By whom and when is another matter. So is the journal: a script ends a transaction where a server of any version must.
async function recorded(subject: Subject): Promise<string> {
  const { db } = subject
  const applied = await sql`
    select id, parents, depends_on, message, text_hash, operations_hash, operations, tool_version, downgrade
    from aludel_history order by id`.execute(db)
  const log = await sql`
    select direction, revision, detail, actor, tool_version, count(*) as times from aludel_history_log
    where event = 'finished' group by 1, 2, 3, 4, 5 order by 1, 2`.execute(db)
  return JSON.stringify([applied.rows, log.rows, await migratorOf(subject).current()], undefined, 1)
}

/** Runs 100 random histories, and the scripts of the same on another database, upwards and back. */
export function scripts(server: string, engine: "PostgreSQL" | "SQLite"): Faults {
  const count = 100
  return {
    name: `offline SQL of random histories, ${engine}`,
    missing: () => noShell(engine === "PostgreSQL" ? psql : sqlite3),
    async *run(share) {
      const first = Number(process.env["ALUDEL_PROPERTY_SEED"] ?? 1)
      const grounds = engine === "PostgreSQL" ? postgresGrounds(server) : sqliteGrounds()
      try {
        for (let index = 0; index < Math.max(1, Math.round(count * share)); index += 1) {
          const seed = first + index
          const revisions = randomHistory({ seed, isPostgres: engine === "PostgreSQL" })
          const lost = await grounds
            .lend(revisions, (pair) => scriptedDifference(pair, stopsOf(seed)))
            .catch((error: unknown) => String(error))
          yield { name: `seed ${seed}`, ...(lost === undefined ? {} : { lost }) }
        }
      } finally {
        await grounds.end()
      }
    },
  }
}

function stopsOf(seed: number) {
  const middle = ["r2", "r3", "r6", "r7"][seed % 4]!
  return [
    { direction: "upgrade", to: middle },
    { direction: "upgrade", to: "r8" },
    { direction: "downgrade", to: middle },
    { direction: "downgrade", to: "base" },
  ] as const
}

/** Databases for one pair after the other. */
interface Grounds {
  lend<T>(revisions: readonly Revision[], work: (pair: Pair) => Promise<T>): Promise<T>
  end(): Promise<void>
}

function postgresGrounds(server: string): Grounds {
  let urls: readonly string[] | undefined
  return {
    async lend(revisions, work) {
      const [one, other] = (urls ??= await freshOnes(server, 2)) as readonly [string, string]
      await emptied(one)
      await emptied(other)
      const subject = (db: Subject["db"]): Subject => ({ db, dialect: postgres(), revisions })
      return withDatabase(one, (online) =>
        withDatabase(other, (offline) =>
          work({ shell: psql, place: other, online: subject(online), offline: subject(offline) }),
        ),
      )
    },
    async end() {
      await Promise.all((urls ?? []).map(drop))
    },
  }
}

function sqliteGrounds(): Grounds {
  const folder = mkdtempSync(join(tmpdir(), "aludel-scripts-"))
  let made = 0
  return {
    async lend(revisions, work) {
      const place = join(folder, `${(made += 1)}.db`)
      const online = openFile(`${place}-online`)
      const offline = openFile(place)
      const subject = (db: Subject["db"]): Subject => ({ db, dialect: sqlite(), revisions })
      try {
        return await work({ shell: sqlite3, place, online: subject(online), offline: subject(offline) })
      } finally {
        await online.destroy()
        await offline.destroy()
      }
    },
    end: async () => rmSync(folder, { recursive: true, force: true }),
  }
}
