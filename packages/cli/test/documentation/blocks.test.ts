import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import { loadConfig } from "@aludel/config/node"
import { expect, it } from "vitest"

import { readDecisions } from "../../src/questions/decisions.ts"
import { allPages, type Block, type Page, pages, root } from "./page.ts"
import { printable } from "./printable.ts"
import { wrongWords } from "./shell.ts"
import { treatment, type Treatment } from "./treatment.ts"

const compiled = new Set(pages().map(({ path }) => path))
const treated = allPages().flatMap((page) =>
  page.blocks.map((block) => ({ page, block, by: treatment(page, block, compiled.has(page.path)) })),
)

it("every block of every page is tested, or says why it is not", () => {
  expect(
    treated
      .filter(({ by }) => by === undefined)
      .map(({ page, block }) => `${page.path}:${block.line} ${block.language}`),
  ).toEqual([])
})

it("what is not tested, and why", () => {
  const reasons = new Map<string, Record<string, number>>()
  for (const { page, by } of treated)
    if (by?.startsWith("unchecked: ")) {
      const counted = reasons.get(by.slice(11)) ?? {}
      reasons.set(by.slice(11), { ...counted, [page.path]: (counted[page.path] ?? 0) + 1 })
    }
  expect(Object.fromEntries(reasons)).toEqual({
    "a picture": {
      "ARCHITECTURE.md": 1,
      "docs/guide/branches-and-merges.md": 3,
      "docs/guide/revision-graph.md": 5,
    },
    "a grammar, whose productions the table below shows": { "docs/guide/revision-graph.md": 1 },
    "a form to fill in": { "docs/decisions/README.md": 1 },
    "the beginning of a file": { "docs/guide/autogenerate.md": 1 },
    "imports what a command writes; tests of the packed packages bundle it": {
      "docs/guide/in-an-application.md": 1,
    },
    "two lines of many tests": { "CONTRIBUTING.md": 1 },
    "mostly in the words of the system": { "docs/reference/errors.md": 1 },
    "figures of a machine": { "bench/README.md": 1 },
  })
})

it("commands that are not typed name scripts, packages, commands and options that there are", () => {
  expect(blocksBy("words of the shell that are there").flatMap((each) => wrongWords(...each))).toEqual([])
})

it("settings that are shown by themselves are those of a configuration", async () => {
  const shown = blocksBy("a configuration")
  expect(shown.length).toBeGreaterThan(0)
  for (const [, { text }] of shown) {
    const cwd = mkdtempSync(join(tmpdir(), "aludel-documentation-"))
    writeFileSync(join(cwd, "aludel.config.yaml"), text)
    await expect(loadConfig({ cwd, env: {} })).resolves.toMatchObject({ folder: cwd })
  }
})

it("answers that are shown are taken", () => {
  for (const [, { text }] of blocksBy("answers")) expect(readDecisions(JSON.parse(text))).not.toEqual([])
})

it("every line that is shown as printed is in the sources, or was seen by a test", () => {
  const can = printable()
  const seen = seenByTests()
  const unknown = blocksBy("printable").flatMap(([{ path }, { text, line }]) =>
    text
      .split("\n")
      .map((each) => each.replace(/^aludel: \[[^\]]*\] /, "").replace(/^(?:hint: |\s+|- )+/, ""))
      .map((each) => each.replaceAll(/\d{4}-\d\d-\d\dT[\d:]+Z/g, "TIME").trim())
      .filter((each) => !can(each) && !seen.includes(each))
      .map((each) => `${path}:${line} ${each}`),
  )
  expect(unknown).toEqual([])
})

function blocksBy(wanted: Treatment): readonly (readonly [Page, Block])[] {
  return treated.flatMap(({ page, block, by }) => (by === wanted ? [[page, block] as const] : []))
}

/** The tests of all packages, of this folder none; and what is played here. */
function seenByTests(): string {
  const tests = readdirSync(join(root, "packages"))
    .flatMap((name) => filesBelow(`packages/${name}/test`))
    .filter((path) => !path.includes("documentation") && /\.(?:ts|txt)$/.test(path))
    .map((path) => readFileSync(join(root, path), "utf8").replaceAll(/\\(["`])/g, "$1"))
  return [...tests, ...blocksBy("played").map(([, { text }]) => text)].join("\n")
}

function filesBelow(folder: string): readonly string[] {
  try {
    return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map(
      (name) => `${folder}/${name}`,
    )
  } catch {
    return []
  }
}
