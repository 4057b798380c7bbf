import type { AludelError } from "../../src/errors/error.ts"
import type { Problem, ProblemKind } from "../../src/revisions/problems.ts"

/** What the vectors call this error. */
export function errorKind(error: AludelError): string {
  const problems = (error.details["problems"] ?? []) as readonly Problem[]
  const found = problems.toSorted((a, b) => precedence.indexOf(a.kind) - precedence.indexOf(b.kind))[0]
  if (found !== undefined) return loadKinds[found.kind]
  const { problem, branch } = error.details
  const kind = byProblem[`${error.code} ${String(problem)}`] ?? byCode[error.code] ?? error.code
  return kind === "NoSuchRevision" && branch !== undefined ? "NoSuchBranch" : kind
}

const byProblem: Readonly<Record<string, string>> = {
  "revision/relative too-far": "RelativeTooFar",
  "revision/relative walked-too-far": "WalkedTooFar",
  "revision/relative ambiguous": "AmbiguousWalk",
  "revision/relative ambiguous-start": "AmbiguousUpgrade",
  "revision/range syntax": "RangeSyntax",
  "revision/range required": "RangeRequired",
  "revision/range not-allowed": "RangeNotAllowed",
  "revision/not-in-branch downgrade": "NotValidDowngradeTarget",
  "revision/overlap duplicate": "DuplicateHeads",
}

const byCode: Readonly<Record<string, string>> = {
  "revision/not-found": "NoSuchRevision",
  "revision/ambiguous": "AmbiguousId",
  "revision/not-in-branch": "NotInBranch",
  "revision/multiple-heads": "MultipleHeads",
  "revision/range": "RangeNotAncestor",
  "revision/not-applied": "NothingToDrop",
  "revision/overlap": "Overlap",
  "revision/not-a-head": "NotAHead",
  "revision/invalid": "IllegalRevisionId",
  "revision/exists": "Exists",
  "graph/duplicate-label": "DuplicateLabel",
}

const loadKinds: Readonly<Record<ProblemKind, string>> = {
  unreadable: "Unreadable",
  "invalid-id": "IllegalRevisionId",
  "invalid-label": "IllegalRevisionId",
  "duplicate-id": "DuplicateRevision",
  "duplicate-label": "DuplicateLabel",
  "missing-parent": "MissingRevision",
  "missing-dependency": "MissingRevision",
  "self-loop": "SelfLoop",
  "dependency-self-loop": "DependencySelfLoop",
  cycle: "Cycle",
  "dependency-cycle": "DependencyCycle",
}

/** Alembic tells of the first problem only, in this order. */
const precedence: readonly ProblemKind[] = [
  "invalid-id",
  "duplicate-id",
  "duplicate-label",
  "missing-parent",
  "missing-dependency",
  "self-loop",
  "dependency-self-loop",
  "cycle",
  "dependency-cycle",
]
