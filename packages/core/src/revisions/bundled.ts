import { AludelError } from "../errors/error.ts"
import { headerOf, isRevision, type RevisionHeader } from "./revision.ts"
import type { LocatedHeader, RevisionSource } from "./source.ts"

/** A revision in the index of a bundle: its header and hashes, and how its module is loaded. */
export interface BundledRevision extends LocatedHeader {
  /** `() => import("./migrations/2026_11_18_1449-535b70e85b64_hotels.ts")`; called only where its operations are needed. */
  load(): Promise<{ readonly default: unknown }>
}

/**
 * Revisions in a bundle, where there is no folder to read: from the index that `aludel bundle` writes. Can't be written to.
 *
 * @param index every revision
 */
export function bundled(index: readonly BundledRevision[]): RevisionSource {
  const byId = new Map(index.map((revision) => [revision.id, revision]))
  return {
    headers: async () =>
      index.map((entry) => {
        const { load: _, ...header } = entry
        return header
      }),
    async load(id) {
      const entry = byId.get(id)
      if (entry === undefined)
        throw new AludelError(
          "revision/not-found",
          `Can't locate revision identified by '${id}' in the bundle`,
          {
            hint: "Write the index anew: aludel bundle",
          },
        )
      const { default: revision } = await entry.load()
      if (!isRevision(revision)) throw stale(entry, "its default export is no revision")
      if (!isSame(entry, headerOf(revision))) throw stale(entry, "its header is not that of the index")
      return { revision, ...(entry.textHash === undefined ? {} : { textHash: entry.textHash }) }
    },
  }
}

/** The error for a module that the index of its bundle does not describe. */
export function stale({ location }: LocatedHeader, reason: string): AludelError {
  return new AludelError("revision/invalid", `${location}: ${reason}`, {
    hint: "The index is older than the file. Write it anew, and bundle again: aludel bundle",
  })
}

function isSame(entry: RevisionHeader, header: RevisionHeader): boolean {
  return JSON.stringify(comparable(entry)) === JSON.stringify(comparable(header))
}

function comparable({ id, parents, dependsOn, branchLabels }: RevisionHeader): unknown {
  return [id, parents, dependsOn, branchLabels]
}
