import { expect, it } from "vitest"
import { isAludelError } from "../../src/errors/error.ts"
import { newHeader, type NewHeader } from "../../src/revisions/create.ts"
import { newId, revisionFileName, slug } from "../../src/revisions/file-name.ts"
import { revisionGraph } from "../../src/revisions/graph.ts"
import { drawn } from "./histories.ts"

const graph = revisionGraph(drawn("a100; b100<a100 #left; c100<a100 #right"))

const cases: readonly (readonly [name: string, wanted: Partial<NewHeader>, expected: unknown])[] = [
  ["two heads and none named", {}, "revision/multiple-heads"],
  ["on one head", { heads: ["left@head"] }, { parents: ["b100"], branchLabels: [], dependsOn: [] }],
  ["a merge", { heads: ["heads"] }, { parents: ["b100", "c100"], branchLabels: [], dependsOn: [] }],
  [
    "a new base",
    { heads: ["base"], branchLabels: ["side"] },
    { parents: [], branchLabels: ["side"], dependsOn: [] },
  ],
  ["below a head", { heads: ["a100"] }, "revision/not-a-head"],
  [
    "below a head, spliced",
    { heads: ["a100"], splice: true },
    { parents: ["a100"], branchLabels: [], dependsOn: [] },
  ],
  ["the same head twice", { heads: ["b100", "left"] }, "revision/overlap"],
  [
    "dependencies",
    { heads: ["b100"], dependsOn: ["right", "a1"] },
    { parents: ["b100"], branchLabels: [], dependsOn: ["right", "a100"] },
  ],
  ["an unknown dependency", { heads: ["b100"], dependsOn: ["zz"] }, "revision/not-found"],
  ["a taken id", { id: "a100", heads: ["b100"] }, "revision/exists"],
  ["an id that is a label", { id: "left", heads: ["b100"] }, "revision/exists"],
  ["a forbidden id", { id: "a-b" }, "revision/invalid"],
  ["a reserved id", { id: "head", heads: ["b100"] }, "revision/invalid"],
  ["a taken label", { heads: ["b100"], branchLabels: ["right"] }, "graph/duplicate-label"],
]

it.each(cases)("%s", (_, wanted, expected) => {
  const made = (): unknown => {
    try {
      const { parents, branchLabels, dependsOn } = newHeader(graph, { id: "n", message: "new", ...wanted })
      return { parents, branchLabels, dependsOn }
    } catch (error) {
      if (isAludelError(error)) return error.code
      throw error
    }
  }
  expect(made()).toEqual(expected)
})

it.each([
  ["Add hotels!", 40, "add_hotels"],
  ["one two three", 9, "one_two"],
  ["donaudampfschifffahrt", 5, "donau"],
  ["Größe ändern", 40, "größe_ändern"],
  ["../../etc", 40, "etc"],
  ["", 40, ""],
])("slug of %j", (message, length, expected) => {
  expect(slug(message, length)).toBe(expected)
})

it("file names and ids", () => {
  const input = { id: "535b70e85b64", message: "initial schema", created: "2026-11-18T23:49:44Z" }
  expect(revisionFileName(input)).toBe("2026_11_18_2349-535b70e85b64_initial_schema.ts")
  expect(revisionFileName({ ...input, message: "!" }, { extension: ".js" })).toBe(
    "2026_11_18_2349-535b70e85b64.js",
  )
  expect(revisionFileName(input, { template: "{id}", timeZone: "Europe/Zurich" })).toBe("535b70e85b64.ts")
  expect(
    revisionFileName(input, { template: "{day}_{hour}{minute}{second}", timeZone: "Europe/Zurich" }),
  ).toBe("19_004944.ts")
  expect(revisionFileName({ ...input, id: "../x" }, { template: "{id}" })).toBe(".._x.ts")
  expect(newId(new Uint8Array([0, 1, 2, 253, 254, 255, 9]))).toBe("000102fdfeff")
})
