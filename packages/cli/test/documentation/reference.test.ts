import { globSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
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

it("configuration.md and the README of the package name every key", () => {
  const source = readFileSync(join(root, "packages/config/src/config.ts"), "utf8")
  const keys = [...source.matchAll(/^ {2}readonly (\w+)\?:/gm)].map(([, key]) => `\`${key}\``)
  const { text } = page("docs/reference/configuration.md")
  expect(keys.filter((key) => !text.includes(`| ${key} |`))).toEqual([])
  const { text: short } = page("packages/config/README.md")
  expect(keys.filter((key) => !short.includes(key))).toEqual([])
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
      .map((command) => command.name())
      .filter((name) => name !== "help"),
  )
  if (update)
    writeFileSync(
      join(root, commands.path),
      withBlocks(commands, new Map(shown.map((block) => [block, help(block.marks["help"] ?? "")]))),
    )
  else expect(shown.map(({ text }) => text)).toEqual(shown.map(({ marks }) => help(marks["help"] ?? "")))
})

it("the README of the command names every command", () => {
  const { text } = page("packages/cli/README.md")
  const program = makeProgram()
  const names = program
    .createHelp()
    .visibleCommands(program)
    .flatMap((command) => [command.name(), ...command.aliases()])
  expect(names.filter((name) => !new RegExp(`\`${name}[ \`]`).test(text))).toEqual([])
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

it("ARCHITECTURE.md has a line for every folder of sources, and for every dependency", () => {
  const { text } = page("ARCHITECTURE.md")
  const [, inside = "", beside = ""] = /^(.*?)The two dialects have the same files(.*)$/s.exec(text) ?? []
  const core = sourceFolders("core").filter((name) => !inside.includes(`| \`${name}\` |`))
  const others = ["cli", "dialect-postgres", "dialect-sqlite"].flatMap((name) =>
    sourceFolders(name).filter(
      (each) => !beside.includes(`\`${name}/src/${each}\``) && !beside.includes(`\`${each}\``),
    ),
  )
  const manifests = ["package.json", ...globSync("{packages,apps,examples}/*/package.json", { cwd: root })]
  const dependencies = manifests
    .flatMap((path) => {
      const read = JSON.parse(readFileSync(join(root, path), "utf8")) as Record<string, object | undefined>
      return ["dependencies", "devDependencies", "peerDependencies"].flatMap((key) =>
        Object.keys(read[key] ?? {}),
      )
    })
    .filter((name) => !name.startsWith("@aludel/"))
    .filter((name) => !new RegExp(`^\\| (?:[^|]*, )?${name}[,. ][^|]*\\|`, "m").test(beside))
  expect({ core, others, dependencies }).toEqual({ core: [], others: [], dependencies: [] })
})

function sourceFolders(name: string): readonly string[] {
  return readdirSync(join(root, "packages", name, "src"), { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .map((each) => each.name)
}

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
