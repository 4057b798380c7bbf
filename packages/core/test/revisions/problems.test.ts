import { expect, it } from "vitest"
import { isAludelError } from "../../src/errors/error.ts"
import { revisionGraph } from "../../src/revisions/graph.ts"
import type { LocatedHeader, UnreadableHeader } from "../../src/revisions/source.ts"
import { drawn, header } from "./histories.ts"

const cases: readonly (readonly [
  name: string,
  headers: readonly (LocatedHeader | UnreadableHeader)[],
  code: string,
  message: string,
])[] = [
  [
    "missing parent",
    drawn("a; b<zz"),
    "graph/missing-parent",
    "Revision zz referenced from b (b.ts) as its parent is not present",
  ],
  [
    "missing dependency",
    drawn("a; b<a !zz"),
    "graph/missing-parent",
    "Revision zz referenced from b (b.ts) as its dependency is not present",
  ],
  ["self-loop", drawn("a; b<a,b"), "graph/cycle", "Self-loop is detected in revisions (b) (b.ts)"],
  [
    "dependency on itself",
    drawn("a; b<a !b"),
    "graph/cycle",
    "Dependency self-loop is detected in revisions (b) (b.ts)",
  ],
  [
    "dependency on its own label",
    drawn("a; b<a !lb #lb"),
    "graph/cycle",
    "Dependency self-loop is detected in revisions (b) (b.ts)",
  ],
  [
    "cycle",
    drawn("a<c; b<a; c<b; d"),
    "graph/cycle",
    "Cycle is detected in revisions: a (a.ts) → c (c.ts) → b (b.ts) → a",
  ],
  [
    "dependency cycle",
    drawn("a; b<a !c; c<b"),
    "graph/cycle",
    "Dependency cycle is detected in revisions: b (b.ts) → c (c.ts) → b",
  ],
  [
    "same id twice",
    [header("a", []), header("a", [], { location: "copy.ts" })],
    "graph/duplicate-id",
    "Revision a is present more than once: a.ts, copy.ts",
  ],
  [
    "same label twice",
    drawn("a #x; b #x"),
    "graph/duplicate-label",
    "Branch name 'x' in revision b (b.ts) already used by revision a (a.ts)",
  ],
  [
    "label like an id",
    drawn("a #b; b"),
    "graph/duplicate-label",
    "Branch name 'b' in revision a (a.ts) already used by revision b (b.ts)",
  ],
  [
    "forbidden signs",
    drawn("a-b@c"),
    "graph/invalid-id",
    "Character(s) '-, @' not allowed in revision identifier 'a-b@c' (a-b@c.ts)",
  ],
  ["unreadable", [{ location: "x.ts", problem: "no way" }], "revision/load", "x.ts: no way"],
]

it.each(cases)("%s", (_, headers, code, message) => {
  expect(problem(headers)).toEqual({ code, message })
})

it("tells of all problems at once, in the same order whatever order files are read in", () => {
  const headers = [...drawn("a<a; b<zz #x; c #x; d<e; e<d"), { location: "0.ts", problem: "no way" }]
  const message = [
    "the history has 5 problems:",
    "  - 0.ts: no way",
    "  - Branch name 'x' in revision c (c.ts) already used by revision b (b.ts)",
    "  - Revision zz referenced from b (b.ts) as its parent is not present",
    "  - Self-loop is detected in revisions (a) (a.ts)",
    "  - Cycle is detected in revisions: d (d.ts) → e (e.ts) → d",
  ].join("\n")
  expect(problem(headers)).toEqual({ code: "graph/problems", message })
  expect(problem(headers.toReversed())).toEqual({ code: "graph/problems", message })
})

it("prints a cycle among ten thousand as a path, shortened, without running out of stack", () => {
  const headers = Array.from({ length: 10_000 }, (_, index) =>
    header(`r${index}`, [`r${(index + 9_999) % 10_000}`]),
  )
  expect(problem(headers).message).toBe(
    "Cycle is detected in revisions: r0 (r0.ts) → r9999 (r9999.ts) → r9998 (r9998.ts) → r9997 (r9997.ts) → r9996 (r9996.ts) → r9995 (r9995.ts) → … 9991 more … → r3 (r3.ts) → r2 (r2.ts) → r1 (r1.ts) → r0",
  )
})

function problem(headers: readonly (LocatedHeader | UnreadableHeader)[]): {
  readonly code: string
  readonly message: string
} {
  try {
    revisionGraph(headers)
  } catch (error) {
    if (isAludelError(error)) return { code: error.code, message: error.message }
    throw error
  }
  return { code: "none", message: "" }
}
