import { AludelError } from "../errors/error.ts"
import type { RevisionGraph } from "./graph.ts"
import { findRevision, identify } from "./lookup.ts"
import { labelFault } from "./problems.ts"
import { resolveAny, resolveOne } from "./resolve.ts"
import { forbiddenSigns, type RevisionHeader } from "./revision.ts"

/** What a new revision is to be. */
export interface NewHeader {
  readonly id: string
  readonly message: string
  /** Targets that name the parents; `["base"]` for a new base, several revisions for a merge. Default: `["head"]`. */
  readonly heads?: readonly string[] | undefined
  /** Allow parents that are no heads: the new revision starts a branch. Default: refused. */
  readonly splice?: boolean | undefined
  readonly branchLabels?: readonly string[] | undefined
  /** Ids, beginnings of ids, or labels. */
  readonly dependsOn?: readonly string[] | undefined
  readonly created?: string | undefined
  readonly description?: string | undefined
}

/**
 * The header of a new revision, checked against the graph before anything is written. Labels in `dependsOn` stay
 * labels; other identifiers become full ids.
 *
 * @throws AludelError `revision/invalid`, `revision/exists`, `revision/not-a-head`, `graph/duplicate-label`, and what {@link resolve} throws
 */
export function newHeader(graph: RevisionGraph, wanted: NewHeader): RevisionHeader {
  checkId(wanted.id)
  const parents = parentsOf(graph, wanted)
  checkFree(graph, wanted.id)
  const branchLabels = wanted.branchLabels ?? []
  checkLabels(graph, wanted.id, branchLabels)
  return {
    id: wanted.id,
    parents,
    message: wanted.message,
    ...(wanted.created === undefined ? {} : { created: wanted.created }),
    ...(wanted.description === undefined ? {} : { description: wanted.description }),
    branchLabels,
    dependsOn: (wanted.dependsOn ?? []).map((name) => dependency(graph, name)),
  }
}

function checkId(id: string): void {
  const signs = forbiddenSigns(id)
  if (signs.length > 0 || id === "" || reserved.has(id)) {
    const list = signs.map((sign) => (sign.trim() === "" ? "white space" : sign)).join(", ")
    const fault =
      signs.length > 0
        ? `Character(s) '${list}' not allowed in revision identifier '${id}'`
        : `'${id}' can't be a revision identifier`
    throw new AludelError("revision/invalid", fault, {
      hint: "Take letters, digits and underscores.",
      details: { id, problem: "id" },
    })
  }
}

function checkFree(graph: RevisionGraph, id: string): void {
  const taken = graph.named(id)
  if (taken === undefined) return
  const by = taken === id ? `a revision '${id}'` : `a branch label '${id}', of revision ${taken}`
  throw new AludelError("revision/exists", `there is ${by} already (${graph.get(taken).location})`, {
    hint: "Take another id.",
    details: { id },
  })
}

const reserved: ReadonlySet<string> = new Set(["head", "heads", "base", "current"])

function parentsOf(graph: RevisionGraph, { heads = ["head"], splice = false }: NewHeader): readonly string[] {
  const parents = heads.flatMap((text) =>
    resolveAny(graph, identify(graph, text)).flatMap(({ id }) => id ?? []),
  )
  const twice = parents.find((id, index) => parents.indexOf(id) !== index)
  if (twice !== undefined) {
    const message = `Duplicate head revisions specified: ${heads.join(", ")} name ${twice} twice`
    throw new AludelError("revision/overlap", message, {
      hint: "Name each parent once.",
      details: { revision: twice, problem: "duplicate" },
    })
  }
  const inner = splice ? undefined : parents.find((id) => graph.children(id).length > 0)
  if (inner === undefined) return parents
  throw new AludelError(
    "revision/not-a-head",
    `Revision ${inner} is not a head revision; please specify --splice to create a new branch from this revision`,
    {
      hint:
        parents.length > 1
          ? "Name heads (aludel heads lists them), or add --splice."
          : `To branch off there: aludel revision -m MESSAGE --head ${inner} --splice`,
      details: { revision: inner },
    },
  )
}

function checkLabels(graph: RevisionGraph, id: string, labels: readonly string[]): void {
  for (const [index, label] of labels.entries()) {
    const fault = labelFault(label)
    if (fault !== undefined)
      throw new AludelError("revision/invalid", `'${label}' can't be a branch label: ${fault}`, {
        hint: "Take another label.",
      })
    const owner = label === id || labels.indexOf(label) !== index ? id : graph.named(label)
    if (owner === undefined) continue
    throw new AludelError(
      "graph/duplicate-label",
      `Branch name '${label}' in revision ${id} already used by revision ${owner}`,
      {
        hint: "Take another label.",
        details: { label, revision: owner },
      },
    )
  }
}

function dependency(graph: RevisionGraph, name: string): string {
  const id = resolveOne(graph, identify(graph, name)) ?? findRevision(graph, name)
  return graph.labels(id).includes(name) ? name : id
}
