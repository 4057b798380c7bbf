import type { RevisionInfo } from "@aludel/core"

import { revisionName } from "../print/revision.ts"
import { draw } from "./draw.ts"

/** How `history` can print the graph as a picture: in the terminal, for Mermaid, for Graphviz. */
export const graphFormats = ["text", "mermaid", "dot"] as const

/** One of {@link graphFormats}. */
export type GraphFormat = (typeof graphFormats)[number]

/** The graph of revisions, newest first, in a format. */
export function graph(revisions: readonly RevisionInfo[], format: GraphFormat): string {
  if (format === "mermaid") return mermaid(revisions)
  return format === "dot" ? dot(revisions) : text(revisions)
}

function text(revisions: readonly RevisionInfo[]): string {
  return draw(
    revisions.map((revision) => ({
      id: revision.id,
      parents: revision.parents,
      mark: revision.current === true ? "@" : "*",
      text: `${revisionName(revision)} ${revision.message}${needs(revision)}`,
    })),
  ).join("\n")
}

function needs({ dependsOn }: RevisionInfo): string {
  return dependsOn.length === 0 ? "" : ` (depends on ${dependsOn.join(", ")})`
}

interface Edge {
  readonly from: number
  readonly to: number
  readonly dependency: boolean
}

function edges(revisions: readonly RevisionInfo[]): readonly Edge[] {
  // A dependency may be written as a label.
  const numbers = new Map(
    revisions.flatMap(({ id, branchLabels }, number) => [id, ...branchLabels].map((name) => [name, number])),
  )
  return revisions.flatMap(({ parents, dependsOn }, to) =>
    [
      ...parents.map((id) => ({ from: numbers.get(id), to, dependency: false })),
      ...dependsOn.map((id) => ({ from: numbers.get(id), to, dependency: true })),
    ].filter((edge): edge is Edge => edge.from !== undefined),
  )
}

/** A flow chart (mermaid.js.org/syntax/flowchart.html), oldest at the bottom; dependencies are dotted. */
function mermaid(revisions: readonly RevisionInfo[]): string {
  const nodes = revisions.map(
    (revision, number) =>
      `  r${number}["${mermaidText(revisionName(revision))}<br>${mermaidText(revision.message)}"]`,
  )
  const current = revisions.flatMap((revision, number) => (revision.current === true ? [`r${number}`] : []))
  return [
    "flowchart BT",
    ...nodes,
    ...edges(revisions).map(({ from, to, dependency }) => `  r${from} ${dependency ? "-.->" : "-->"} r${to}`),
    ...(current.length === 0
      ? []
      : ["  classDef current stroke-width:4px", `  class ${current.join(",")} current`]),
  ].join("\n")
}

// Entity codes are Mermaid's own way to write what has a meaning in its syntax; but a backslash before an n it takes for a
// new line even so, unless something that can't be seen stands between them.
function mermaidText(plain: string): string {
  return plain
    .replaceAll(/[#"<>&`\\]/g, (letter) => `#${letter.codePointAt(0)};`)
    .replaceAll("#92;n", "#92;#8203;n")
}

/** A graph of Graphviz (graphviz.org/doc/info/lang.html), oldest at the bottom; dependencies are dashed. */
function dot(revisions: readonly RevisionInfo[]): string {
  const nodes = revisions.map(
    (revision) =>
      `  ${quoted(revision.id)} [label=${quoted(`${revisionName(revision)}\n${revision.message}`)}${revision.current === true ? ", penwidth=3" : ""}]`,
  )
  const lines = edges(revisions).map(
    ({ from, to, dependency }) =>
      `  ${quoted(revisions[from]!.id)} -> ${quoted(revisions[to]!.id)}${dependency ? " [style=dashed]" : ""}`,
  )
  return ["digraph revisions {", "  rankdir=BT", "  node [shape=box]", ...nodes, ...lines, "}"].join("\n")
}

function quoted(plain: string): string {
  return `"${plain.replaceAll(/["\\]/g, String.raw`\$&`).replaceAll("\n", String.raw`\n`)}"`
}
