import { readFile } from "node:fs/promises"
import { resolve } from "node:path"

import { type Ask, AludelError, decided, type Decision } from "@aludel/core"

import type { Globals } from "../project/globals.ts"
import { workingFolder } from "../project/project.ts"
import { readDecisions } from "./decisions.ts"
import { askPerson, isInteractive } from "./terminal.ts"

/** The options by which questions are answered beforehand. */
export interface AnswerOptions {
  readonly fill?: readonly string[]
  readonly drop?: readonly string[]
  readonly keep?: readonly string[]
  readonly decisions?: string
}

/**
 * Answers questions by the options, by the file, and where somebody sits at a terminal, by asking.
 *
 * @throws AludelError `cli/usage` where an option or the file can't be understood
 */
export async function asker(options: AnswerOptions & Globals): Promise<Ask> {
  const typed: readonly Decision[] = [
    ...(options.fill ?? []).map(filled),
    ...(options.drop ?? []).map((table): Decision => ({ kind: "dropTable", table, answer: true })),
    ...(options.keep ?? []).map((table): Decision => ({ kind: "dropTable", table, answer: false })),
  ]
  const written =
    options.decisions === undefined ? [] : await read(resolve(workingFolder(options), options.decisions))
  return decided([...typed, ...written], isInteractive() ? askPerson : undefined)
}

function filled(text: string): Decision {
  const [, table, column, answer] = /^([^=]+)\.([^=.]+)=(.+)$/s.exec(text) ?? []
  if (table !== undefined && column !== undefined && answer !== undefined)
    return { kind: "fill", table, column, answer }
  throw new AludelError("cli/usage", `--fill ${text} is not of the form table.column=SQL.`, {
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
