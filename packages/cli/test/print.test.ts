import type { RevisionInfo, RunEvent, RunResult } from "@aludel/core"
import { describe, expect, it } from "vitest"

import { currentLine } from "../src/print/current.ts"
import { findingText } from "../src/print/findings.ts"
import { revisionTalk } from "../src/print/new-revision.ts"
import { progressLine, slowLine } from "../src/print/progress.ts"
import { branchLines, historyLine, revisionEntry, revisionName } from "../src/print/revision.ts"
import { runSentence } from "../src/print/run-result.ts"

const plain: RevisionInfo = {
  id: "a1",
  parents: [],
  message: "create hotels",
  branchLabels: [],
  dependsOn: [],
  labels: [],
  location: "migrations/a1.ts",
  head: false,
  effectiveHead: false,
  branchPoint: false,
  mergePoint: false,
  children: ["b2"],
}

describe("a revision", () => {
  it.each<[Partial<RevisionInfo>, string, string]>([
    [{}, "a1", "<base> -> a1, create hotels"],
    [{ parents: ["z"], head: true }, "a1 (head)", "z -> a1 (head), create hotels"],
    [
      { head: true, effectiveHead: true, current: false },
      "a1 (effective head)",
      "<base> -> a1 (effective head), create hotels",
    ],
    [
      {
        parents: ["y", "z"],
        dependsOn: ["d", "e"],
        labels: ["left", "right"],
        current: true,
        branchPoint: true,
        mergePoint: true,
      },
      "a1 (left, right) (current) (branchpoint) (mergepoint)",
      "y, z (d, e) -> a1 (left, right) (current) (branchpoint) (mergepoint), create hotels",
    ],
  ])("%s", (more, name, line) => {
    expect([revisionName({ ...plain, ...more }), historyLine({ ...plain, ...more })]).toEqual([name, line])
  })

  it("in full", () => {
    expect(revisionEntry(plain)).toBe(`Rev: a1
Parent: <base>
Path: migrations/a1.ts

    create hotels
`)
    const branchy = {
      parents: ["y", "z"],
      mergePoint: true,
      branchPoint: true,
      children: ["b2", "c3"],
      labels: ["left"],
      dependsOn: ["d"],
    }
    expect(revisionEntry({ ...plain, ...branchy, description: "Rooms come later.\n\nSee the plan.\n" }))
      .toBe(`Rev: a1 (branchpoint) (mergepoint)
Merges: y, z
Also depends on: d
Branches into: b2, c3
Branch names: left
Path: migrations/a1.ts

    create hotels

    Rooms come later.

    See the plan.
`)
  })

  it("as a branch point", () => {
    const child = { ...plain, id: "b2", head: true, labels: ["left"] }
    expect(
      branchLines({ ...plain, branchPoint: true, children: ["b2", "c3"] }, (id) =>
        id === "b2" ? child : undefined,
      ),
    ).toBe("a1 (branchpoint)\n   -> b2 (left) (head)\n   -> c3")
  })

  it("that the database is at", () => {
    expect(currentLine({ id: "a1", message: "", head: true, effectiveHead: false })).toBe("a1 (head)")
    expect(currentLine({ id: "a1", message: "", head: false, effectiveHead: false, missing: "lost" })).toBe(
      "a1 (missing here)",
    )
  })
})

describe("progress", () => {
  const started = {
    kind: "revision-started",
    id: "b2",
    message: "add guests",
    position: 1,
    total: 1,
  } as const
  it.each<[RunEvent, string, string]>([
    [
      { ...started, direction: "upgrade", parents: ["a1"] },
      "Running upgrade a1 -> b2, add guests",
      "Running upgrade a1 -> b2, add guests",
    ],
    [
      { ...started, direction: "upgrade", parents: [] },
      "Running upgrade <base> -> b2, add guests",
      "Running upgrade <base> -> b2, add guests",
    ],
    [
      { ...started, direction: "downgrade", parents: ["a1", "a2"] },
      "Running downgrade b2 -> a1, a2, add guests",
      "Running downgrade b2 -> a1, a2, add guests",
    ],
    [
      { kind: "lock-waiting", lock: "aludel_history" },
      "Waiting for another run to finish (lock aludel_history)",
      "Waiting for another run to finish (lock aludel_history)",
    ],
    [{ kind: "planned", direction: "upgrade", revisions: ["b2"] }, "", ""],
    ...[["add column hotels.note"]].map((details): [RunEvent, string, string] => {
      const text =
        "The database is not as its revisions made it; what was generated leads from there:\n  add column hotels.note\nhint: aludel check"
      return [{ kind: "drift", details }, text, text]
    }),
    [{ kind: "operation", id: "b2", description: "add column hotels.code" }, "", "  add column hotels.code"],
    [{ kind: "statement", id: "b2", sql: "select\n1" }, "", "    select\n    1"],
    [
      { kind: "operation-finished", id: "b2", description: "add column hotels.code", milliseconds: 1 },
      "",
      "",
    ],
    [{ kind: "revision-finished", direction: "upgrade", id: "b2", milliseconds: 1 }, "", ""],
  ])("%s", (event, normally, verbosely) => {
    expect([progressLine(event, false), progressLine(event, true)]).toEqual([normally, verbosely])
  })
})

it.each([
  [999, ""],
  [1234, "  [3/12] 4f2a… create index ix_hotels 1.2 s"],
])("an operation of %i ms leaves a line: %s", (milliseconds, line) => {
  const description = "create index ix_hotels"
  const event = { kind: "operation-finished", id: "4f2a00000000", description, milliseconds } as const
  expect(slowLine(event, "[3/12] 4f2a…")).toBe(line)
})

describe("a result", () => {
  const result: RunResult = {
    status: "done",
    direction: "upgrade",
    revisions: ["b2"],
    heads: ["b2"],
    milliseconds: 5,
  }
  it.each<[Partial<RunResult>, string]>([
    [{}, ""],
    [{ status: "nothing", revisions: [] }, "Nothing to upgrade: the database is at b2."],
    [
      { status: "nothing", revisions: [], heads: [], direction: "downgrade" },
      "Nothing to downgrade: the database is at <base>.",
    ],
    [
      { status: "ahead", revisions: [] },
      "The database is ahead of this checkout: it is at b2, which no file here has. Nothing to do.",
    ],
    [{ direction: "stamp" }, "The database is now recorded as being at b2."],
  ])("%s", (more, text) => expect(runSentence({ ...result, ...more })).toBe(text))
})

it("says what stands in a new revision, and what was left alone", () => {
  expect(
    revisionTalk({
      id: "a1",
      parents: [],
      location: "migrations/a1.ts",
      summary: ["+ hotels.code text"],
      unmanaged: ["table spatial_ref_sys"],
    }),
  ).toBe(
    "  + hotels.code text\nLeft alone, for no declaration and no revision knows it:\n  table spatial_ref_sys",
  )
  expect(revisionTalk({ parents: [], summary: [], unmanaged: [] })).toBe(
    "No changes: the database is as declared. Nothing was written.",
  )
})

it("says what was found", () => {
  expect(
    findingText({
      code: "pending-changes",
      message: "The schema has changes.",
      hint: "Generate.",
      details: ["+ a.b"],
    }),
  ).toBe("The schema has changes.\n  + a.b\nhint: Generate.")
})
