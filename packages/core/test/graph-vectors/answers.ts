import { isAludelError } from "../../src/errors/error.ts"
import { branchHeadsOf, headsOf, isUpToDate, splitKnown } from "../../src/revisions/applied.ts"
import { newHeader } from "../../src/revisions/create.ts"
import { downgradeSteps } from "../../src/revisions/downgrade.ts"
import { revisionGraph, type RevisionGraph } from "../../src/revisions/graph.ts"
import { identify } from "../../src/revisions/lookup.ts"
import { range, scriptRange, span } from "../../src/revisions/range.ts"
import { resolve, resolveAny, resolveOne } from "../../src/revisions/resolve.ts"
import type { LocatedHeader } from "../../src/revisions/source.ts"
import { stampSet } from "../../src/revisions/stamp.ts"
import { upgradeSteps } from "../../src/revisions/upgrade.ts"
import { errorKind } from "./error-kind.ts"
import { iterateDown } from "./iterate-down.ts"
import type {
  Answer,
  CreateArguments,
  InputLine,
  IterateArguments,
  VectorLine,
  VectorNode,
} from "./vector.ts"

/** Takes lines of input; gives the answer to each vector. */
export function answers(): (line: InputLine) => (Answer & { readonly id: string }) | undefined {
  const nodes = new Map<string, readonly VectorNode[]>()
  const graphs = new Map<string, RevisionGraph>()
  return (line) => {
    if (line.type === "graph") {
      nodes.set(line.id, line.nodes)
      return undefined
    }
    return { id: line.id, ...guarded(() => ({ ok: true, ...answer(line, graphOf(line.graph)) })) }
  }

  function graphOf(id: string): RevisionGraph {
    const graph = graphs.get(id) ?? revisionGraph((nodes.get(id) ?? []).map(located))
    graphs.set(id, graph)
    return graph
  }
}

type Fields = Readonly<Record<string, unknown>>

function answer(vector: VectorLine, graph: RevisionGraph): Fields {
  switch (vector.kind) {
    case "upgrade":
      return fromRows(graph, vector.rows, "upgrade", (applied) => upgradeSteps(graph, applied, vector.target))
    case "downgrade":
      return fromRows(graph, vector.rows, "downgrade", (applied) =>
        downgradeSteps(graph, applied, vector.target),
      )
    case "offline":
      return offline(graph, vector.op, vector.target)
    case "stamp":
      return {
        rows: sorted(
          headsOf(
            graph,
            stampSet(graph, vector.purge ? new Set() : closureOf(graph, vector.rows), vector.targets, {
              purge: vector.purge,
            }),
          ),
        ),
      }
    case "resolve":
      return vector.op === "get_revision"
        ? { revision: resolveOne(graph, identify(graph, String(vector.ident))) ?? null }
        : {
            revisions: [vector.ident]
              .flat()
              .flatMap((text) =>
                resolveAny(graph, identify(graph, text)).map(
                  ({ id, complete }) => id ?? (complete ? "base" : null),
                ),
              ),
          }
    case "info":
      return info(graph)
    case "current": {
      const applied = closureOf(graph, vector.rows)
      return { revisions: sorted(branchHeadsOf(graph, applied)), atHead: isUpToDate(graph, applied) }
    }
    case "iterate":
      return { revisions: iterate(graph, vector) }
    case "create":
      return create(graph, vector)
    case "load":
      return { heads: sorted(graph.heads), bases: sorted(graph.bases), warnings: [] }
  }
}

function guarded(work: () => Answer): Answer {
  try {
    return work()
  } catch (error) {
    if (!isAludelError(error)) throw error
    return { ok: false, error: { kind: errorKind(error), message: error.message, code: error.code } }
  }
}

/** The vectors count rows as Alembic's table holds them: the tips of what is applied. */
function closureOf(graph: RevisionGraph, rows: readonly string[]): ReadonlySet<string> {
  return graph.ancestors(rows.map((id) => graph.get(id).id))
}

type Direction = "upgrade" | "downgrade"

/** Alembic looks at rows that no revision has only after it has understood the target. */
function fromRows(
  graph: RevisionGraph,
  rows: readonly string[],
  direction: Direction,
  work: (applied: ReadonlySet<string>) => readonly string[],
): Fields {
  const { known } = splitKnown(graph, rows)
  const applied = graph.ancestors(known)
  try {
    const ids = work(applied)
    closureOf(graph, rows)
    return stepsFrom(graph, applied, direction, ids)
  } catch (error) {
    if (isAludelError(error) && error.code === "revision/not-applied") closureOf(graph, rows)
    throw error
  }
}

