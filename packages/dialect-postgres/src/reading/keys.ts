import type { PartitionKey } from "@aludel/core/dialect"

import { withoutParentheses } from "../expression.ts"
import { withCastElements } from "./cast-elements.ts"

const name = String.raw`(?:"(?:[^"]|"")*"|[^\s"(),.]+)`
const path = String.raw`${name}(?:\.${name})*`
const keyStart = new RegExp(`^${path}`)
const tailOf = new RegExp(
  String.raw`^(?: COLLATE (?<collation>${path}))?(?: (?!DESC$|DESC |NULLS )(?<operatorClass>${path})(?: (?<parameters>\(.*\)))?)?(?: DESC)?(?: NULLS (?:FIRST|LAST))?$`,
  "s",
)

/**
 * The keys of an index or a partitioned table, from the definition that PostgreSQL prints. It prints a collation and an
 * operator class only where they are not what they would be without a word, which the catalog alone does not tell.
 */
export function keysIn(definition: string): readonly PartitionKey[] {
  const [start, end] = firstGroup(definition)
  return splitList(definition.slice(start + 1, end)).map(key)
}

/** A list of expressions as PostgreSQL prints it, by its top-level commas. */
function splitList(list: string): readonly string[] {
  const parts: string[] = []
  let depth = 0
  let from = 0
  for (const { 0: token, index } of list.matchAll(tokens)) {
    if (token === "(" || token === "[") depth++
    else if (token === ")" || token === "]") depth--
    else if (token === "," && depth === 0) {
      parts.push(list.slice(from, index))
      from = index + 2
    }
  }
  return [...parts, list.slice(from)]
}

const tokens = /'[^']*'|"[^"]*"|[()[\],]/g

function key(text: string): PartitionKey {
  const end = endOfKey(text)
  const { collation, operatorClass, parameters = "" } = tailOf.exec(text.slice(end))?.groups ?? {}
  const head = text.slice(0, end)
  return {
    ...(isName(head)
      ? { column: unquoted(head) }
      : { expression: withoutParentheses(withCastElements(head)) }),
    ...(collation === undefined ? {} : { collation }),
    ...(operatorClass === undefined ? {} : { operatorClass: operatorClass + parameters }),
  }
}

// `name`, `f(…)` or `(…)`; everything else PostgreSQL puts into parentheses.
function endOfKey(text: string): number {
  const start = keyStart.exec(text)?.[0].length ?? 0
  return text[start] === "(" ? firstGroup(text)[1] + 1 : start
}

function firstGroup(text: string): readonly [start: number, end: number] {
  let depth = 0
  let start = -1
  for (const { 0: token, index } of text.matchAll(tokens)) {
    if (token === "(") {
      if (depth++ === 0) start = index
    } else if (token === ")" && --depth === 0) return [start, index]
  }
  return [start, text.length]
}

function isName(text: string): boolean {
  return new RegExp(`^${name}$`).test(text)
}

function unquoted(text: string): string {
  return text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text
}
