import { describe, expect, it } from "vitest"

import type { RevisionInfo } from "@aludel/core"

import { graph } from "../../src/graph/formats.ts"
import { chromium, drawnByMermaid } from "./browser.ts"

// `history --format mermaid`, drawn by Mermaid itself in a real browser. MERMAID_PICTURE=FILE.png keeps what it looks like;
// ALUDEL_REQUIRE_BROWSER=1 makes a missing Chromium a failure.
const browser = chromium()
const isRequired = process.env["ALUDEL_REQUIRE_BROWSER"] === "1"

const plain = {
  branchLabels: [],
  dependsOn: [],
  location: "",
  head: false,
  effectiveHead: false,
  branchPoint: false,
  mergePoint: false,
  children: [],
  labels: [],
} as const

/** Newest first, as `history` has them. */
const revisions: readonly RevisionInfo[] = [
  { ...plain, id: "e5", parents: ["c3", "d4"], message: "guests and rates", head: true, mergePoint: true },
  {
    ...plain,
    id: "f6",
    parents: [],
    message: "reporting",
    dependsOn: ["rates"],
    head: true,
    labels: ["reporting"],
  },
  {
    ...plain,
    id: "d4",
    parents: ["b2"],
    message: 'rates <b>"net"</b> & #35; `x` \\n; end',
    branchLabels: ["rates"],
    labels: ["rates"],
  },
  { ...plain, id: "c3", parents: ["b2"], message: "subgraph A[(guests)] --> 客人", current: true },
  {
    ...plain,
    id: "b2",
    parents: ["a1"],
    message: "a message that is much longer than the others and goes on for quite a while",
    branchPoint: true,
  },
  { ...plain, id: "a1", parents: [], message: "create hotels", applied: true },
]

describe.skipIf(browser === undefined && !isRequired)(
  browser === undefined ? "Mermaid (skipped: there is no Chromium)" : "Mermaid",
  () => {
    it("draws every revision and every line, to be read from below", { timeout: 120_000 }, async () => {
      const picture = process.env["MERMAID_PICTURE"]
      const { nodes, edges } = await drawnByMermaid(browser!, graph(revisions, "mermaid"), picture)
      const ids = nodes.map(({ lines }) => lines[0]?.split(" ")[0] ?? "")
      expect(nodes.map(({ lines }) => lines.join(" ").replaceAll("\u200B", "")).toSorted()).toEqual([
        "a1 create hotels",
        "b2 (branchpoint) a message that is much longer than the others and goes on for quite a while",
        "c3 (current) subgraph A[(guests)] --> 客人",
        'd4 (rates) rates <b>"net"</b> & #35; `x` \\n; end',
        "e5 (head) (mergepoint) guests and rates",
        "f6 (reporting) (head) reporting",
      ])
      expect(
        edges
          .map(({ from, to, dotted }) => `${ids[from]} ${dotted ? "depends" : "parent"} ${ids[to]}`)
          .toSorted(),
      ).toEqual([
        "a1 parent b2",
        "b2 parent c3",
        "b2 parent d4",
        "c3 parent e5",
        "d4 depends f6",
        "d4 parent e5",
      ])
      expect(nodes.filter(({ isClear }) => !isClear)).toEqual([])
      // What comes later stands higher, and the database is where the border is thick.
      const place = (id: string) => nodes[ids.indexOf(id)]!.y
      expect([place("a1") > place("b2"), place("b2") > place("c3"), place("d4") > place("e5")]).toEqual([
        true,
        true,
        true,
      ])
      const borders = new Map(nodes.map(({ border }, at) => [ids[at], border]))
      expect([borders.get("c3"), borders.get("d4")]).toEqual([4, 2])
    })

    it("refuses what is no chart, so that the test above could fail", { timeout: 120_000 }, async () => {
      await expect(drawnByMermaid(browser!, 'flowchart BT\n  r0["a"b"]')).rejects.toThrow("Parse error")
    })
  },
)
