import { quoteName, type DefinedKind, type DefinedNode } from "@aludel/core/dialect"

import { mainOnly } from "./main-only.ts"
import { same } from "./sameness.ts"

/** The statement that creates a view. `options.columns` are the names of its columns, where the query doesn't give them. */
function viewText({ schema, name, definition = "", options }: DefinedNode): string {
  mainOnly(schema, `the schema of the view ${name}`)
  const columns = options?.["columns"] as readonly string[] | undefined
  const list = columns === undefined ? "" : ` (${columns.map(quoteName).join(", ")})`
  return `create view ${quoteName(name)}${list} as ${definition}`
}

/** The statement that creates a trigger. `options.timing` says when it fires: `AFTER UPDATE OF code`. */
export function triggerText({ schema, table = "", name, definition = "", options }: DefinedNode): string {
  mainOnly(schema, `the schema of the trigger ${name}`)
  return `create trigger ${quoteName(name)} ${String(options?.["timing"])} on ${quoteName(table)} ${definition}`
}

/**
 * What SQLite defines by text. A view's definition is its query; a trigger's is what stands behind its table:
 * `for each row when … begin … end`.
 */
export const objects: Readonly<Record<string, DefinedKind>> = {
  view: {
    rank: 1,
    create: (node) => [viewText(node)],
    drop: ({ name }) => [`drop view ${quoteName(name)}`],
    same,
  },
  trigger: {
    rank: 2,
    create: (node) => [triggerText(node)],
    drop: ({ name }) => [`drop trigger ${quoteName(name)}`],
    rename: (from, to) => [`drop trigger ${quoteName(from.name)}`, triggerText({ ...from, name: to })],
    same,
  },
}
