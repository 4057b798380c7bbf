import { readFile } from "node:fs/promises"
import { resolve } from "node:path"

import { type Ask, AludelError, decided, type Decision, type TypedRename } from "@aludel/core"

import type { Globals } from "../project/globals.ts"
import { workingFolder } from "../project/project.ts"
import { readDecisions } from "./decisions.ts"
import { askPerson, isInteractive } from "./terminal.ts"

/** The options by which questions are answered beforehand. */
export interface AnswerOptions {
  readonly fill?: readonly string[]
  readonly using?: readonly string[]
  readonly usingBack?: readonly string[]
  readonly drop?: readonly string[]
  readonly keep?: readonly string[]
  readonly rename?: readonly string[]
  readonly notRenamed?: readonly string[]
  readonly decisions?: readonly string[]
}

/** What the options say of autogenerate: answers, and renames by names. */
export interface Answers {
  readonly ask: Ask
  readonly renames: readonly TypedRename[]
}

/**
 * Answers questions by the options, by the files, and where somebody sits at a terminal, by asking.
 *
 * @throws AludelError `cli/usage` where an option or a file can't be understood
 */
export async function asker(options: AnswerOptions & Globals): Promise<Answers> {
  const { fill = [], using = [], usingBack = [], drop = [], keep = [], notRenamed = [] } = options
  const typed: readonly Decision[] = [
    ...fill.map((text): Decision => ({ kind: "fill", ...columnAnswer("fill", text) })),
    ...using.map((text): Decision => ({ kind: "convert", ...columnAnswer("using", text) })),
    ...usingBack.map((text): Decision => ({
      kind: "convert",
      direction: "downgrade",
      ...columnAnswer("using-back", text),
    })),
    ...drop.map((table): Decision => ({ kind: "dropTable", table, answer: true })),
    ...keep.map((table): Decision => ({ kind: "dropTable", table, answer: false })),
  ]
  const written = await Promise.all(
    (options.decisions ?? []).map((path) => read(resolve(workingFolder(options), path))),
  )
  const answered = decided([...typed, ...written.flat()], isInteractive() ? askPerson : undefined)
  return {
    renames: (options.rename ?? []).map(renameOf),
    ask: async (question) =>
      question.kind === "rename" && notRenamed.includes(question.from)
        ? { kind: "rename", what: question.what, from: question.from, answer: false }
        : answered(question),
  }
}

function renameOf(text: string): TypedRename {
  const [from = "", to = "", ...more] = text.split("=")
  if (from !== "" && to !== "" && more.length === 0) return { from, to }
  throw new AludelError("cli/usage", `--rename ${text} is not of the form old=new.`, {
    hint: "A column with its table: --rename hotels.code=short_code; a table: --rename hotels=inns",
  })
}

function columnAnswer(
  option: string,
  text: string,
): { readonly table: string; readonly column: string; readonly answer: string } {
  const [, table, column, answer] = /^([^=]+)\.([^=.]+)=(.+)$/s.exec(text) ?? []
  if (table !== undefined && column !== undefined && answer !== undefined) return { table, column, answer }
  throw new AludelError("cli/usage", `--${option} ${text} is not of the form table.column=SQL.`, {
    hint: `For a text, with the quotes of SQL: --fill "hotels.code='unknown'"`,
  })
}

async function read(path: string): Promise<readonly Decision[]> {
  try {
    return readDecisions(JSON.parse(await readFile(path, "utf8")))
  } catch (cause) {
    throw new AludelError("cli/usage", `--decisions ${path}: ${(cause as Error).message}`, {
      cause,
      hint: 'It is a list such as [{ "kind": "fill", "table": "hotels", "column": "code", "answer": "0" }].',
    })
  }
}
