import { createInterface, type Interface } from "node:readline"

import { AludelError } from "@aludel/core"

import { Signalled } from "../project/signals.ts"

/** What was typed ahead, and who waits for more. */
interface Lines {
  readonly terminal: Interface
  readonly typed: string[]
  waiting?: { line(text: string): void; failed(error: AludelError): void } | undefined
}

// One for all questions of a process: what is typed or pasted ahead of the next one is its answer.
let open: Lines | undefined

/**
 * Shows a question on stderr and gives the line that somebody types below it.
 *
 * @throws AludelError `run/aborted` where Ctrl-C is pressed, or the input ends
 */
export async function nextLine(question: string): Promise<string> {
  const lines = (open ??= listen())
  const { terminal, typed } = lines
  const above = question.slice(0, question.lastIndexOf("\n") + 1)
  process.stderr.write(above)
  terminal.setPrompt(question.slice(above.length))
  const ahead = typed.shift()
  if (ahead !== undefined) {
    process.stderr.write(`${terminal.getPrompt()}${ahead}\n`)
    return ahead
  }
  raw(true)
  terminal.prompt()
  try {
    return await new Promise<string>((resolve, reject) => {
      lines.waiting = { line: resolve, failed: reject }
    })
  } finally {
    lines.waiting = undefined
    // Between questions Ctrl-C is the system's again; a terminal that was closed has seen to that.
    if (open === lines) {
      terminal.pause()
      raw(false)
    }
  }
}

function listen(): Lines {
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const lines: Lines = { terminal, typed: [] }
  terminal.on("line", (text) => {
    if (lines.waiting === undefined) lines.typed.push(text)
    else {
      lines.waiting.line(text)
      lines.waiting = undefined
    }
  })
  const stop = (message: string, cause?: Signalled) => {
    open = undefined
    lines.waiting?.failed(new AludelError("run/aborted", message, { hint: "Nothing was written.", cause }))
    terminal.close()
  }
  terminal.on("SIGINT", () => {
    process.stderr.write("\n")
    stop("stopped at a question", new Signalled("SIGINT"))
  })
  terminal.on("close", () => stop("the input ended at a question"))
  return lines
}

function raw(isRaw: boolean): void {
  if (process.stdin.isTTY) process.stdin.setRawMode(isRaw)
}