function stepsFrom(
  graph: RevisionGraph,
  applied: ReadonlySet<string>,
  direction: "upgrade" | "downgrade",
  ids: readonly string[],
): Fields {
  const now = new Set(applied)
  const steps = ids.map((revision) => {
    if (direction === "upgrade") now.add(revision)
    else now.delete(revision)
    return { revision, direction, rows: sorted(headsOf(graph, now)) }
  })
  return { steps, rows: sorted(headsOf(graph, now)) }
}

function offline(graph: RevisionGraph, direction: "upgrade" | "downgrade", text: string): Fields {
  const { from, to } = scriptRange(direction, text)
  const applied = graph.ancestors(resolve(graph, from))
  const ids = direction === "upgrade" ? upgradeSteps(graph, applied, to) : downgradeSteps(graph, applied, to)
  return { steps: stepsFrom(graph, applied, direction, ids)["steps"] }
}

function info(graph: RevisionGraph): Fields {
  const withDependencies = graph.ids.filter((id) => graph.dependencies(id).length > 0)
  const labelled = graph.ids.filter((id) => graph.labels(id).length > 0)
  return {
    heads: graph.heads,
    realHeads: graph.realHeads,
    bases: graph.bases,
    realBases: graph.bases.filter((id) => graph.dependencies(id).length === 0),
    branchPoints: graph.branchPoints,
    realBranchPoints: graph.ids.filter(
      (id) => new Set([...graph.children(id), ...graph.dependents(id)]).size > 1,
    ),
    mergePoints: graph.mergePoints,
    labels: Object.fromEntries(labelled.map((id) => [id, graph.labels(id)])),
    resolvedDeps: Object.fromEntries(withDependencies.map((id) => [id, sorted(graph.dependencies(id))])),
    normalizedDeps: Object.fromEntries(
      withDependencies.map((id) => [id, sorted(graph.normalizedDependencies(id))]),
    ),
  }
}

function iterate(
  graph: RevisionGraph,
  vector: Extract<VectorLine, { readonly kind: "iterate" }>,
): readonly string[] {
  switch (vector.op) {
    case "history":
      return range(graph, vector.range, closureOf(graph, vector.rows))
    case "walk":
      return span(graph, {
        lower: [vector.base],
        upper: [vector.head],
        text: `${vector.base}:${vector.head}`,
        inclusive: true,
        clamp: true,
      })
    case "iterate":
      return vector.selectForDowngrade ? iterateDown(graph, vector) : iterateUp(graph, vector)
  }
}

function iterateUp(
  graph: RevisionGraph,
  { upper, lower, inclusive, implicitBase, assertRelativeLength }: IterateArguments,
): readonly string[] {
  const list = (ends: string | readonly string[] | null) => [ends ?? "base"].flat()
  return span(graph, {
    lower: list(lower),
    upper: list(upper),
    text: `${String(lower)}:${String(upper)}`,
    inclusive,
    implicitBase,
    clamp: !assertRelativeLength,
  })
}

function create(
  graph: RevisionGraph,
  { revision, heads, splice, branchLabels, dependsOn }: CreateArguments,
): Fields {
  const header = newHeader(graph, { id: revision, message: "", heads, splice, branchLabels, dependsOn })
  const created = {
    revision: header.id,
    down: heads.length > 1 ? header.parents : asLoaded(graph, header.parents),
    dependsOn: header.dependsOn,
    branchLabels: header.branchLabels,
  }
  const after = revisionGraph([...graph.ids.map((id) => graph.get(id)), located(created)])
  return { created, headsAfter: sorted(after.heads), labelsAfter: sorted(after.labels(revision)) }
}

/** The order of parents means nothing; where one target names them all, the vectors have that of the files. */
function asLoaded(graph: RevisionGraph, ids: readonly string[]): readonly string[] {
  return ids.toSorted((a, b) => (graph.get(a).location < graph.get(b).location ? -1 : 1))
}

function located({ revision, down, dependsOn, branchLabels }: VectorNode, index = -1): LocatedHeader {
  return {
    id: revision,
    parents: down,
    message: "",
    branchLabels,
    dependsOn,
    location: `${String(index).padStart(4, "0")}.ts`,
  }
}

function sorted(ids: Iterable<string>): readonly string[] {
  return [...ids].toSorted()
}
