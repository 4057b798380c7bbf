import { type Ask, type Decision, type Question, sentence } from "@aludel/core"

import { isContinuousIntegration } from "../print/output.ts"

import { nextLine } from "./lines.ts"

/** Whether somebody is there to be asked. */
export function isInteractive(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY && !isContinuousIntegration()
}

/** Asks yes or no; no is what an empty answer means. */
export async function confirmed(question: string): Promise<boolean> {
  return /^y(?:es)?$/i.test((await nextLine(`${question} [y/N] `)).trim())
}

/** Asks a person what can't be known; an empty answer leaves the question open, or takes what stands in brackets. */
export const askPerson: Ask = async (question: Question): Promise<Decision | undefined> => {
  switch (question.kind) {
    case "dropTable": {
      const { kind, table } = question
      return { kind, table, answer: await confirmed(sentence(question)) }
    }
    case "rename":
      return askRename(question)
    case "fill": {
      const sql = (await nextLine(`${sentence(question)}\nSQL: `)).trim()
      const { kind, table, column } = question
      return sql === "" ? undefined : { kind, table, column, answer: sql }
    }
    case "convert": {
      const { kind, table, column, direction, suggestion } = question
      const sql = (await nextLine(`${sentence(question)}\nSQL [${suggestion}]: `)).trim()
      return { kind, table, column, direction, answer: sql === "" ? suggestion : sql }
    }
  }
}

async function askRename(question: Question & { readonly kind: "rename" }): Promise<Decision | undefined> {
  const { kind, what, from, choices } = question
  const [only] = choices
  if (only !== undefined && choices.length === 1)
    return { kind, what, from, answer: (await confirmed(sentence(question))) && only }
  const listed = choices.map((choice, index) => `  ${index + 1} ${choice}`)
  const text = (
    await nextLine([sentence(question), ...listed, `  0 to none of them`, "Number: "].join("\n"))
  ).trim()
  if (text === "0") return { kind, what, from, answer: false }
  const chosen = choices.find((choice, index) => text === choice || text === String(index + 1))
  return chosen === undefined ? undefined : { kind, what, from, answer: chosen }
}
