import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import { postgres } from "@aludel/dialect-postgres"
import { sqlite } from "@aludel/dialect-sqlite"
import { sql } from "kysely"

import type { Order } from "./child.ts"
import { noPooler, type Pooler } from "./pooler.ts"
import { drop, emptied, freshOnes, nameOf, place, withDatabase } from "./postgres.ts"
import { runProcess, statementsOf } from "./process.ts"
import { apart, plain } from "./revisions.ts"
import { sideBySide } from "./side-by-side.ts"
import { openFile, type Journal } from "./sqlite.ts"
import { contents, go, migratorOf, wrongWith, type Subject, type Way } from "./state.ts"
import { sampled, type Faults, type Verdict } from "./tally.ts"

/** Where runs are killed. */
interface Ground {
  readonly name: string
  readonly engine: Order["engine"]
  readonly missing?: () => string | undefined
  /** Databases in which case after case is done. */
  places(count: number): Promise<readonly string[]>
  /** Brings one of them to where a run starts. */
  restart(place: string): Promise<void>
  lend<T>(place: string, work: (subject: Subject) => Promise<T>): Promise<T>
  remove(place: string): Promise<void>
}

/**
 * Kills a process at every statement of a run on PostgreSQL, and runs it again.
 *
 * @param pooler through which both runs go. Default: neither goes through one
 */
export function postgresKills(server: string, way: Way, pooler?: () => Promise<Pooler>): Faults {
  const lend: Ground["lend"] = (url, work) =>
    withDatabase(url, (db) => work({ db, dialect: postgres(), revisions: apart }))
  const direct = (reached: string) => place(server, nameOf(reached))
  return kills(
    {
      name: `SIGKILL, ${pooler === undefined ? "PostgreSQL" : "through PgBouncer"}, ${way}`,
      engine: "postgres",
      missing: () => (pooler === undefined ? undefined : noPooler()),
      async places(count) {
        const made = await freshOnes(server, count)
        if (pooler === undefined) return made
        const { through } = await pooler()
        return made.map(through)
      },
      async restart(reached) {
        await emptied(direct(reached))
        if (way === "downgrade") await lend(direct(reached), (subject) => migratorOf(subject).upgrade())
      },
      lend,
      remove: (reached) => drop(direct(reached)),
    },
    way,
  )
}

/** Kills a process at every statement of a run on SQLite, and runs it again. */
export function sqliteKills(journal: Journal, way: Way): Faults {
  const lend: Ground["lend"] = async (path, work) => {
    const db = openFile(path, journal)
    try {
      return await work({ db, dialect: sqlite(), revisions: plain })
    } finally {
      await db.destroy()
    }
  }
  const remove = async (path: string) => {
    for (const end of ["", "-wal", "-shm", "-journal"]) rmSync(`${path}${end}`, { force: true })
  }
  return kills(
    {
      name: `SIGKILL, SQLite (${journal}), ${way}`,
      engine: "sqlite",
      async places(count) {
        const folder = mkdtempSync(join(tmpdir(), "aludel-faults-"))
        process.once("exit", () => rmSync(folder, { recursive: true, force: true }))
        return Array.from({ length: count }, (_, index) => join(folder, `${index}.db`))
      },
      async restart(path) {
        await remove(path)
        await lend(path, async (subject) => {
          if (way === "downgrade") await migratorOf(subject).upgrade()
        })
      },
      lend,
      remove,
    },
    way,
  )
}

function kills(ground: Ground, way: Way): Faults {
  return {
    name: ground.name,
    missing: () => ground.missing?.(),
    async *run(share) {
      const places = await ground.places(4)
      const whole = await unkilled(ground, way, places[0]!)
      const cases = Array.from({ length: whole.statements + 1 }, (_, index) => index + 1).flatMap(
        (statement): readonly NonNullable<Order["kill"]>[] => [
          { statement, when: "before" },
          // SQLite works in the process itself.
          ...(ground.engine === "sqlite" || statement > whole.statements
            ? []
            : [{ statement, when: "sent" as const }]),
        ],
      )
      yield* sideBySide(sampled(cases, share), places, (kill, place) =>
        oneKill(ground, way, { place, kill, expected: whole.contents }),
      )
      await Promise.all(places.map(ground.remove))
    },
  }
}

async function unkilled(
  { restart, lend, engine }: Ground,
  way: Way,
  place: string,
): Promise<{ readonly statements: number; readonly contents: string }> {
  await restart(place)
  const statements = statementsOf(await runProcess({ engine, place, way }))
  return { statements, contents: await lend(place, contents) }
}

async function oneKill(
  { restart, lend, engine }: Ground,
  way: Way,
  {
    place,
    kill,
    expected,
  }: {
    readonly place: string
    readonly kill: NonNullable<Order["kill"]>
    readonly expected: string
  },
): Promise<Verdict> {
  await restart(place)
  const { signal, stderr } = await runProcess({ engine, place, way, kill })
  const unforeseen = signal === "SIGKILL" ? undefined : `it was not killed: ${stderr}`
  const lost = await lend(place, async (subject) => {
    await go(migratorOf(subject, { lockTimeout: 30_000 }), way)
    const broken = engine === "sqlite" ? await brokenFile(subject) : undefined
    return unforeseen ?? broken ?? wrongWith(subject, way, expected)
  }).catch((error: unknown) => String(error))
  return {
    name: `killed ${kill.when === "sent" ? "when it had sent" : kill.when} statement ${kill.statement}`,
    ...(lost === undefined ? {} : { lost }),
  }
}

async function brokenFile({ db }: Subject): Promise<string | undefined> {
  const { rows } = await sql<{ readonly integrity_check: string }>`pragma integrity_check`.execute(db)
  return rows[0]?.integrity_check === "ok" ? undefined : `the file is broken: ${rows[0]?.integrity_check}`
}
