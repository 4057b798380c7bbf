import { displayName, objectName, tableOf } from "../../schema/catalog.ts"
import { kindWords } from "../../schema/describe-node.ts"
import type { NodeKind, SchemaNode } from "../../schema/model.ts"
import { commentStep } from "../comment-steps.ts"
import type { Definition } from "../definition.ts"
import { anyNode } from "../lookup.ts"
import type { CommentTarget, SetComment } from "../operation.ts"
import { present } from "../present.ts"

/** What a comment is about, as a revision writes it: `{ table: "hotels", column: "code" }`. */
export type CommentedInput =
  | { readonly table: string }
  | { readonly table: string; readonly column: string }
  | {
      readonly table: string
      readonly constraint: string
      readonly of: Exclude<PartKind, "column" | "index">
    }
  | { readonly table: string; readonly index: string }
  | { readonly enum: string }
  | { readonly namespace: string }
  | { readonly object: string; readonly type: string; readonly table?: string }

type PartKind = Extract<
  NodeKind,
  "column" | "primaryKey" | "unique" | "foreignKey" | "check" | "exclusion" | "index"
>

/** `op.setComment({ table: "hotels", column: "code" }, "three letters")`; `null` takes the comment away. */
export const setComment = {
  kind: "setComment",
  fills: ["from"],
  make: (on: CommentedInput, comment: string | null): SetComment => ({
    kind: "setComment",
    on: target(on),
    to: comment,
  }),
  arguments: ({ on, to }) => [present(input(on)), to],
  describe: ({ on, to }) => `${to === null ? "drop" : "set"} comment on ${targetText(on)}`,
  resolve: (operation, before) =>
    operation.from === undefined
      ? { ...operation, from: anyNode(before, operation.on).comment ?? null }
      : operation,
  reverse({ on, from, to }) {
    if (from === undefined) return { irreversible: `it is not known what was said about ${targetText(on)}` }
    return { kind: "setComment", on, to: from, from: to }
  },
  apply({ on, to }, catalog) {
    const { comment: _, ...node } = anyNode(catalog, on)
    catalog.set(to === null ? node : { ...node, comment: to })
  },
  compile({ on, to }, context) {
    const step = commentStep(on, to, context)
    return step === undefined ? [] : [step]
  },
} satisfies Definition<SetComment>

/** What identifies a node, for a comment about it. */
export function commentTarget(node: SchemaNode): CommentTarget {
  const { kind, type, schema, table, name } = node as CommentTarget
  return present({ kind, type: kind === "defined" ? type : undefined, schema, table, name })
}

function target(on: CommentedInput): CommentTarget {
  if ("namespace" in on) return { kind: "namespace", name: on.namespace }
  if ("enum" in on) return { kind: "enum", ...objectName(on.enum) }
  if ("object" in on) {
    const place = on.table === undefined ? objectName(on.object) : { ...inTable(on.table), name: on.object }
    return { kind: "defined", type: on.type, ...place }
  }
  if ("column" in on) return { kind: "column", ...inTable(on.table), name: on.column }
  if ("index" in on) return { kind: "index", ...inTable(on.table), name: on.index }
  if ("constraint" in on) return { kind: on.of, ...inTable(on.table), name: on.constraint }
  return { kind: "table", ...objectName(on.table) }
}

function inTable(text: string): { readonly schema?: string; readonly table: string } {
  const { schema, name } = objectName(text)
  return present({ schema, table: name })
}

function input(on: CommentTarget): CommentedInput {
  const { kind, name } = on
  const table = on.table === undefined ? "" : displayName(tableOf({ ...on, table: on.table }))
  switch (kind) {
    case "namespace":
      return { namespace: name }
    case "enum":
      return { enum: displayName(on) }
    case "table":
      return { table: displayName(on) }
    case "column":
      return { table, column: name }
    case "index":
      return { table, index: name }
    case "defined":
      return on.table === undefined
        ? { object: displayName(on), type: on.type ?? "" }
        : { object: name, type: on.type ?? "", table }
    default:
      return { table, constraint: name, of: kind }
  }
}

function targetText(on: CommentTarget): string {
  const word = on.kind === "defined" ? on.type : kindWords[on.kind]
  return `${word} ${on.table === undefined ? displayName(on) : `${on.name} of ${displayName(tableOf({ ...on, table: on.table }))}`}`
}
