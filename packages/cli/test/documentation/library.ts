import { existsSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"

import { parseAst } from "rolldown/parseAst"

import { root } from "./page.ts"

const packages = ["core", "dialect-postgres", "dialect-sqlite", "config"]
const interfaces: Readonly<Record<string, readonly string[]>> = {
  "@aludel/core": ["MigratorOptions", "Migrator", "History"],
  "@aludel/core/dialect": ["Dialect"],
}

/** The page `reference/library.md`: what the packages export, with the first sentence of its docstring. */
export function libraryPage(): string {
  return `# The library

Every name that the packages export, with the first sentence of what is written about it where it is defined; your editor shows
the rest. This page is made of the sources.

${entries.map(section).join("\n")}`
}

interface Entry {
  readonly name: string
  readonly path: string
}

function entriesOf(folder: string): readonly Entry[] {
  const manifest = JSON.parse(readFileSync(join(root, "packages", folder, "package.json"), "utf8")) as {
    readonly name: string
    readonly exports: Readonly<Record<string, { readonly "@aludel/source"?: string }>>
  }
  return Object.entries(manifest.exports).flatMap(([key, { "@aludel/source": source }]) =>
    source === undefined
      ? []
      : [{ name: join(manifest.name, key), path: join(root, "packages", folder, source) }],
  )
}

const entries = packages.flatMap(entriesOf)

function section({ name, path }: Entry): string {
  const source = readFileSync(path, "utf8")
  const [about = ""] = /^(?:\/\/.*\n)*/.exec(source) ?? []
  const exported = exportsOf(path).toSorted((one, other) => (one.name < other.name ? -1 : 1))
  const members = (interfaces[name] ?? []).flatMap((each) => {
    const found = exported.find((one) => one.name === each)
    return found === undefined ? [] : [`### ${each}\n`, table(membersOf(found))]
  })
  return [
    `## ${name}\n`,
    ...(about === ""
      ? []
      : [
          `${about
            .replaceAll(/^\/\/ ?/gm, "")
            .replaceAll("\n", " ")
            .trim()}\n`,
        ]),
    table(exported.map((each) => ({ name: each.name, text: sentence(docstringOf(each)) }))),
    ...members,
  ].join("\n")
}

function table(rows: readonly { readonly name: string; readonly text: string }[]): string {
  return [
    "| name | is |",
    "|---|---|",
    ...rows.map(({ name, text }) => `| \`${name}\` | ${text} |`),
    "",
  ].join("\n")
}

/** A name that an entry exports, and the file that defines it. */
interface Exported {
  readonly name: string
  readonly path: string
}

const read = new Map<string, readonly Exported[]>()

function exportsOf(path: string): readonly Exported[] {
  const known = read.get(path) ?? exportsIn(path)
  read.set(path, known)
  return known
}

function exportsIn(path: string): readonly Exported[] {
  const { body } = parseAst(readFileSync(path, "utf8"), { lang: "ts" })
  return (body as unknown as readonly Statement[]).flatMap(
    ({ type, source, specifiers = [], declaration }) => {
      if (type !== "ExportNamedDeclaration") return []
      const own = declaration?.id?.name ?? declaration?.declarations?.[0]?.id.name
      if (own !== undefined) return [{ name: own, path }]
      const target = source === undefined || source === null ? path : placeOf(source.value, path)
      const there = target === path ? [] : exportsOf(target)
      return specifiers.map(({ local, exported }) => {
        const found = there.find(({ name }) => name === local?.name)
        return { name: exported?.name ?? "", path: found?.path ?? target }
      })
    },
  )
}

function placeOf(source: string, from: string): string {
  if (source.startsWith(".")) return join(dirname(from), source)
  const entry = entries.find(({ name }) => name === source)
  if (entry === undefined) throw new Error(`${from} exports from ${source}, which is no package here`)
  return entry.path
}

function docstringOf({ name, path }: Exported): string {
  const source = existsSync(path) ? readFileSync(path, "utf8") : ""
  const definition = `(?:export )?(?:declare |abstract |async )*(?:function\\*?|const|class|interface|type) ${name}\\b`
  const [, text = ""] =
    new RegExp(`/\\*\\*((?:(?!\\*/)[\\s\\S])*)\\*/\\n(?://.*\\n)*${definition}`).exec(source) ?? []
  return text
}

function membersOf({ name, path }: Exported): readonly { readonly name: string; readonly text: string }[] {
  const source = readFileSync(path, "utf8")
  const [, body = ""] =
    new RegExp(`export interface ${name}\\b[^{]*\\{\\n([\\s\\S]*?)\\n\\}`).exec(source) ?? []
  return [...body.matchAll(/^ {2}\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\n {2}(?:readonly )?(\w+)/gm)].map(
    ([, text = "", member = ""]) => ({ name: member, text: sentence(text) }),
  )
}

/** The first sentence of a docstring, as a cell of a table. */
function sentence(docstring: string): string {
  const text = docstring
    .replaceAll(/^\s*\* ?/gm, "")
    .replace(/(?:^|\n)@[\s\S]*$/, "")
    .replaceAll(/\s+/g, " ")
    .replaceAll(/\{@link ([^}]*)\}/g, "`$1`")
    .trim()
  const [first = text] = /^.*?\.(?=\s|$)/.exec(text) ?? []
  const cells = first
    .replace(/\.$/, "")
    .replaceAll("|", "\\|")
    .split(/(`[^`]*`)/)
  return cells.map((part) => (part.startsWith("`") ? part : part.replaceAll("<", "&lt;"))).join("")
}

interface Statement {
  readonly type: string
  readonly source?: { readonly value: string } | null
  readonly specifiers?: readonly { readonly local?: Named; readonly exported?: Named }[]
  readonly declaration?: {
    readonly id?: Named
    readonly declarations?: readonly { readonly id: Named }[]
  } | null
}

interface Named {
  readonly name: string
}
