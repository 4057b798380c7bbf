import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"

import { expect, it } from "vitest"

import { makeProgram } from "../../src/program.ts"
import { page, pages, root, withBlocks } from "./page.ts"

const update = process.env["UPDATE_DOCUMENTATION"] === "1"

it("errors.md has a section for every code, in order, and for nothing else", () => {
  const source = readFileSync(join(root, "packages/core/src/errors/error.ts"), "utf8")
  const [union = ""] = /export type ErrorCode =[^/]*(?:"[^"]+"[\s|]*)+/.exec(source) ?? []
  const codes = [...union.matchAll(/"([^"]+)"/g)].map(([, code = ""]) => code)
  expect(headings("docs/reference/errors.md")).toEqual(codes.toSorted())
})

it("operations.md has a section for every operation, and for nothing else", () => {
  const source = readFileSync(join(root, "packages/core/src/operations/registry.ts"), "utf8")
  const [, record = ""] = /export const kinds = \{([^}]*)\}/.exec(source) ?? []
  const kinds = [...record.matchAll(/^ {2}(\w+)/gm)].map(([, kind = ""]) => kind)
  const documented = [...page("docs/reference/operations.md").text.matchAll(/^### (.*)$/gm)].map(
    ([, name = ""]) => name,
  )
  expect(documented.toSorted()).toEqual(kinds.toSorted())
})

it("configuration.md names every key", () => {
  const source = readFileSync(join(root, "packages/config/src/config.ts"), "utf8")
  const keys = [...source.matchAll(/^ {2}readonly (\w+)\?:/gm)].map(([, key]) => `\`${key}\``)
  const { text } = page("docs/reference/configuration.md")
  expect(keys.filter((key) => !text.includes(`| ${key} |`))).toEqual([])
})

it("commands.md shows what --help prints", () => {
  const commands = page("docs/reference/commands.md")
  const shown = commands.blocks.filter(({ marks }) => marks["help"] !== undefined)
  const program = makeProgram()
  const help = (name: string) => {
    const command = program.commands.find((each) => each.name() === name) ?? program
    return command.helpInformation().split("\nGlobal Options:")[0]?.trimEnd() ?? ""
  }
  expect(shown.slice(1).map(({ marks }) => marks["help"])).toEqual(
    program
      .createHelp()
      .visibleCommands(program)
      .map((command) => command.name()),
  )
  if (update)
    writeFileSync(
      join(root, commands.path),
      withBlocks(commands, new Map(shown.map((block) => [block, help(block.marks["help"] ?? "")]))),
    )
  else expect(shown.map(({ text }) => text)).toEqual(shown.map(({ marks }) => help(marks["help"] ?? "")))
})

it("blocks that are said to be files are those files", () => {
  for (const { path, blocks } of pages()) {
    const files = blocks.filter(({ marks }) => marks["from"] !== undefined)
    const texts = files.map(({ marks }) => readFileSync(join(root, marks["from"] ?? ""), "utf8").trimEnd())
    if (update)
      writeFileSync(
        join(root, path),
        withBlocks(page(path), new Map(files.map((block, at) => [block, texts[at] ?? ""]))),
      )
    else expect(files.map(({ text }) => text)).toEqual(texts)
  }
})

// The sidebar of the site is made of it.
it("docs/README.md lists every page", () => {
  const index = page("docs/README.md").text
  const listed = [...index.matchAll(/^- \[.*?\]\((.*?)\): \S/gm)].map(([, link = ""]) => `docs/${link}`)
  const there = pages()
    .map(({ path }) => path)
    .filter((path) => path.startsWith("docs/") && path !== "docs/README.md")
  expect(listed.toSorted()).toEqual([...there, "docs/decisions/README.md", "docs/tutorial.md"].toSorted())
})

it("every link leads somewhere", () => {
  const broken = pages().flatMap(({ path, text }) =>
    links(text)
      .filter((link) => !leads(path, link))
      .map((link) => `${path}: ${link}`),
  )
  expect(broken).toEqual([])
})

function headings(path: string): readonly string[] {
  return [...page(path).text.matchAll(/^## (.*)$/gm)].map(([, heading = ""]) => heading)
}

function links(text: string): readonly string[] {
  const prose = text.replaceAll(/^```[\s\S]*?^```$/gm, "").replaceAll(/``.*?``|`[^`\n]*`/g, "")
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = ""]) => link)
    .filter((link) => !/^https?:/.test(link))
}

function leads(from: string, link: string): boolean {
  const [file = "", anchor] = link.split("#")
  const path = join(from, "..", file)
  try {
    if (anchor === undefined) return pathExists(file === "" ? from : path)
    return anchors(page(file === "" ? from : path).text).includes(anchor)
  } catch {
    return false
  }
}

function pathExists(path: string): boolean {
  try {
    return readFileSync(join(root, path)).length >= 0
  } catch (error) {
    return (error as { readonly code?: unknown }).code === "EISDIR"
  }
}

/** The anchors that GitHub gives to headings. */
function anchors(text: string): readonly string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  )
}
