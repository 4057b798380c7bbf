import { equal } from "../diff/equal.ts"
import { AludelError } from "../errors/error.ts"
import type { Definition, Operation } from "../operations/definition.ts"
import { nodeKey, type Catalog } from "../schema/catalog.ts"
import { nodeKinds, type Schema, type SchemaNode } from "../schema/model.ts"
import { attributesOf } from "../schema/wording.ts"
import { filtered } from "./filter.ts"
import { attribute } from "./needs-engine.ts"
import type { AutogenerateSettings, CompareAttribute } from "./settings.ts"

/** What a person says of a comparison, ready to be asked. */
export interface Say {
  /** A schema without what is not looked at. */
  looked(schema: Schema): Schema
  /** A schema with what is to count as the same spelled as in the other. */
  settled(schema: Schema, wanted: Catalog): Schema
  /** Whether an attribute differs whatever the engine says. Absent: never. */
  differs?(from: SchemaNode, to: SchemaNode, attribute: string): boolean
  /** Lets changes pass, or throws AludelError `generate/refused` with all reasons. */
  refuse(operations: readonly Operation[], definition: (operation: Operation) => Definition<Operation>): void
}

/**
 * Makes the settings of a project answer.
 *
 * @throws AludelError `config/invalid` where `compare` names an attribute that its kind of nodes has not
 */
export function sayOf({ include, exclude, compare, refuse }: AutogenerateSettings = {}): Say {
  const answers = compare === undefined ? undefined : answering(compare)
  return {
    looked: (schema) => filtered(schema, { include, exclude }),
    settled(schema, wanted) {
      if (answers === undefined) return schema
      const settled = (node: SchemaNode) => {
        const other = wanted.get(nodeKey(node))
        return other === undefined ? node : settledNode(node, other, answers)
      }
      return { ...schema, nodes: schema.nodes.map(settled) }
    },
    ...(answers === undefined
      ? {}
      : { differs: (from, to, name) => answers(from, to, name) === "different" }),
    refuse(operations, definition) {
      if (refuse === undefined) return
      const reasons = operations.flatMap((operation) => {
        const description = definition(operation).describe(operation)
        const reason = typeof refuse === "function" ? refuse(operation, description) : refuse[operation.kind]
        return reason === undefined ? [] : [{ change: description, reason }]
      })
      if (reasons.length > 0) throw refused(reasons)
    },
  }
}

type Answers = (from: SchemaNode, to: SchemaNode, attribute: string) => ReturnType<CompareAttribute>

function answering(compare: NonNullable<AutogenerateSettings["compare"]>): Answers {
  refuseUnknown(compare)
  return (from, to, name) => {
    const kind = from.kind === "defined" ? from.type : from.kind
    const answer = compare[kind]?.[name]
    if (answer === undefined) return "default"
    const [before, after] = [attribute(from, name), attribute(to, name)]
    if (equal(before, after)) return "default"
    return answer === "same" ? "same" : answer(before, after, { from, to })
  }
}

function refuseUnknown(compare: NonNullable<AutogenerateSettings["compare"]>): void {
  const unknown = Object.entries(compare).flatMap(([name, attributes]) => {
    const kind = nodeKinds.find((each) => each === name) ?? "defined"
    const known = attributesOf(kind)
    return Object.keys(attributes)
      .filter((each) => !known.includes(each))
      .map((each) => `  autogenerate.compare.${name}.${each}: a ${name} has only ${known.join(", ")}`)
  })
  if (unknown.length === 0) return
  throw new AludelError("config/invalid", `what is compared is not there:\n${unknown.join("\n")}`, {
    hint: "Name attributes of the model; see the reference of the configuration.",
  })
}

function settledNode(node: SchemaNode, other: SchemaNode, answers: Answers): SchemaNode {
  const same = attributesOf(node.kind).filter((name) => answers(node, other, name) === "same")
  if (same.length === 0) return node
  const changed: Record<string, unknown> = { ...node }
  for (const name of same) {
    const value = attribute(other, name)
    if (value === undefined) delete changed[name]
    else changed[name] = value
  }
  return changed as unknown as SchemaNode
}

function refused(reasons: readonly { readonly change: string; readonly reason: string }[]): AludelError {
  const list = reasons.map(({ change, reason }) => `  ${change}: ${reason}`)
  return new AludelError(
    "generate/refused",
    `the configuration refuses ${reasons.length === 1 ? "a change" : `${reasons.length} changes`}:\n${list.join("\n")}`,
    {
      hint: "Nothing was written. Change the declaration, or `autogenerate.refuse` in the configuration.",
      details: { refused: reasons },
    },
  )
}
