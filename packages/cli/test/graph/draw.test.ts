import { describe, expect, it } from "vitest"

import { draw, type Drawn } from "../../src/graph/draw.ts"

/** A revision a line, newest first: `id: parents`. */
function revisions(text: string): readonly Drawn[] {
  return text.split(", ").map((line) => {
    const [id = "", parents = ""] = line.split(":")
    return { id, parents: parents.split(" ").filter((name) => name !== ""), mark: "*", text: id }
  })
}

describe("draw", () => {
  it.each([
    ["a line", "c:b, b:a, a:", ["* c", "* b", "* a"]],
    [
      "a branch and its merge",
      "d:c b, c:a, b:a, a:",
      ["* d", String.raw`|\ `, "* | c", "| * b", "|/", "* a"],
    ],
    ["two heads", "c:a, b:a, a:", ["* c", "| * b", "|/", "* a"]],
    [
      "three parents",
      "m:x y z, x:a, y:a, z:a, a:",
      ["* m", String.raw`|\ `, String.raw`|\ \ `, "* | | x", "| * | y", "|/ /", "| * z", "|/", "* a"],
    ],
    [
      "a line that crosses others to meet its own",
      "h1:a, h2:b, h3:c, h4:a, b:, c:a, a:",
      [
        "* h1",
        "| * h2",
        "| | * h3",
        "| | | * h4",
        "| | |/",
        "| |/|",
        "|/| |",
        "| * | b",
        "|  /",
        "| * c",
        "|/",
        "* a",
      ],
    ],
    [
      "a base is not taken for the child of what stands below it",
      "h1:a, h2:, h3:a, a:",
      ["* h1", "| * h2", "|", "| * h3", "|/", "* a"],
    ],
    ["parents outside of what is shown", "c:b, b:a", ["* c", "* b"]],
    [
      "a merge to the left of a line",
      "m:x y, o:a, x:a, y:a, a:",
      ["* m", String.raw`|\ `, "| | * o", "* | | x", "| |/", "|/|", "| * y", "|/", "* a"],
    ],
  ])("%s", (_, text, lines) => {
    expect(draw(revisions(text))).toEqual(lines.map((line) => line.trimEnd()))
  })

  it("keeps further lines of a text beside the graph", () => {
    const [top, ...rest] = revisions("c:a, b:a, a:")
    expect(draw([{ ...top!, text: "c\nmore" }, ...rest])).toEqual(["* c", "| more", "| * b", "|/", "* a"])
  })
})
