import type {
  Catalog,
  CheckNode,
  ColumnNode,
  DefinedNode,
  ExclusionNode,
  ForeignKeyNode,
  IndexNode,
  SchemaNode,
  TableNode,
} from "@aludel/core/dialect"

import { optionsOf } from "../objects/options.ts"
import { words, type Words } from "../ddl/words.ts"

/** A place in a schema where names of other things stand, and what it is there for. */
export type Speaker = { readonly words: Words } & (
  | { readonly role: "object"; readonly node: DefinedNode }
  /** A type, by the types that it is made of. */
  | { readonly role: "type"; readonly node: DefinedNode }
  /** The default of a domain, or the check of this name. */
  | { readonly role: "domain"; readonly node: DefinedNode; readonly check?: string }
  /** A column, by its type. */
  | { readonly role: "typed"; readonly node: ColumnNode }
  | { readonly role: "default"; readonly node: ColumnNode }
  | { readonly role: "computed"; readonly node: ColumnNode }
  /** What a table says differently about the default of an inherited column. */
  | { readonly role: "override"; readonly node: TableNode; readonly column: string; readonly value: string }
  | { readonly role: "bound"; readonly node: CheckNode | ExclusionNode | IndexNode }
  /** A foreign key, by its columns. */
  | { readonly role: "key"; readonly node: ForeignKeyNode }
)

/** Everything in a schema that mentions names, by these. */
export function speakers(before: Catalog | undefined): (name: string) => readonly Speaker[] {
  const byName = new Map<string, Speaker[]>()
  for (const node of before?.schema().nodes ?? []) {
    for (const speaker of speakersIn(node)) {
      for (const name of new Set(namesOf(speaker))) {
        const found = byName.get(name)
        if (found === undefined) byName.set(name, [speaker])
        else found.push(speaker)
      }
    }
  }
  return (name) => byName.get(name) ?? []
}

function namesOf({ words: all, ...speaker }: Speaker): readonly string[] {
  const names = all.map(({ name }) => name)
  if (speaker.role === "key") return [...speaker.node.columns, ...speaker.node.references.columns]
  return speaker.role === "object" && speaker.node.table !== undefined
    ? [...names, speaker.node.table]
    : names
}

function speakersIn(node: SchemaNode): readonly Speaker[] {
  switch (node.kind) {
    case "defined":
      return ofDefined(node)
    case "column":
      return ofColumn(node)
    case "table":
      return Object.entries(node.overrides ?? {}).flatMap(([column, { default: value }]) =>
        typeof value === "string" ? [{ role: "override", node, column, value, words: words(value) }] : [],
      )
    case "check":
    case "exclusion":
    case "index":
      return [{ role: "bound", node, words: textsOf(node).flatMap(words) }]
    case "foreignKey":
      return [{ role: "key", node, words: [] }]
    default:
      return []
  }
}

function ofColumn(node: ColumnNode): readonly Speaker[] {
  const { type, enum: enumeration, default: value, generated } = node
  const typed =
    enumeration === undefined ? words(type) : [{ name: enumeration.name, qualifier: undefined, behind: "" }]
  return [
    { role: "typed", node, words: typed },
    ...(value === undefined ? [] : [{ role: "default" as const, node, words: words(value) }]),
    ...(generated === undefined
      ? []
      : [{ role: "computed" as const, node, words: words(generated.expression) }]),
  ]
}

interface Checked {
  readonly type: string
  readonly default: string
  readonly checks: readonly { readonly name: string; readonly expression: string }[]
}

function ofDefined(node: DefinedNode): readonly Speaker[] {
  switch (node.type) {
    case "domain": {
      const { type = "", default: value, checks = [] } = optionsOf<Checked>(node)
      return [
        { role: "type", node, words: words(type) },
        ...(value === undefined ? [] : [{ role: "domain" as const, node, words: words(value) }]),
        ...checks.map(({ name, expression }) => ({
          role: "domain" as const,
          node,
          check: name,
          words: words(expression),
        })),
      ]
    }
    case "composite type": {
      const { attributes = [] } = optionsOf<{ readonly attributes: readonly { readonly type: string }[] }>(
        node,
      )
      return [{ role: "type", node, words: attributes.flatMap(({ type }) => words(type)) }]
    }
    case "range type":
      return [
        { role: "type", node, words: words(optionsOf<{ readonly subtype: string }>(node).subtype ?? "") },
      ]
    case "extension":
    case "sequence":
      return []
    default:
      return [{ role: "object", node, words: words(textOf(node)) }]
  }
}

function textOf({ type, definition = "", options = {} }: DefinedNode): string {
  if (type === "trigger") return `${String(options["timing"])} ${definition}`
  if (type === "policy") return [options["using"], options["withCheck"]].filter(Boolean).join(" ")
  return [definition, ...Object.values(options["columnDefaults"] ?? {})].join(" ; ")
}

/** The SQL in a check, an exclusion constraint or an index. */
function textsOf(node: CheckNode | ExclusionNode | IndexNode): readonly string[] {
  if (node.kind === "check") return [node.expression]
  const keys = node.kind === "index" ? node.keys : node.elements
  return [
    ...keys.flatMap((key) => ("expression" in key ? [key.expression] : [])),
    ...(node.where === undefined ? [] : [node.where]),
  ]
}
