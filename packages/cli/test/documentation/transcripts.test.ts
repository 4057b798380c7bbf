import { writeFileSync } from "node:fs"
import { join } from "node:path"

import { createDatabase } from "@aludel/test-postgres"
import { describe, expect, inject, it } from "vitest"

import { clear, normalised, play, stage } from "../scenario.ts"
import { type Block, isPlayed, type Page, pages, root, withBlocks } from "./page.ts"

// Every block `console` is typed as it stands, page by page, in one project per page. What a page needs beforehand stands in
// its comments: `<!-- database: PostgreSQL -->`, `<!-- file: schema.ts -->` above a block, `<!-- run: command -->`. A block of
// another language may be what a command prints: `<!-- output: aludel history --format mermaid -->`.
const update = process.env["UPDATE_DOCUMENTATION"] === "1"
const told = pages().filter(({ blocks }) => blocks.some(isPlayed))

describe.concurrent("transcripts", () => {
  it.concurrent.each(told)("$path", { timeout: 600_000 }, async (told) => {
    const on = stage(
      told.text.includes("<!-- database: PostgreSQL -->")
        ? await createDatabase(inject("postgresUrl"))
        : "sqlite:app.db",
    )
    const ids = new Map<string, string>()
    const outputs = parts(await play(scenario(told), on, ids))
    clear(on)
    const blocks = told.blocks.filter(isPlayed)
    const played = blocks.map((block) => {
      const text = outputs.get(String(block.line)) ?? ""
      return block.marks["output"] === undefined ? text : text.slice(text.indexOf("\n") + 1)
    })
    const expected = written(blocks)
    if (update) rewrite(told, blocks, played, expected, ids)
    expect(played).toEqual(update ? played : expected)
  })
})

/** The page as a scenario: its files, hidden commands and transcripts in order, each transcript behind its line number. */
function scenario({ text, blocks }: Page): string {
  const lines: string[] = []
  const at = new Map(blocks.map((block) => [block.line, block]))
  for (const [index, line] of text.split("\n").entries()) {
    const [, hidden] = /^<!-- run: (.*) -->$/.exec(line) ?? []
    if (hidden !== undefined) lines.push("# hidden", `$ { ${hidden}; } >/dev/null 2>&1`)
    const block = at.get(index + 1)
    if (block === undefined) continue
    const file = fileOf(block)
    if (file !== undefined) lines.push(`< ${file}`, ...block.text.split("\n").map((each) => `    ${each}`))
    if (isPlayed(block)) lines.push(`# line ${block.line}`, ...commandsOf(block))
  }
  return lines.join("\n")
}

function commandsOf({ marks, text }: Block): readonly string[] {
  if (marks["output"] !== undefined) return [`$ ${marks["output"]}`]
  return text.split("\n").filter((line) => line.startsWith("$ "))
}

function fileOf({ marks, text, language }: Block): string | undefined {
  if (marks["file"] !== undefined) return marks["file"]
  const [, said] = /^(?:\/\/|#) ([\w./-]+\.\w+)$/.exec(text.split("\n")[0] ?? "") ?? []
  return language === "console" ? undefined : said
}

/** What was played, by the line of its block. */
function parts(played: string): ReadonlyMap<string, string> {
  const sections = played.split(/^# (?=line \d+$|hidden$)/m)
  return new Map(
    sections.flatMap((section) => {
      const [, line, text] = /^line (\d+)\n([\s\S]*)$/.exec(section) ?? []
      return line === undefined ? [] : [[line, tidy(text ?? "")] as const]
    }),
  )
}

/** As transcripts are written: no empty line but between commands, no backslash before a sign. */
function tidy(text: string): string {
  return text
    .replaceAll(/^< [^\n]*\n(?: {4}[^\n]*\n?|\n)*/gm, "")
    .trimEnd()
    .replaceAll(/\n\n(?=\$ )/g, "\n")
    .replaceAll(/^\\(?=[$<#] )/gm, "")
}

/** Only what a command prints is normalised, in the order in which it does. */
function written(blocks: readonly Block[]): readonly string[] {
  const ids = new Map<string, string>()
  const line = (text: string) => (text.startsWith("$ ") ? text : normalised(text, "/project", ids))
  return blocks.map(({ text }) => tidy(text.split("\n").map(line).join("\n")))
}

function rewrite(
  told: Page,
  blocks: readonly Block[],
  played: readonly string[],
  expected: readonly string[],
  ids: ReadonlyMap<string, string>,
): void {
  const changes = blocks.flatMap((block, index) =>
    played[index] === expected[index] ? [] : [[block, shown(played[index] ?? "", ids)] as const],
  )
  writeFileSync(join(root, told.path), withBlocks(told, new Map(changes)))
}

/** With ids, days and times as a reader would see them. */
function shown(text: string, ids: ReadonlyMap<string, string>): string {
  const real = new Map([...ids].map(([id, name]) => [name, id]))
  return text
    .replaceAll(/\bid-\d+(?![\da-z])/g, (name) => real.get(name) ?? name)
    .replaceAll("DATE-", "2026_11_18_1449-")
    .replaceAll("TIME", "2026-11-18T14:49:44Z")
}
