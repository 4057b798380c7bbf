import { readFileSync } from "node:fs"
import { expect, it } from "vitest"
import { isAludelError } from "../../src/errors/error.ts"
import { headsOf } from "../../src/revisions/applied.ts"
import { downgradeSteps } from "../../src/revisions/downgrade.ts"
import { revisionGraph } from "../../src/revisions/graph.ts"
import { range } from "../../src/revisions/range.ts"
import { resolve } from "../../src/revisions/resolve.ts"
import { stampSet } from "../../src/revisions/stamp.ts"
import { upgradeSteps } from "../../src/revisions/upgrade.ts"
import { header } from "./histories.ts"

// The tables of the guide are the cases: every production of the grammar, and the arithmetic.
const guide = readFileSync(new URL("../../../../docs/guide/revision-graph.md", import.meta.url), "utf8")

const graph = revisionGraph(
  table("id | parents | label | depends on").map(([id = "", parents = "", label = "", dependencies = ""]) =>
    header(id, ids(parents), { branchLabels: ids(label), dependsOn: ids(dependencies) }),
  ),
)

it.each(table("production | typed | means"))("%s: %s means %s", (_, typed, means) => {
  expect(outcome(() => resolve(graph, code(typed)))).toEqual(expected(means))
})

it.each(table("production | at | upgrade to | runs"))("%s: at %s, upgrade %s runs %s", (_, at, to, runs) => {
  expect(outcome(() => upgradeSteps(graph, appliedAt(at), code(to)))).toEqual(expected(runs))
})

it.each(table("production | at | downgrade to | takes back"))(
  "%s: at %s, downgrade %s takes back %s",
  (_, at, to, takesBack) => {
    expect(outcome(() => downgradeSteps(graph, appliedAt(at), code(to)))).toEqual(expected(takesBack))
  },
)

it.each(table("production | at | range | lists"))("%s: at %s, range %s lists %s", (_, at, text, lists) => {
  expect(outcome(() => range(graph, code(text), appliedAt(at)))).toEqual(expected(lists))
})

it.each(table("at | upgrade to | runs | then at"))("at %s, upgrade %s runs %s", (at, to, runs, then) => {
  const applied = appliedAt(at)
  const steps = outcome(() => upgradeSteps(graph, applied, to))
  expect(steps).toEqual(expected(runs))
  expect(headsOf(graph, new Set([...applied, ...steps]))).toEqual(ids(then))
})

it.each(table("at | downgrade to | takes back | then at"))(
  "at %s, downgrade %s takes back %s",
  (at, to, takesBack, then) => {
    const applied = appliedAt(at)
    const steps = outcome(() => downgradeSteps(graph, applied, to))
    expect(steps).toEqual(expected(takesBack))
    expect(headsOf(graph, new Set([...applied].filter((id) => !steps.includes(id))))).toEqual(ids(then))
  },
)

it.each(table("at | stamp | then at"))("at %s, stamp %s leads to %s", (at, to, then) => {
  expect(headsOf(graph, stampSet(graph, appliedAt(at), to))).toEqual(ids(then))
})

it("heads and the effective head of the guide", () => {
  const small = revisionGraph([header("y100", []), header("z100", [], { dependsOn: ["y100"] })])
  expect(resolve(small, "heads")).toEqual(["z100"])
  expect(small.heads).toEqual(["y100", "z100"])
})

/** The rows of the table with this heading. */
function table(heading: string): readonly (readonly [string, string, string, string])[] {
  const [, after = ""] = guide.split(`\n| ${heading} |\n`)
  const rows = after.split("\n\n")[0]?.split("\n").slice(1) ?? []
  if (rows.length === 0) throw new Error(`the guide has no table ${heading}`)
  return rows.map((row) => {
    const cells = row.split("|").map((cell) => cell.trim())
    return [cells[1] ?? "", cells[2] ?? "", cells[3] ?? "", cells[4] ?? ""]
  })
}

function code(cell: string): string {
  return cell.replaceAll("`", "")
}

/** The ids that a cell begins with. */
function ids(cell: string): readonly string[] {
  return /^\w+(?:, \w+)*/.exec(cell)?.[0].split(", ") ?? []
}

function expected(cell: string): readonly string[] {
  const error = /^an error, `([^`]+)`/.exec(cell)?.[1]
  if (error !== undefined) return [error]
  return cell.startsWith("nothing") ? [] : ids(cell)
}

function appliedAt(cell: string): ReadonlySet<string> {
  return graph.ancestors(ids(cell))
}

function outcome(work: () => readonly string[]): readonly string[] {
  try {
    return work()
  } catch (error) {
    if (isAludelError(error)) return [error.code]
    throw error
  }
}
