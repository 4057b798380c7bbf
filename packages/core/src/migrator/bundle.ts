import { genericDialect } from "../dialect/generic.ts"
import type { IndexedRevision } from "../codegen/bundle-index.ts"
import { loader, type Loader } from "../runner/prepare.ts"
import type { HistoryOptions } from "./migrator.ts"
import { openGraph } from "./open-graph.ts"

/** How the index of a bundle is written. */
export interface BundleOptions {
  /** How the index imports the file at a location: `./migrations/….ts`. */
  specifier(location: string): string
}

/**
 * The text of the index from which an application that is bundled has its revisions: headers, hashes and imports.
 *
 * @throws AludelError `revision/load` where a file can't be imported, and what is wrong with the history
 */
export async function bundleIndex(
  { source, dialect = genericDialect }: HistoryOptions,
  { specifier }: BundleOptions,
): Promise<string> {
  const graph = await openGraph(source, { textHashes: true })
  const loading = loader(graph, source, { dialect })
  const revisions: IndexedRevision[] = []
  for (const id of graph.ids) {
    const header = graph.get(id)
    // Whatever is wrong with a file is told now, and not where the bundle runs.
    await source.load(id)
    const operationsHash = await hashOf(loading, id)
    revisions.push({
      ...header,
      ...(operationsHash === undefined ? {} : { operationsHash }),
      specifier: specifier(header.location),
    })
  }
  const { printBundleIndex } = await import("../codegen/bundle-index.ts")
  return printBundleIndex(revisions)
}

// What is compiled by Kysely, or is a kind of a dialect's own, depends on the database: it is hashed where that is at hand.
async function hashOf(loading: Loader, id: string): Promise<string | undefined> {
  try {
    return (await loading.identify(id)).operationsHash
  } catch {
    return undefined
  }
}
