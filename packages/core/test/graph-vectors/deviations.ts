import type { Answer } from "./vector.ts"
import type { RecordedVector } from "./judge.ts"

/** Where we differ from Alembic on purpose. A row that matches no failing vector any more fails the test. */
export interface Deviation {
  readonly name: string
  readonly reason: string
  matches(vector: RecordedVector, answer: Answer): boolean
}

const codeOf = (answer: Answer) => (answer.ok ? undefined : answer.error.code)
const targetOf = ({ target, ident, range, base, head, upper, lower }: RecordedVector) =>
  [target, ident, range, base, head, upper, lower].flat().join(" ")
const hasQuirk = (vector: RecordedVector, quirk: string) => vector.quirks?.includes(quirk) ?? false

export const deviations: readonly Deviation[] = [
  {
    name: "trailing text after a relative target",
    reason: "Alembic reads `+1x` as `+1` and `b+1+1` as `b+1`; what was meant is unknown, so it is refused.",
    matches: (vector, answer) =>
      codeOf(answer) === "revision/not-found" && /[+-]\d+(?:x|[+-])/.test(targetOf(vector)),
  },
  {
    name: "labels with a sign and digits",
    reason:
      "The exact name of a label is that label; Alembic can't reach a label `feature-2` or `rel+1` at all.",
    matches: (vector, answer) => answer.ok && /^(?:feature-2|rel\+1)/.test(targetOf(vector)),
  },
  {
    name: "downgrade -N from several heads",
    reason:
      "Alembic warns and takes the row that the database returns first; it is refused, and the branches are named.",
    matches: ({ kind }, answer) =>
      codeOf(answer) === "revision/relative" &&
      (kind === "downgrade" || kind === "iterate") &&
      !answer.ok &&
      answer.error.message.startsWith("Ambiguous downgrade from multiple current revisions"),
  },
  {
    name: "rows of which one implies another",
    reason:
      "History is a set of applied revisions: there are no rows that could overlap, and nothing to refuse.",
    matches: (vector) => hasQuirk(vector, "overlapping-rows"),
  },
  {
    name: "rows that no revision has",
    reason: "Both refuse; which of two errors is told first differs.",
    matches: ({ rowsOrigin, expect }, answer) => rowsOrigin === "unknown" && !expect.ok && !answer.ok,
  },
  {
    name: "unknown branch in a downgrade",
    reason:
      "Alembic looks at what is before `@` only where there is a choice, so a mistyped branch takes everything down.",
    matches: ({ kind, target }, answer) =>
      kind === "downgrade" &&
      String(target).includes("@") &&
      ["revision/not-found", "revision/ambiguous"].includes(codeOf(answer) ?? ""),
  },
  {
    name: "head before @",
    reason: "`head@head` names no branch; Alembic takes it for the line of the head, or for nothing.",
    matches: (vector, answer) =>
      codeOf(answer) === "revision/not-found" && /(?:^|[: ])heads?@/.test(targetOf(vector)),
  },
  {
    name: "current at both ends of a range",
    reason: "Alembic replaces one of them and can't locate the other.",
    matches: ({ range }, answer) => range === "current:current" && answer.ok,
  },
  {
    name: "a lower end further down than the history is long",
    reason: "Told as what it is; Alembic reports that there is no branch 'None'.",
    matches: ({ range, expect }, answer) =>
      /^-\d+:/.test(range ?? "") && !expect.ok && codeOf(answer) === "revision/relative",
  },
  {
    name: "a new revision with an id that is taken",
    reason: "Refused before anything is written; Alembic writes the file and then finds a loop.",
    matches: ({ kind }, answer) => kind === "create" && codeOf(answer) === "revision/exists",
  },
  {
    name: "cycles that Alembic does not find",
    reason:
      "Alembic finds a cycle only where it cuts off a head or a base, and no dependency on one's own label.",
    matches: ({ kind, expect }, answer) => kind === "load" && expect.ok && codeOf(answer) === "graph/cycle",
  },
]
