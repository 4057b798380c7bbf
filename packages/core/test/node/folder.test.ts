import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { pathToFileURL } from "node:url"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { folder } from "../../src/node/folder.ts"
import type { RevisionHeader } from "../../src/revisions/revision.ts"

const core = JSON.stringify(new URL("../../src/revisions/revision.ts", import.meta.url).href)
const text = (inside: string) =>
  `import { defineRevision } from ${core}\nexport default defineRevision({ ${inside} })\n`
const revision = (id: string, parents: readonly string[] = []) =>
  text(`id: "${id}", parents: ${JSON.stringify(parents)}, message: "make ${id}", upgrade() {}`)
const header = (id: string, parents: readonly string[] = []): RevisionHeader => ({
  id,
  parents,
  message: `make ${id}`,
  branchLabels: [],
  dependsOn: [],
})

let cwd: string
beforeEach(() => {
  cwd = mkdtempSync(join(tmpdir(), "aludel-folder-"))
})
afterEach(() => rmSync(cwd, { recursive: true }))

function files(contents: Readonly<Record<string, string>>): void {
  for (const [name, content] of Object.entries(contents)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true })
    writeFileSync(join(cwd, name), content)
  }
}

describe("headers", () => {
  it("come from revisions and from nothing else", async () => {
    files({
      "migrations/2_b.ts": revision("b", ["a"]),
      "migrations/1_a.ts": revision("a"),
      "migrations/1_a.js": revision("compiled"),
      "migrations/1_a.d.ts": "export default defineRevision",
      "migrations/1_a.js.map": "{}",
      "migrations/3_c.js": revision("c", ["b"]),
      "migrations/names.ts": "export const hotels = 'hotels'",
      "migrations/README.md": "defineRevision",
      "migrations/.hidden.ts": revision("hidden"),
      "migrations/old/0_z.ts": revision("z"),
    })
    expect(await folder("migrations", { cwd }).headers()).toEqual([
      { ...header("a"), location: "migrations/1_a.ts" },
      { ...header("b", ["a"]), location: "migrations/2_b.ts" },
      { ...header("c", ["b"]), location: "migrations/3_c.js" },
    ])
    const recursive = await folder(join(cwd, "migrations"), { cwd, recursive: true }).headers()
    expect(recursive.map(({ location }) => location)).toContain("migrations/old/0_z.ts")
  })

  it("of a folder that is not there are none; of several, all; of the same twice, once", async () => {
    files({ "one/a.ts": revision("a"), "two/b.ts": revision("b") })
    const source = folder(["none", "one", "two", pathToFileURL(join(cwd, "one"))], { cwd })
    expect((await source.headers()).map(({ location }) => location)).toEqual(["one/a.ts", "two/b.ts"])
  })

  it("are imported where they are not literal", async () => {
    files({ "m/a.ts": `const id = "a"\n${text(`id, parents: [], message: "make a", upgrade() {}`)}` })
    expect(await folder("m", { cwd }).headers()).toEqual([{ ...header("a"), location: "m/a.ts" }])
  })

  it("that can't be read say why", async () => {
    files({
      "m/a.ts": text("id: nothing, parents: []"),
      "m/b.ts": text(`id: "b-c", parents: [], message: "m", upgrade() {}`),
      "m/2026_535b70e85b64.ts": "",
      "m/d.ts": "export const revision = { parents: [], upgrade() {} }",
    })
    expect(await folder("m", { cwd }).headers()).toEqual([
      {
        location: "m/2026_535b70e85b64.ts",
        problem: "looks like a revision but has no `export default defineRevision({ … })`",
      },
      { location: "m/a.ts", problem: "nothing is not defined" },
      { location: "m/b.ts", problem: "`id` must not contain -" },
      {
        location: "m/d.ts",
        problem: "looks like a revision but has no `export default defineRevision({ … })`",
      },
    ])
  })
})

describe("load", () => {
  it("gives the revision and its text with line ends unified", async () => {
    files({ "m/a.ts": revision("a").replaceAll("\n", "\r\n") })
    const source = folder("m", { cwd })
    const loaded = await source.load("a")
    expect([loaded.revision.id, typeof loaded.revision.upgrade, loaded.text]).toEqual([
      "a",
      "function",
      revision("a"),
    ])
    expect(await source.text?.("a")).toBe(revision("a"))
  })

  it("imports again what has changed", async () => {
    const withMessage = (message: string) => text(`id: "a", parents: [], message: "${message}", upgrade() {}`)
    files({ "m/a.ts": withMessage("one") })
    expect((await folder("m", { cwd }).load("a")).revision.message).toBe("one")
    files({ "m/a.ts": withMessage("two") })
    expect((await folder("m", { cwd }).load("a")).revision.message).toBe("two")
  })

  it.each([
    ["an unknown id", "x", "", "revision/not-found", /^Can't locate revision identified by 'x' in m$/],
    [
      "a syntax error",
      "a",
      revision("a").replace("upgrade() {}", "upgrade() { ( }"),
      "revision/load",
      /^m\/a\.ts/,
    ],
    ["an import of nothing", "a", `import "./nothing.ts"\n${revision("a")}`, "revision/load", /^m\/a\.ts: /],
    [
      "what throws",
      "a",
      `${revision("a")}\nthrow new Error("no way")`,
      "revision/load",
      /^m\/a\.ts: no way$/,
    ],
    [
      "an async upgrade",
      "a",
      revision("a").replace("upgrade()", "async upgrade()"),
      "revision/async",
      /^m\/a\.ts: upgrade of revision a is async/,
    ],
    [
      "a header that lies",
      "a",
      `${revision("a").replace("defineRevision }", "defineRevision as define }")}\nfunction defineRevision(input) { return define({ ...input, parents: ["b"] }) }`,
      "revision/invalid",
      /^m\/a\.ts: `parents` of the imported revision differ from what its text says$/,
    ],
  ])("tells of %s", async (_, id, content, code, message) => {
    files({ "m/a.ts": content })
    await expect(folder("m", { cwd }).load(id)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message) as string,
    })
  })
})

describe("write", () => {
  const created = "2026-11-18T14:49:44Z"

  it("makes the folder and a named file, and never overwrites", async () => {
    const source = folder("m", { cwd })
    const file = { header: { ...header("a"), created }, text: revision("a") }
    const location = await source.write?.(file)
    expect(location).toBe("m/2026_11_18_1449-a_make_a.ts")
    expect(readFileSync(join(cwd, location ?? ""), "utf8")).toBe(revision("a"))
    await expect(source.write?.({ ...file, text: "other" })).rejects.toMatchObject({
      code: "revision/exists",
    })
    expect(readdirSync(join(cwd, "m"))).toEqual(["2026_11_18_1449-a_make_a.ts"])
    expect((await source.load("a")).revision.id).toBe("a")
  })

  it("goes beside the first parent, or where it is told to", async () => {
    files({ "one/a.ts": revision("a"), "two/b.ts": revision("b") })
    const source = folder(["one", "two"], { cwd, template: "{id}", extension: ".js" })
    expect(await source.write?.({ header: header("c", ["b"]), text: revision("c") })).toBe("two/c.js")
    expect(await source.write?.({ header: header("d"), text: revision("d") })).toBe("one/d.js")
    expect(
      await source.write?.({ header: header("e"), text: revision("e"), folder: "two", extension: ".ts" }),
    ).toBe("two/e.ts")
    await expect(
      source.write?.({ header: header("f"), text: revision("f"), folder: "three" }),
    ).rejects.toMatchObject({
      code: "config/invalid",
    })
    expect(existsSync(join(cwd, "three"))).toBe(false)
  })
})
