import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"

import * as core from "@aludel/core"
import * as postgres from "@aludel/dialect-postgres"
import * as sqlite from "@aludel/dialect-sqlite"
import { parseAst } from "rolldown/parseAst"
import { expect, it } from "vitest"

import { libraryPage } from "./library.ts"
import { page, root } from "./page.ts"

it("events.md has a row for every event, with all that it holds", () => {
  const rows = page("docs/reference/events.md")
    .text.split("\n")
    .filter((line) => line.startsWith("| `") && !line.startsWith("| `kind`"))
  const documented = rows.flatMap((row) => {
    const [kinds = "", , holds = ""] = row.split("|").slice(1)
    return words(kinds).map((kind) => [kind, words(holds).toSorted()] as const)
  })
  expect(Object.fromEntries(documented)).toEqual(Object.fromEntries(events()))
})

it("history-tables.md has every column of every table", () => {
  const source = readFileSync(join(root, "packages/core/src/history/tables.ts"), "utf8")
  const made = [...source.matchAll(/name: tables\.\w+,[\s\S]*?columns: \{([\s\S]*?)\n {6}\}/g)].map(
    ([, text = ""]) =>
      [...text.matchAll(/^ +(\w+): "(text|integer|timestamptz)(\??)"/gm)].map(
        ([, name, type, nullable]) => `${name} ${type}${nullable}`,
      ),
  )
  const [applied = [], log = [], control = []] = made
  const { text } = page("docs/reference/history-tables.md")
  const shown = [...text.matchAll(/^## aludel_history(?:_log)?\n[\s\S]*?(?=^## )/gm)].map(([section]) =>
    [...section.matchAll(/^\| (`\w+`(?:, `\w+`)*) \| ([^|]*) \|/gm)].flatMap(([, names = "", type = ""]) =>
      words(names).map((name, at) => {
        const types = type.split(";")[0]?.split(", ") ?? []
        return `${name} ${types[at] ?? types[0]}${type.includes("nullable") ? "?" : ""}`
      }),
    ),
  )
  expect(shown).toEqual([applied, log])
  expect(control.filter((column) => !text.includes(`\`${column.split(" ")[0]}\``))).toEqual([])
})

it("library.md is what the packages export, and says of everything what it is", () => {
  const made = libraryPage()
  if (process.env["UPDATE_DOCUMENTATION"] === "1")
    writeFileSync(join(root, "docs/reference/library.md"), made)
  expect(page("docs/reference/library.md").text).toBe(made)
  expect(made.split("\n").filter((line) => line.endsWith("|  |"))).toEqual([])
})

it("schema.md names every type", () => {
  const { text } = page("docs/reference/schema.md")
  const types = [...Object.keys(core.t), ...Object.keys(postgres.t), ...Object.keys(sqlite.t)]
  expect(
    [...new Set(types)].filter((name) => !text.includes(`t.${name}`) && !text.includes(`${name}\``)),
  ).toEqual([])
})

function words(text: string): readonly string[] {
  return [...text.matchAll(/`(\w[\w-]*)`/g)].map(([, word = ""]) => word)
}

/** The kinds of `RunEvent`, each with the names of what it holds besides. */
function events(): readonly (readonly [string, readonly string[]])[] {
  const source = readFileSync(join(root, "packages/core/src/runner/event.ts"), "utf8")
  const edited = readFileSync(join(root, "packages/core/src/runner/edited.ts"), "utf8")
  const body = [parseAst(source, { lang: "ts" }), parseAst(edited, { lang: "ts" })].flatMap(
    ({ body }) => body as unknown as readonly Tree[],
  )
  const declarations = body.flatMap(({ declaration }) => (declaration === undefined ? [] : [declaration]))
  const interfaces = new Map(declarations.map((each) => [each.id?.name, names(each.body?.body ?? [])]))
  const union = declarations.find(({ id }) => id?.name === "RunEvent")?.typeAnnotation?.types ?? []
  return union.map((member) => {
    const type = member.typeAnnotation ?? member
    const parts = type.types ?? [type]
    const members = parts.flatMap((part) => part.members ?? [])
    const kind = members.find(({ key }) => key?.name === "kind")?.typeAnnotation?.typeAnnotation?.literal
      ?.value
    const more = parts.flatMap(({ typeName }) => interfaces.get(typeName?.name) ?? [])
    return [kind ?? "", [...names(members).filter((name) => name !== "kind"), ...more].toSorted()] as const
  })
}

function names(members: readonly Tree[]): readonly string[] {
  return members.map(({ key }) => key?.name ?? "")
}

/** Of a node of the syntax tree what is looked at here. */
interface Tree {
  readonly declaration?: Tree
  readonly id?: { readonly name: string }
  readonly key?: { readonly name: string }
  readonly typeName?: { readonly name: string }
  readonly body?: { readonly body: readonly Tree[] }
  readonly members?: readonly Tree[]
  readonly types?: readonly Tree[]
  readonly typeAnnotation?: Tree
  readonly literal?: { readonly value: string }
}
