import { genericDialect } from "../dialect/generic.ts"
import { range } from "../revisions/range.ts"
import { resolve } from "../revisions/resolve.ts"
import { info } from "./info.ts"
import type { Migrator, MigratorOptions, NewRevision, NewRevisionOptions } from "./migrator.ts"
import { writeMerge, writeNew } from "./new-revision.ts"
import { clock, openGraph } from "./open.ts"

/** What can be done with a history alone, without a database: nothing of Kysely is loaded. */
export interface History extends Pick<Migrator, "heads" | "branches" | "show" | "merge"> {
  /** Revisions newest first; `range` as `a:b`. */
  history(options?: { readonly range?: string | undefined }): ReturnType<Migrator["history"]>
  /** Writes an empty revision. */
  revision(options: Omit<NewRevisionOptions, "autogenerate" | "ask">): Promise<NewRevision>
}

/**
 * Reads and extends a history without a database.
 *
 * @param options `source` says where the revisions are
 */
export function createHistory(options: Pick<MigratorOptions, "source" | "dialect" | "now">): History {
  const graph = () => openGraph(options.source)
  const writer = { source: options.source, dialect: options.dialect ?? genericDialect, now: clock(options) }
  return {
    async history({ range: text } = {}) {
      const opened = await graph()
      return range(opened, text ?? ":", new Set()).map((id) => info(opened, id))
    },
    async heads() {
      const opened = await graph()
      return opened.heads.map((id) => info(opened, id))
    },
    async branches() {
      const opened = await graph()
      return opened.branchPoints.map((id) => info(opened, id))
    },
    async show(target) {
      const opened = await graph()
      return resolve(opened, target).map((id) => info(opened, id))
    },
    async revision(request) {
      return writeNew(await graph(), writer, request)
    },
    async merge(request = {}) {
      return writeMerge(await graph(), writer, request)
    },
  }
}
