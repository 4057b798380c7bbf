import { revisionGraph, type RevisionGraph } from "../revisions/graph.ts"
import type { HeaderOptions, RevisionSource } from "../revisions/source.ts"
import type { MigratorOptions } from "./options.ts"

/** Reads the headers and builds the graph; every call of a migrator does, so that it sees the files as they are. */
export async function openGraph(source: RevisionSource, asked?: HeaderOptions): Promise<RevisionGraph> {
  return revisionGraph(await source.headers(asked))
}

/** The clock that the options hand over, or the machine's. */
export function clock({ now }: Pick<MigratorOptions, "now">): () => Date {
  return now ?? (() => new Date())
}
