import { range } from "../revisions/range.ts"
import { resolve } from "../revisions/resolve.ts"
import { info } from "./info.ts"
import type { History, HistoryOptions } from "./migrator.ts"
import type { Writer } from "./new-revision.ts"
import { clock, openGraph } from "./open-graph.ts"

/** The methods of a history, with everything that they need. */
export function historyMethods(options: HistoryOptions): History {
  const graph = () => openGraph(options.source)
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
      const { writeNew } = await import("./new-revision.ts")
      return writeNew(await graph(), await writerOf(options), request)
    },
    async merge(request = {}) {
      const { writeMerge } = await import("./new-revision.ts")
      return writeMerge(await graph(), await writerOf(options), request)
    },
    async bundle(request) {
      const { bundleIndex } = await import("./bundle.ts")
      return bundleIndex(options, request)
    },
  }
}

// Most of what asks about a history writes nothing, and need not load what does.
async function writerOf(options: HistoryOptions): Promise<Writer> {
  const { genericDialect } = await import("../dialect/generic.ts")
  return { source: options.source, dialect: options.dialect ?? genericDialect, now: clock(options) }
}
