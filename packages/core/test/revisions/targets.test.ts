import { expect, it } from "vitest"
import { isAludelError } from "../../src/errors/error.ts"
import { downgradeSteps } from "../../src/revisions/downgrade.ts"
import { revisionGraph } from "../../src/revisions/graph.ts"
import { range } from "../../src/revisions/range.ts"
import { resolve } from "../../src/revisions/resolve.ts"
import { stampSet } from "../../src/revisions/stamp.ts"
import { upgradeSteps } from "../../src/revisions/upgrade.ts"
import { drawn } from "./histories.ts"

//        ┌─ c100 ─ d100   #billing on c100
// a100 ─ b100
//        └─ c200 ─ d200   d200 depends on x200
// x100 ─ x200
const graph = revisionGraph(
  drawn("a100; b100<a100; c100<b100 #billing; d100<c100; c200<b100; x100; x200<x100; d200<c200 !x200"),
)

it.each([
  ["head", "revision/multiple-heads"],
  ["heads", ["d100", "d200"]],
  ["base", []],
  ["b1", ["b100"]],
  ["bill", ["c100"]],
  ["billing@head", ["d100"]],
  ["billing@a1", ["a100"]],
  ["billing@c2", "revision/not-found"],
  ["billing@c200", "revision/not-in-branch"],
  ["c", "revision/ambiguous"],
  ["", "revision/not-found"],
  ["nope@head", "revision/not-found"],
  ["a:b", "revision/range"],
])("resolve %s", (text, expected) => {
  expect(outcome(() => resolve(graph, text))).toEqual(expected)
})

it.each([
  [[], "d200", ["a100", "b100", "c200", "x100", "x200", "d200"]],
  [[], "+1", "revision/relative"],
  [[], "billing@+1", ["a100"]],
  [["a100", "b100"], "+1", "revision/relative"],
  [["a100", "b100"], "billing@+2", ["c100", "d100"]],
  [
    ["a100", "b100"],
    ["d100", "c200"],
    ["c100", "d100", "c200"],
  ],
  [["a100", "b100"], ["d100", "c100"], "revision/overlap"],
  // A revision that was slipped in below is pending, not skipped.
  [["a100", "c100"], "d100", ["b100", "d100"]],
])("upgrade %j to %s", (applied, target, expected) => {
  expect(outcome(() => upgradeSteps(graph, new Set(applied), target))).toEqual(expected)
})

it.each([
  ["base", ["d200", "c200", "d100", "c100", "b100", "a100", "x200", "x100"]],
  ["b100", ["d200", "c200", "d100", "c100"]],
  ["billing@b100", ["d100", "c100"]],
  ["billing@-1", ["d100"]],
  ["x100", ["d200", "x200"]],
  ["-1", "revision/relative"],
  ["mistyped@base", "revision/not-found"],
])("downgrade everything to %s", (target, expected) => {
  const steps = outcome(() => downgradeSteps(graph, new Set(graph.ids), target))
  expect(typeof steps === "string" ? steps : [...steps].toSorted()).toEqual(
    typeof expected === "string" ? expected : [...expected].toSorted(),
  )
})

it("a downgrade to what is not applied is refused", () => {
  expect(outcome(() => downgradeSteps(graph, new Set(["a100"]), "c100"))).toBe("revision/not-applied")
  expect(downgradeSteps(graph, new Set(["a100"]), "a100")).toEqual([])
})

it.each([
  [["a100", "b100", "c100", "x100"], ["b100"], ["a100", "b100", "x100"]],
  [["a100", "b100", "c100", "x100"], ["billing@base"], ["x100"]],
  [["a100", "b100", "c100"], ["heads"], graph.ids],
  [["x100"], ["b100"], ["a100", "b100", "x100"]],
])("stamp %j with %s", (applied, targets, expected) => {
  expect(graph.order(stampSet(graph, new Set(applied), targets))).toEqual(graph.order(expected))
})

it.each([
  ["b100:d100", ["d100", "c100", "b100"]],
  ["current:billing@head", ["d100", "c100", "b100"]],
  [":x100", ["x100"]],
  ["c100:d200", "revision/range"],
  ["b100", "revision/range"],
])("history %s", (text, expected) => {
  expect(outcome(() => range(graph, text, new Set(["a100", "b100"])))).toEqual(expected)
})

it.each([
  [
    () => resolve(graph, "head"),
    "Multiple head revisions are present for given argument 'head'; please specify a specific target revision, '<branchname>@head' to narrow to a specific head, or 'heads' for all heads. The heads are: d100, x200, d200",
    'To make them one: aludel merge heads -m "merge heads"; to apply all: aludel upgrade heads',
  ],
  [() => resolve(graph, "d10"), undefined, undefined],
  [() => resolve(graph, "d1000"), "Can't locate revision identified by 'd1000'", "Did you mean 'd100'?"],
  [
    () => resolve(graph, "c"),
    "Multiple revisions start with 'c': 'c100' (make c100), 'c200' (make c200)",
    "Type more of the identifier.",
  ],
  [
    () => upgradeSteps(graph, new Set(["a100"]), "+9"),
    "Ambiguous walk: '+9' could go from 'b100' to c100, c200",
    "Name the branch: c100@+9",
  ],
])("message %#", (work, message, hint) => {
  let caught: unknown
  try {
    work()
  } catch (error) {
    caught = error
  }
  expect(isAludelError(caught) ? { message: caught.message, hint: caught.hint } : {}).toEqual(
    message === undefined ? {} : { message, hint },
  )
})

function outcome<T>(work: () => T): T | string {
  try {
    return work()
  } catch (error) {
    if (isAludelError(error)) return error.code
    throw error
  }
}
