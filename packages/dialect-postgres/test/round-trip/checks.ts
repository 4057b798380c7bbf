import type { CheckNode, ExclusionNode } from "@aludel/core/dialect"

import type { Choices } from "./choices.ts"
import {
  condition,
  isPartitioned,
  partOf,
  tables,
  type Ground,
  type GroundColumn,
  type Relation,
} from "./ground.ts"
import { deferrable, hasScalarGist } from "./keys.ts"
import { comment, printedPath, quoted } from "./names.ts"
import { collation } from "./types.ts"

/** Makes a check constraint. */
export function makeCheck(ground: Ground, choose: Choices): void {
  const found = tables(ground)
  if (found.length === 0) return
  const table = choose.pick(found)
  const state = choose.pick([
    {},
    {},
    { notValid: true as const },
    ...(ground.server.major >= 18 ? [{ notEnforced: true as const }] : []),
  ])
  const node: CheckNode = {
    kind: "check",
    ...partOf(table),
    name: ground.name(choose),
    expression:
      calling(ground, choose, table) ?? condition(ground, choose, table.columns, { functions: true }),
    ...(isPartitioned(table) ? undefined : choose.maybe(20, () => ({ noInherit: true as const }))),
    ...state,
    ...comment(choose),
  }
  ground.nodes.push(node)
}

function calling(ground: Ground, choose: Choices, { columns }: Relation): string | undefined {
  const callers = ground.functions.filter(({ use }) => use === "caller")
  const numbers = columns.filter(({ type }) => type.type === "integer")
  if (callers.length === 0 || numbers.length === 0 || !choose.chance(40)) return undefined
  return `${printedPath(choose.pick(callers))}(${quoted(choose.pick(numbers).name)}) > 0`
}

/** Makes an exclusion constraint: by ranges that overlap, or by what is equal. */
export function makeExclusion(ground: Ground, choose: Choices): void {
  const found = tables(ground, (table) => !isPartitioned(table))
  if (found.length === 0) return
  const table = choose.pick(found)
  const stored = table.columns.filter(({ generated }) => generated !== "virtual")
  const ranges = stored.filter(({ type }) => type.range === true)
  const ordered = stored.filter(({ type }) => type.ordered === true && type.type !== "money")
  const byRange = ranges.length > 0 && choose.chance(80)
  if (!byRange && ordered.length === 0) return
  const elements = byRange ? rangeElements(ground, choose, ranges, stored) : equalElements(choose, ordered)
  const usedNames = new Set(elements.flatMap((element) => ("column" in element ? [element.column] : [])))
  const rest = stored.filter(({ name }) => !usedNames.has(name))
  const node: ExclusionNode = {
    kind: "exclusion",
    ...partOf(table),
    name: ground.name(choose),
    method: byRange ? "gist" : "btree",
    elements,
    ...(rest.length > 0
      ? choose.maybe(20, () => ({ include: choose.some(rest, 1, 2).map(({ name }) => name) }))
      : undefined),
    ...choose.maybe(30, () => ({ where: condition(ground, choose, stored, { functions: true }) })),
    ...deferrable(choose),
    ...choose.maybe(20, () => ({ parameters: { fillfactor: "55" } })),
    ...comment(choose),
  }
  ground.nodes.push(node)
}

type Elements = ExclusionNode["elements"]

function rangeElements(
  ground: Ground,
  choose: Choices,
  ranges: readonly GroundColumn[],
  stored: readonly GroundColumn[],
): Elements {
  const equal = hasScalarGist(ground)
    ? stored.filter(({ type }) => ["integer", "bigint", "text"].includes(type.type))
    : []
  return [
    ...choose.some(equal, 0, 1).map(({ name }) => ({ column: name, operator: "=" })),
    ...choose
      .some(
        equal.filter(({ type }) => type.type === "integer"),
        0,
        1,
      )
      .map(({ name }) => ({ expression: `int4range(${quoted(name)}, null)`, operator: "&&" })),
    { column: choose.pick(ranges).name, operator: choose.pick(["&&", "=", "-|-"]) },
  ]
}

function equalElements(choose: Choices, ordered: readonly GroundColumn[]): Elements {
  return choose
    .some(ordered, 1, 2)
    .map(({ name, type, collation: own }) => ({
      column: name,
      operator: type.equality ?? "=",
      ...choose.maybe(15, () => ({ descending: true as const })),
      ...choose.maybe(15, () => ({ nulls: "last" as const })),
      ...(type.collatable === true ? choose.maybe(20, () => collation(choose, own)) : undefined),
      ...(type.type === "text" ? choose.maybe(20, () => ({ operatorClass: "text_pattern_ops" })) : undefined),
    }))
    .map((element) => orderly(element))
}

/** The order of a key as the model says it: NULLs only where they are not where the engine puts them. */
export function orderly<K extends { readonly descending?: true; readonly nulls?: "first" | "last" }>(
  key: K,
): K {
  const { nulls, ...rest } = key
  if (nulls === undefined || (nulls === "first") === (key.descending === true)) return rest as unknown as K
  return key
}
