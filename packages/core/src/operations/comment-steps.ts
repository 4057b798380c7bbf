import { tableOf } from "../schema/catalog.ts"
import type { SchemaNode } from "../schema/model.ts"
import { literal, quoteName } from "../sql/sql.ts"
import type { CompileContext, Step } from "./definition.ts"
import type { CommentTarget } from "./operation.ts"

/** The statements that give a new node its comment, or another one than `from` has. */
export function commentSteps(
  node: SchemaNode,
  context: CompileContext,
  from?: Pick<SchemaNode, "comment">,
): readonly Step[] {
  if (node.comment === from?.comment) return []
  return [commentStep(node, node.comment ?? null, context)].filter((step) => step !== undefined)
}

/** The statement that says something about an object (`comment on`); nothing for one that has no comments. */
export function commentStep(
  on: CommentTarget,
  comment: string | null,
  context: CompileContext,
): Step | undefined {
  const target = targetText(on, context)
  if (target === undefined) return undefined
  const text = comment === null ? "null" : literal(comment)
  return { kind: "statement", sql: `comment on ${target} is ${text}`, parameters: [] }
}

function targetText(on: CommentTarget, context: CompileContext): string | undefined {
  const name = quoteName(on.name)
  const path = (object: { readonly schema?: string; readonly name: string }) =>
    context.path(object).map(quoteName).join(".")
  const table = () => path(tableOf({ ...on, table: on.table ?? "" }))
  switch (on.kind) {
    case "namespace":
      return `schema ${name}`
    case "enum":
      return `type ${path(on)}`
    case "table":
      return `table ${path(on)}`
    case "column":
      return `column ${table()}.${name}`
    case "index":
      return `index ${path(on)}`
    case "defined":
      return context
        .object(on.type ?? "")
        ?.commentTarget?.({ ...on, kind: "defined", type: on.type ?? "" }, context)
    default:
      return `constraint ${name} on ${table()}`
  }
}
