import type { CompileContext, DefinedNode, EnumNode } from "@aludel/core/dialect"
import { literal } from "@aludel/core/dialect"

import { commentText } from "../ddl/comment-text.ts"
import { pathText } from "../ddl/path-text.ts"
import { rightsTexts } from "../ddl/rights-text.ts"

/** An enumerated type, a domain, a composite or a range type. */
export type TypeNode = EnumNode | DefinedNode

/** A type that is made anew, as it was and as it becomes. */
export interface Remaking {
  readonly from: TypeNode
  readonly to: TypeNode
}

/** The statements that create a type, its comment apart. */
export function typeTexts(node: TypeNode, context: CompileContext): readonly string[] {
  return node.kind === "enum"
    ? [`create type ${pathText(node, context)} as enum (${node.values.map(literal).join(", ")})`]
    : context.object(node.type)!.create(node, context)
}

/** The statements that drop a type. */
export function dropTypeTexts(node: TypeNode, context: CompileContext): readonly string[] {
  return node.kind === "enum"
    ? [`drop type ${pathText(node, context)}`]
    : context.object(node.type)!.drop(node, context)
}

/** The statements that give a type its comment and its rights. */
export function saidOf(node: TypeNode, context: CompileContext): readonly string[] {
  const word = node.kind === "defined" && node.type === "domain" ? "domain" : "type"
  return [
    ...(node.comment === undefined ? [] : [commentText(`${word} ${pathText(node, context)}`, node.comment)]),
    ...rightsTexts(node, context),
  ]
}
