import { copyFileSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import { postgres } from "@aludel/dialect-postgres"
import { sqlite } from "@aludel/dialect-sqlite"
import { sql } from "kysely"

import type { Order } from "./child.ts"
import type { Pooler } from "./pooler.ts"
import { drop, fresh, nameOf, place, withDatabase } from "./postgres.ts"
import { runProcess, statementsOf } from "./process.ts"
import { apart, plain } from "./revisions.ts"
import { sideBySide } from "./side-by-side.ts"
import { openFile, type Journal } from "./sqlite.ts"
import { contents, go, migratorOf, wrongWith, type Subject, type Way } from "./state.ts"
import { sampled, type Faults, type Verdict } from "./tally.ts"

/** Where runs are killed: a database that can be made again and again. */
interface Ground {
  readonly name: string
  readonly engine: Order["engine"]
  /** Makes a database at the start of a run, and gives its place. */
  make(way: Way): Promise<string>
  lend<T>(place: string, work: (subject: Subject) => Promise<T>): Promise<T>
  remove(place: string): Promise<void>
}

/**
 * Kills a process at every statement of a run on PostgreSQL, and runs it again.
 *
 * @param pooler through which both runs go. Default: neither goes through one
 */
export function postgresKills(server: string, way: Way, pooler?: () => Promise<Pooler>): Faults {
  const starts = new Map<Way, Promise<string>>()
  const lend: Ground["lend"] = (place, work) =>
    withDatabase(place, (db) => work({ db, dialect: postgres(), revisions: apart }))
  const start = async () => {
    const url = await fresh(server)
    if (way === "downgrade") await lend(url, (subject) => migratorOf(subject).upgrade())
    return url
  }
  return kills(
    {
      name: `SIGKILL, ${pooler === undefined ? "PostgreSQL" : "through PgBouncer"}, ${way}`,
      engine: "postgres",
      async make() {
        if (!starts.has(way)) starts.set(way, start())
        const url = await fresh(server, nameOf(await starts.get(way)!))
        return pooler === undefined ? url : (await pooler()).through(url)
      },
      lend,
      remove: (reached) => drop(place(server, nameOf(reached))),
    },
    way,
  )
}

/** Kills a process at every statement of a run on SQLite, and runs it again. */
export function sqliteKills(journal: Journal, way: Way): Faults {
  const lend: Ground["lend"] = async (place, work) => {
    const db = openFile(place)
    try {
      return await work({ db, dialect: sqlite(), revisions: plain })
    } finally {
      await db.destroy()
    }
  }
  const folder = mkdtempSync(join(tmpdir(), "aludel-faults-"))
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }))
  let made = 0
  const start = async (way: Way) => {
    const path = join(folder, `start-${way}.db`)
    const db = openFile(path, journal)
    if (way === "downgrade") await migratorOf({ db, dialect: sqlite(), revisions: plain }).upgrade()
    await db.destroy()
    return path
  }
  let from: Promise<string> | undefined
  return kills(
    {
      name: `SIGKILL, SQLite (${journal}), ${way}`,
      engine: "sqlite",
      async make() {
        from ??= start(way)
        const path = join(folder, `${++made}.db`)
        copyFileSync(await from, path)
        return path
      },
      lend,
      async remove(place) {
        for (const end of ["", "-wal", "-shm", "-journal"]) rmSync(`${place}${end}`, { force: true })
      },
    },
    way,
  )
}

function kills(ground: Ground, way: Way): Faults {
  return {
    name: ground.name,
    async *run(share) {
      const whole = await unkilled(ground, way)
      const cases = Array.from({ length: whole.statements + 1 }, (_, index) => index + 1).flatMap(
        (statement): readonly NonNullable<Order["kill"]>[] => [
          { statement, when: "before" },
          // SQLite works in the process itself.
          ...(ground.engine === "sqlite" || statement > whole.statements
            ? []
            : [{ statement, when: "sent" as const }]),
        ],
      )
      yield* sideBySide(sampled(cases, share), 4, (kill) => oneKill(ground, way, whole.contents, kill))
    },
  }
}

async function unkilled(
  { make, lend, remove, engine }: Ground,
  way: Way,
): Promise<{ readonly statements: number; readonly contents: string }> {
  const place = await make(way)
  const statements = statementsOf(await runProcess({ engine, place, way }))
  const found = await lend(place, contents)
  await remove(place)
  return { statements, contents: found }
}

async function oneKill(
  { make, lend, remove, engine }: Ground,
  way: Way,
  expected: string,
  kill: NonNullable<Order["kill"]>,
): Promise<Verdict> {
  const place = await make(way)
  const { signal, stderr } = await runProcess({ engine, place, way, kill })
  const unforeseen = signal === "SIGKILL" ? undefined : `it was not killed: ${stderr}`
  const lost = await lend(place, async (subject) => {
    await go(migratorOf(subject, { lockTimeout: 30_000 }), way)
    const broken = engine === "sqlite" ? await brokenFile(subject) : undefined
    return unforeseen ?? broken ?? wrongWith(subject, way, expected)
  }).catch((error: unknown) => String(error))
  await remove(place)
  return {
    name: `killed ${kill.when === "sent" ? "when it had sent" : kill.when} statement ${kill.statement}`,
    ...(lost === undefined ? {} : { lost }),
  }
}

async function brokenFile({ db }: Subject): Promise<string | undefined> {
  const { rows } = await sql<{ readonly integrity_check: string }>`pragma integrity_check`.execute(db)
  return rows[0]?.integrity_check === "ok" ? undefined : `the file is broken: ${rows[0]?.integrity_check}`
}
