import type { CompileContext, SchemaNode, Step } from "@aludel/core/dialect"
import { literal, quoteName } from "@aludel/core/dialect"

import { pathText, tablePath } from "./path-text.ts"
import { statement } from "./step.ts"

/** The statements that say what people say about new objects. */
export function commentSteps(nodes: readonly SchemaNode[], context: CompileContext): readonly Step[] {
  return nodes.flatMap((node) => {
    const target = node.comment === undefined ? undefined : commentTarget(node, context)
    return target === undefined ? [] : [statement(commentText(target, node.comment))]
  })
}

/** `comment on table "hotels" is 'where people sleep'`; without a comment, it is taken away. */
export function commentText(target: string, comment: string | undefined): string {
  return `comment on ${target} is ${comment === undefined ? "null" : literal(comment)}`
}

function commentTarget(node: SchemaNode, context: CompileContext): string | undefined {
  switch (node.kind) {
    case "namespace":
      return `schema ${quoteName(node.name)}`
    case "enum":
      return `type ${pathText(node, context)}`
    case "table":
      return `table ${pathText(node, context)}`
    case "column":
      return `column ${tablePath(node, context)}.${quoteName(node.name)}`
    case "index":
      return `index ${tablePath({ ...node, table: node.name }, context)}`
    case "defined":
      return context.object(node.type)?.commentTarget?.(node, context)
    default:
      return `constraint ${quoteName(node.name)} on ${tablePath(node, context)}`
  }
}
