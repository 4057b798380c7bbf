import { AludelError } from "../errors/error.ts"
import { headerOf, type Revision } from "./revision.ts"
import type { RevisionSource } from "./source.ts"

/** Revisions held in memory: for tests, and for bundles in which there is no folder to read. Can't be written to. */
export function inMemory(revisions: readonly Revision[]): RevisionSource {
  return {
    headers: async () =>
      revisions.map((revision) => ({ ...headerOf(revision), location: `revision ${revision.id} in memory` })),
    load: async (id) => {
      const revision = revisions.find((each) => each.id === id)
      if (revision === undefined)
        throw new AludelError("revision/not-found", `Can't locate revision identified by '${id}' in memory`)
      return { revision }
    },
  }
}
