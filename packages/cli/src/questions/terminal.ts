import { createInterface } from "node:readline/promises"

import { type Ask, type Decision, type Question, sentence } from "@aludel/core"

/** Whether somebody is there to be asked. */
export function isInteractive(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY && !process.env["CI"]
}

/** Asks yes or no; no is what an empty answer means. */
export async function confirmed(question: string): Promise<boolean> {
  return /^y(?:es)?$/i.test((await answer(`${question} [y/N] `)).trim())
}

/** Asks a person what can't be known; an empty answer leaves the question open. */
export const askPerson: Ask = async (question: Question): Promise<Decision | undefined> => {
  if (question.kind === "dropTable") {
    const { kind, table } = question
    return { kind, table, answer: await confirmed(sentence(question)) }
  }
  const sql = (await answer(`${sentence(question)}\nSQL: `)).trim()
  const { kind, table, column } = question
  return sql === "" ? undefined : { kind, table, column, answer: sql }
}

async function answer(text: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return await terminal.question(text)
  } finally {
    terminal.close()
  }
}
