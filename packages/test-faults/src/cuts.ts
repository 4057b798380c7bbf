import { postgres } from "@aludel/dialect-postgres"

import { drop, emptied, freshOnes, open, withDatabase } from "./postgres.ts"
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
      const places = await freshOnes(server, 6)
      const whole = await uncut(places[0]!, way)
      const cases = Array.from({ length: whole.messages }, (_, index) => index + 1).flatMap(
        (message): readonly Cut[] => [
          { message, when: "before" },
          { message, when: "after" },
        ],
      )
      yield* sideBySide(sampled(cases, share), places, (cut, url) => oneCut(url, way, whole.contents, cut))
      await Promise.all(places.map(drop))
    },
  }
}

function subjectOf(db: ReturnType<typeof open>) {
  return { db, dialect: postgres(), revisions: apart }
}

/** Brings a database to where a run starts: nothing in it, or all revisions applied. */
async function restart(url: string, way: Way): Promise<void> {
  await emptied(url)
  if (way === "downgrade") await withDatabase(url, (db) => migratorOf(subjectOf(db)).upgrade())
}

async function uncut(
  url: string,
  way: Way,
): Promise<{ readonly messages: number; readonly contents: string }> {
  await restart(url, way)
  const proxy = await startProxy(url)
  await withDatabase(proxy.url, (db) => go(migratorOf(subjectOf(db)), way))
  const messages = proxy.messages()
  await proxy.close()
  return { messages, contents: await withDatabase(url, (db) => contents(subjectOf(db))) }
}

async function oneCut(url: string, way: Way, expected: string, cut: Cut): Promise<Verdict> {
  await restart(url, way)
  const proxy = await startProxy(url, cut)
  await withDatabase(proxy.url, (db) => go(migratorOf(subjectOf(db)), way)).catch(() => {})
  await proxy.close()
  const unforeseen = proxy.isCut() ? undefined : "the wire was not cut"
  const lost = await withDatabase(url, async (db) => {
    await go(migratorOf(subjectOf(db), { lockTimeout: 30_000 }), way)
    return unforeseen ?? wrongWith(subjectOf(db), way, expected)
  }).catch((error: unknown) => String(error))
  return { name: `cut ${cut.when} message ${cut.message}`, ...(lost === undefined ? {} : { lost }) }
}
