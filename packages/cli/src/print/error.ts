import { inspect } from "node:util"

import { withoutPasswords } from "@aludel/config/node"
import { AludelError, isAludelError } from "@aludel/core"

import { exitCode } from "../exit-code.ts"
import { Signalled } from "../project/signals.ts"
import { coloured, json } from "./output.ts"

/** Prints an error as a person reads it, never with a password, and gives the exit code that belongs to it. */
export function printError(thrown: unknown, options: { readonly verbose: boolean }): number {
  const error = ofFiles(thrown)
  const told = isAludelError(error)
  const lines = told ? tell(error) : tellBug(error)
  if (options.verbose) lines.push(coloured("dim", trace(error)))
  process.stderr.write(`${withoutPasswords(lines.join("\n"))}\n`)
  if (!told) return exitCode.bug
  if (error.code === "generate/unanswered") printQuestions(error)
  return codeOf(error)
}

/** What the system says of a path that somebody chose is no bug; everything else as it is. */
function ofFiles(error: unknown): unknown {
  const { code, path, syscall, message } = Object(error) as Partial<NodeJS.ErrnoException>
  if (isAludelError(error) || typeof path !== "string" || syscall === undefined || code === undefined)
    return error
  const said = message?.replace(/, \w+ '.*$/s, "") ?? code
  return new AludelError("file/refused", `Can't ${syscall} ${path}: ${said}`, {
    cause: error,
    hint: "Check the path, and who may read and write there.",
  })
}

/** Where it happened and what is beneath; the message stands above already. */
function trace(error: unknown): string {
  if (!(error instanceof Error)) return inspect(error)
  const stack = (error.stack ?? "").replace(`${error.name}: ${error.message}\n`, "")
  return error.cause === undefined ? stack : `${stack}\n[cause]: ${inspect(error.cause, { depth: 4 })}`
}

function tell(error: AludelError): string[] {
  const hints = error.hint === undefined ? [] : error.hint.split("\n").map((hint) => `hint: ${hint}`)
  return [`${coloured("red", "aludel:")} [${error.code}] ${error.message}`, ...hints]
}

function tellBug(error: unknown): string[] {
  const message = error instanceof Error ? error.message : String(error)
  return [
    `${coloured("red", "aludel:")} something went wrong that should not have: ${message}`,
    "hint: Add --verbose to see where, and please report it.",
  ]
}

function codeOf(error: AludelError): number {
  if (error.cause instanceof Signalled) return error.cause.exitCode
  if (error.code === "generate/unanswered") return exitCode.answerNeeded
  return error.code === "cli/usage" ? exitCode.usage : exitCode.error
}

/** In the form that `--decisions FILE` takes, with the answers left to fill in. */
function printQuestions(error: AludelError): void {
  const questions = error.details["questions"] as readonly object[]
  json(questions.map((question) => ({ ...question, answer: null })))
}
