import { genericDialect } from "../dialect/generic.ts"
import { range } from "../revisions/range.ts"
import { resolve } from "../revisions/resolve.ts"
import { info } from "./info.ts"
import type { History, HistoryOptions } from "./migrator.ts"
import { writeMerge, writeNew } from "./new-revision.ts"
import { clock, openGraph } from "./open.ts"

/** The methods of a history, with everything that they need. */
export function historyMethods(options: HistoryOptions): History {
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
    async bundle(request) {
      const { bundleIndex } = await import("./bundle.ts")
      return bundleIndex(options, request)
    },
  }
}
