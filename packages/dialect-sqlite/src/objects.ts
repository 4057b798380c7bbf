import { quoteName, type DefinedKind, type DefinedNode } from "@aludel/core/dialect"

import { qualified } from "./qualified.ts"
import { same } from "./sameness.ts"

/** The statement that creates a view. `options.columns` are the names of its columns, where the query doesn't give them. */
function viewText({ definition = "", options, ...view }: DefinedNode): string {
  const columns = options?.["columns"] as readonly string[] | undefined
  const list = columns === undefined ? "" : ` (${columns.map(quoteName).join(", ")})`
  return `create view ${qualified(view)}${list} as ${definition}`
}

/** The statement that creates a trigger. `options.timing` says when it fires: `AFTER UPDATE OF code`. */
export function triggerText({ table = "", definition = "", options, ...trigger }: DefinedNode): string {
  return `create trigger ${qualified(trigger)} ${String(options?.["timing"])} on ${quoteName(table)} ${definition}`
}

/**
 * What SQLite defines by text. A view's definition is its query; a trigger's is what stands behind its table:
 * `for each row when … begin … end`.
 */
export const objects: Readonly<Record<string, DefinedKind>> = {
  view: {
    rank: 1,
    create: (node) => [viewText(node)],
    drop: (node) => [`drop view ${qualified(node)}`],
    same,
  },
  trigger: {
    rank: 2,
    actsOnWrites: true,
    create: (node) => [triggerText(node)],
    drop: (node) => [`drop trigger ${qualified(node)}`],
    rename: (from, to) => [`drop trigger ${qualified(from)}`, triggerText({ ...from, name: to })],
    same,
  },
}
