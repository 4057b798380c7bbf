import { describe, expect, it } from "vitest"
import { scanHeader } from "../../src/node/scan-header.ts"

const plain = { id: "a", parents: [], message: "m", branchLabels: [], dependsOn: [] }
const revision = (inside: string) =>
  `import { defineRevision } from "@aludel/core"\n\nexport default defineRevision({${inside}})\n`

it.each([
  ["plain", revision(`id: "a", parents: [], message: "m", upgrade(op) {}`), plain],
  [
    "everything",
    revision(
      `id: "a", parents: ["b", "c",], message: "m", created: "2026", description: "d", branchLabels: ["l"], dependsOn: ["e"], upgrade() {},`,
    ),
    {
      ...plain,
      parents: ["b", "c"],
      created: "2026",
      description: "d",
      branchLabels: ["l"],
      dependsOn: ["e"],
    },
  ],
  ["single quotes and a template", revision(`id: 'a', parents: [], message: \`m\`, upgrade() {}`), plain],
  ["quoted keys", revision(`"id": "a", 'parents': [], message: "m", upgrade() {}`), plain],
  [
    "comments everywhere",
    revision(
      `/* id: "z" */ id /**/ : /**/ "a" /**/, // x\nparents: [ /* none */ ], message: "m", upgrade() {}`,
    ),
    plain,
  ],
  [
    "types",
    revision(
      `id: "a" as const, parents: [] as readonly string[], message: "m" satisfies string, upgrade() {}`,
    ),
    plain,
  ],
  [
    "escapes",
    revision(String.raw`id: "a", parents: [], message: "it's \"x\" \u00e9 \x41\n\\", upgrade() {}`),
    { ...plain, message: 'it\'s "x" é A\n\\' },
  ],
  [
    "a line end within a template",
    revision("id: 'a', parents: [], message: `m\r\nn`, upgrade() {}"),
    { ...plain, message: "m\nn" },
  ],
  [
    "other literal keys",
    revision(`id: "a", parents: [], message: "m", transaction: false, upgrade() {}`),
    plain,
  ],
  [
    "keys after the functions",
    revision(`id: "a", parents: [], message: "m", upgrade(op) { op.sql("}"); /[}]/ }, dependsOn: ["b"]`),
    { ...plain, dependsOn: ["b"] },
  ],
  [
    "arrow functions before keys",
    revision(`id: "a", upgrade: (op) => { op.x({ id: 1 }) }, parents: [], message: "m"`),
    plain,
  ],
  [
    "columns named like keys",
    revision(
      `id: "a", parents: [], message: "m", upgrade(op) { op.createTable("t", { id: t.integer(), description: t.text() }) }`,
    ),
    plain,
  ],
  [
    "an example in a comment before it",
    `// export default defineRevision({ id: "z" })\n${revision(`id: "a", parents: [], message: "m", upgrade() {}`)}`,
    plain,
  ],
  [
    "an example in a text before it",
    `const x = "export default defineRevision({"\n${revision(`id: "a", parents: [], message: "m", upgrade() {}`)}`,
    plain,
  ],
  [
    "code before it",
    `function f() { return \`\${"}"}\` }\n${revision(`id: "a", parents: [], message: "m", upgrade() {}`)}`,
    plain,
  ],
])("%s", (_, text, expected) => {
  expect(scanHeader(text)).toEqual(expected)
})

it.each([
  ["a constant", revision(`id, parents: [], message: "m", upgrade() {}`)],
  ["a call", revision(`id: make(), parents: [], message: "m", upgrade() {}`)],
  ["a sum", revision(`id: "a" + "b", parents: [], message: "m", upgrade() {}`)],
  ["a template with a hole", revision("id: `a${1}`, parents: [], message: 'm', upgrade() {}")],
  ["a spread", revision(`...header, upgrade() {}`)],
  ["a spread after the functions", revision(`id: "a", parents: [], message: "m", upgrade() {}, ...more`)],
  ["a key twice", revision(`id: "a", id: "b", parents: [], message: "m", upgrade() {}`)],
  ["a missing key", revision(`id: "a", message: "m", upgrade() {}`)],
  ["a variable", `const r = defineRevision({ id: "a" })\nexport default r`],
  ["nothing", ""],
  ["an open text", revision(`id: "a, parents: []`)],
  ["an open brace", `export default defineRevision({ id: "a", parents: [], upgrade() {`],
])("%s can't be scanned", (_, text) => {
  expect(scanHeader(text)).toBeUndefined()
})

describe("a file as it was printed", () => {
  const body = (inside = "") => `  upgrade(op) {\n${inside}  },\n  downgrade(op) {\n  },\n})\n`
  const file = (header: string, rest = body()) =>
    `import { defineRevision, t } from "@aludel/core"\n\n// + table hotels\nexport default defineRevision({\n${header}${rest}`
  const base = `  id: "a1",\n  parents: [],\n  message: "m, \\u0041",\n`.replace("\\u0041", "A")

  it.each([
    ["a base", file(base)],
    [
      "a merge with a time",
      file(`  id: "a1",\n  parents: ["b1", "c1"],\n  message: "",\n  created: "2026",\n`),
    ],
    ["escapes", file(base.replace("A", String.raw`\"A\\`))],
    ["labels", file(`${base}  branchLabels: ["x"],\n  dependsOn: ["y"],\n`)],
    ["a key behind the functions", file(base, body().replace("})", `  dependsOn: ["late"],\n})`))],
    ["a column called like a key", file(base, body(`    op.addColumn("a", { description: 1 })\n`))],
    ["something spread in", file(base, body().replace("})", "  ...more,\n})"))],
    ["JavaScript", `// @ts-check\n${file(base)}`],
  ])("%s: reads as it does when it is not", (_, text) => {
    // Line ends of another system are never printed.
    expect(scanHeader(text)).toEqual(scanHeader(text.replaceAll("\n", "\r\n")))
  })
})
