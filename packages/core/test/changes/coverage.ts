import { catalog, nodeKey } from "../../src/schema/catalog.ts"
import type { Schema, SchemaNode } from "../../src/schema/model.ts"

/** How many cases made each change: `column: added`, `column.default: altered`. */
export type ChangeCoverage = Map<string, number>

/** Counts what differs between two schemas, each change once. */
export function countChanges(coverage: ChangeCoverage, from: Schema, to: Schema): void {
  const [before, after] = [catalog(from), catalog(to)]
  const seen = new Set<string>()
  for (const node of to.nodes) {
    const old = before.get(nodeKey(node))
    if (old === undefined) seen.add(`${kindOf(node)}: added`)
    else for (const attribute of altered(old, node)) seen.add(`${kindOf(node)}.${attribute}: altered`)
  }
  for (const node of from.nodes)
    if (after.get(nodeKey(node)) === undefined) seen.add(`${kindOf(node)}: dropped`)
  for (const name of seen) coverage.set(name, (coverage.get(name) ?? 0) + 1)
}

function altered(from: SchemaNode, to: SchemaNode): readonly string[] {
  return differing(from, to).flatMap((key) => {
    if (key !== "options") return [key]
    const [a, b] = [from, to].map((node) => (node.kind === "defined" ? (node.options ?? {}) : {}))
    return differing(a!, b!).map((option) => `options.${option}`)
  })
}

function differing(from: object, to: object): readonly string[] {
  const value = (of: object, key: string) => JSON.stringify((of as Record<string, unknown>)[key]) ?? ""
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])]
  return keys.filter((key) => value(from, key) !== value(to, key))
}

function kindOf(node: SchemaNode): string {
  return node.kind === "defined" ? node.type : node.kind
}

/** A change that is expected, and why no case makes it, if none does. */
export type ExpectedChanges = ReadonlyMap<string, string | undefined>

/** The changes that no case made, though nothing says why. */
export function holes(coverage: ChangeCoverage, expected: ExpectedChanges): readonly string[] {
  return [...expected].flatMap(([name, reason]) =>
    reason === undefined && (coverage.get(name) ?? 0) === 0 ? [name] : [],
  )
}

/** The table as text: how many cases made each change, or why none does. */
export function printChanges(coverage: ChangeCoverage, expected: ExpectedChanges): string {
  return [...expected]
    .map(([name, reason]) => {
      const cases = String(coverage.get(name) ?? 0).padStart(6)
      return `${cases}  ${name}${reason === undefined ? "" : `  (${reason})`}`
    })
    .join("\n")
}
