import type { CompileContext, DefinedKind, DefinedNode } from "@aludel/core/dialect"
import { quoteName } from "@aludel/core/dialect"

import { changedBy } from "../dependents/changed.ts"
import { dependents, isAny } from "../dependents/dependents.ts"
import { typeAnew } from "../dependents/type-anew.ts"
import { pathText } from "../ddl/path-text.ts"
import { engineType } from "../types.ts"
import { optionsOf } from "./options.ts"

interface Attribute {
  readonly name: string
  readonly type: string
  readonly collation?: string
}

/** A type that is a row of attributes. */
export const compositeType: DefinedKind = {
  rank: -80,
  create: (node, context) => [
    `create type ${pathText(node, context)} as (${attributesOf(node).map(attributeText).join(", ")})`,
  ],
  drop: (node, context) => [`drop type ${pathText(node, context)}`],
  replace,
  rename: (from, to, context) => [`alter type ${pathText(from, context)} rename to ${quoteName(to)}`],
  commentTarget: (node, context) => `type ${pathText(node, context)}`,
}

// New attributes come last; where they would not, only a new type has them in the right places. PostgreSQL turns rows that
// are stored into rows with more and with fewer attributes, but not into those of other types.
function replace(from: DefinedNode, to: DefinedNode, context: CompileContext): readonly string[] {
  const before = new Map(attributesOf(from).map((attribute) => [attribute.name, attribute]))
  const after = attributesOf(to)
  const names = new Set(after.map(({ name }) => name))
  const kept = [...before.keys()].filter((name) => names.has(name))
  const added = after.filter(({ name }) => !before.has(name))
  const reached = [...kept, ...added.map(({ name }) => name)]
  const retyped = after.filter((attribute) => isRetyped(before.get(attribute.name), attribute))
  const isMoved = reached.some((name, index) => name !== after[index]!.name)
  if (isMoved || (retyped.length > 0 && isAny(dependents(changedBy(from), context.before))))
    return typeAnew(from, to, context)
  const actions = [
    ...[...before.keys()]
      .filter((name) => !names.has(name))
      .map((name) => `drop attribute ${quoteName(name)}`),
    ...after.flatMap((attribute) => changeAction(before.get(attribute.name), attribute)),
  ]
  return actions.length === 0 ? [] : [`alter type ${pathText(to, context)} ${actions.join(", ")}`]
}

function isRetyped(from: Attribute | undefined, to: Attribute): boolean {
  return from !== undefined && (from.type !== to.type || from.collation !== to.collation)
}

function changeAction(from: Attribute | undefined, to: Attribute): readonly string[] {
  if (from === undefined) return [`add attribute ${attributeText(to)}`]
  if (!isRetyped(from, to)) return []
  return [`alter attribute ${quoteName(to.name)} type ${typeText(to)}`]
}

function attributesOf(node: DefinedNode): readonly Attribute[] {
  return optionsOf<{ readonly attributes: readonly Attribute[] }>(node).attributes ?? []
}

function attributeText(attribute: Attribute): string {
  return `${quoteName(attribute.name)} ${typeText(attribute)}`
}

function typeText({ type, collation }: Attribute): string {
  return `${engineType(type)}${collation === undefined ? "" : ` collate ${collation}`}`
}
