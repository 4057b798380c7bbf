import { join } from "node:path"

import type { AnyDatabase } from "@aludel/core/dialect"

import type { Grist } from "./corpus.ts"
import { isNotLoaded, type CorpusEngine, type NotLoaded } from "./engine.ts"
import { migration } from "./migration.ts"
import type { Pair } from "./pairs.ts"
import { typeErrors } from "./project.ts"
import { pull } from "./pulled.ts"
import { roundTrip } from "./round-trip.ts"

/** A dump that is pulled, declared, and made again from the declaration. */
export function byDeclaration(dump: string, engine: CorpusEngine): Grist {
  return {
    name: dump,
    grind: (project) =>
      loaded(engine, [dump], async (db) =>
        roundTrip(db, engine, { project, besides: (await engine.besides?.(dump)) ?? [] }),
      ),
  }
}

/** A dump that is made again by generated revisions: from nothing, and from what it became by random changes. */
export function byRevisions(dump: string, engine: CorpusEngine, seed: number): Grist {
  return {
    name: dump,
    grind: (project) =>
      loaded(engine, [dump, dump], async (db, other) => {
        const pulled = await pull(db, engine)
        const besides = (await engine.besides?.(dump)) ?? []
        const empty = await engine.empty()
        const from = async (start: AnyDatabase, what: string, folder: string) =>
          (await migration(start, pulled.schema, engine, { besides, folder: join(project, folder) })).map(
            (line) => `from ${what}, ${line}`,
          )
        try {
          const found = await from(empty, "nothing", "empty")
          const changes = await engine.change(other, pulled.schema, seed)
          const what = `what ${changes} random changes (seed ${seed}) made of it`
          const changed = await from(other, what, "changed")
          return { pulled, differences: [...found, ...changed, ...typed(project)] }
        } finally {
          await empty.destroy()
        }
      }),
  }
}

/** Two dumps: from the database of the one to that of the other by a generated revision, and back. */
export function fromOldToNew(pair: Pair, engine: CorpusEngine): Grist {
  return {
    name: pair.folder,
    grind: (project) =>
      loaded(engine, [pair.old, pair.new], async (old, wanted) => {
        const pulled = await pull(wanted, engine)
        const besides = (await engine.besides?.(pair.new)) ?? []
        const found = await migration(old, pulled.schema, engine, {
          besides,
          folder: join(project, "migrations"),
        })
        return { pulled, differences: [...found, ...typed(project)] }
      }),
  }
}

function typed(project: string): readonly string[] {
  return typeErrors(project).map((line) => `type error: ${line}`)
}

/** Loads dumps into a database each, and closes them when the work is done. */
async function loaded<T>(
  engine: CorpusEngine,
  dumps: readonly string[],
  work: (...dbs: readonly AnyDatabase[]) => Promise<T>,
): Promise<T | NotLoaded> {
  const dbs: AnyDatabase[] = []
  try {
    for (const dump of dumps) {
      const db = await engine.load(dump)
      if (isNotLoaded(db)) return { reason: dumps.length === 1 ? db.reason : `${dump}: ${db.reason}` }
      dbs.push(db)
    }
    return await work(...dbs)
  } finally {
    for (const db of dbs) await db.destroy()
  }
}
