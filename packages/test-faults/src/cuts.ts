import { postgres } from "@aludel/dialect-postgres"

import { drop, fresh, nameOf, open, withDatabase } from "./postgres.ts"
import { startProxy, type Cut } from "./proxy.ts"
import { apart } from "./revisions.ts"
import { sideBySide } from "./side-by-side.ts"
import { contents, go, migratorOf, wrongWith, type Way } from "./state.ts"
import { sampled, type Faults, type Verdict } from "./tally.ts"

/** Cuts the wire before and after every message of a run, and runs it again. */
export function cuts(server: string, way: Way): Faults {
  return {
    name: `wire cut, ${way}`,
    async *run(share) {
      const start = await startOf(server, way)
      const whole = await uncut(start, way)
      const cases = Array.from({ length: whole.messages }, (_, index) => index + 1).flatMap(
        (message): readonly Cut[] => [
          { message, when: "before" },
          { message, when: "after" },
        ],
      )
      yield* sideBySide(sampled(cases, share), 6, (cut) => oneCut(start, way, whole.contents, cut))
      await drop(start)
    },
  }
}

/** A database from which a run starts: an empty one, or one that all revisions were applied to. */
async function startOf(server: string, way: Way): Promise<string> {
  const url = await fresh(server)
  if (way === "downgrade") await withDatabase(url, (db) => migratorOf(subjectOf(db)).upgrade())
  return url
}

function subjectOf(db: ReturnType<typeof open>) {
  return { db, dialect: postgres(), revisions: apart }
}

async function uncut(
  start: string,
  way: Way,
): Promise<{ readonly messages: number; readonly contents: string }> {
  const url = await fresh(start, nameOf(start))
  const proxy = await startProxy(url)
  await withDatabase(proxy.url, (db) => go(migratorOf(subjectOf(db)), way))
  const messages = proxy.messages()
  await proxy.close()
  const found = await withDatabase(url, (db) => contents(subjectOf(db)))
  await drop(url)
  return { messages, contents: found }
}

async function oneCut(start: string, way: Way, expected: string, cut: Cut): Promise<Verdict> {
  const url = await fresh(start, nameOf(start))
  const proxy = await startProxy(url, cut)
  await withDatabase(proxy.url, (db) => go(migratorOf(subjectOf(db)), way)).catch(() => {})
  await proxy.close()
  const unforeseen = proxy.isCut() ? undefined : "the wire was not cut"
  const lost = await withDatabase(url, async (db) => {
    await go(migratorOf(subjectOf(db), { lockTimeout: 30_000 }), way)
    return unforeseen ?? wrongWith(subjectOf(db), way, expected)
  }).catch((error: unknown) => String(error))
  await drop(url)
  return { name: `cut ${cut.when} message ${cut.message}`, ...(lost === undefined ? {} : { lost }) }
}
