import type { CompileContext, DefinedNode } from "@aludel/core/dialect"
import { nodeKey } from "@aludel/core/dialect"

import { commentText } from "../ddl/comment-text.ts"
import { indexText } from "../ddl/index-text.ts"
import { pathText } from "../ddl/path-text.ts"
import { place } from "./changed.ts"

/** A context that knows what objects become further on in the same group of operations, by their keys. */
export interface Replacing extends CompileContext {
  readonly coming?: ReadonlyMap<string, DefinedNode>
}

/** An object as it is given back: what it becomes anyway where that is known, for as it was it may not be possible. */
export function givenBack(node: DefinedNode, { coming }: Replacing): DefinedNode {
  return coming?.get(nodeKey(node)) ?? node
}

/** The statements that create an object with its comment and indexes. */
export function recreation(node: DefinedNode, context: CompileContext): readonly string[] {
  const kind = context.object(node.type)!
  const target = kind.commentTarget?.(node, context)
  return [
    ...kind.create(node, context),
    ...(node.comment === undefined || target === undefined ? [] : [commentText(target, node.comment)]),
    ...indexTexts(node, context),
  ]
}

function indexTexts(node: DefinedNode, context: CompileContext): readonly string[] {
  if (node.type !== "materialized view") return []
  const indexes = (context.before?.parts(node) ?? []).filter((part) => part.kind === "index")
  return indexes.flatMap((index) => [
    indexText(index, context),
    ...(index.comment === undefined
      ? []
      : [commentText(`index ${pathText(place(index.schema, index.name), context)}`, index.comment)]),
  ])
}
