import type { Catalog, DefinedNode } from "@aludel/core/dialect"

import { nodesIn } from "./rebuild/table.ts"
import { reader } from "./reader.ts"
import { isSymbol, tokenize } from "./tokenizer.ts"

/**
 * Whether a view seems to read from what is not there: while one does, SQLite drops no column of any table, and renames
 * none. Where it can't be told (a virtual table, a function with rows, a name by `with`), it seems so.
 */
export function hasBrokenView(before: Catalog, schema: string | undefined): boolean {
  const nodes = nodesIn(before, schema)
  const views = nodes.filter((node): node is DefinedNode => node.kind === "defined" && node.type === "view")
  if (views.length === 0) return false
  const there = new Set(
    [...nodes.filter(({ kind }) => kind === "table"), ...views].map(({ name }) => name.toLowerCase()),
  )
  return views.some((view) => sourcesOf(view.definition ?? "").some((name) => !there.has(name)))
}

function sourcesOf(text: string): readonly string[] {
  const tokens = tokenize(text)
  const from = reader(tokens)
  const found: string[] = []
  while (!from.ended()) {
    if (!from.take("from") && !from.take("join")) from.next()
    else if (!isSymbol(from.peek(), "(")) found.push(from.name().toLowerCase())
  }
  return found
}
