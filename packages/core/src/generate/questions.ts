import { AludelError } from "../errors/error.ts"

/** Something that can't be known from two schemas and is never guessed. */
export type Question =
  | {
      /** A column is to be NOT NULL, and rows that exist may have no value for it: what do they get? */
      readonly kind: "fill"
      readonly table: string
      readonly column: string
      readonly type: string
      /** Whether the column is new and has no default, or held NULLs until now. */
      readonly because: "new" | "was nullable"
    }
  | {
      /** A table that is no longer declared: is it to be dropped, with its rows? */
      readonly kind: "dropTable"
      readonly table: string
    }

/** A question with its answer: `fill` takes SQL text, `dropTable` yes or no. The form of `--decisions FILE`. */
export type Decision =
  | { readonly kind: "fill"; readonly table: string; readonly column: string; readonly answer: string }
  | { readonly kind: "dropTable"; readonly table: string; readonly answer: boolean }

/** Answers a question, or `undefined` where nobody can. */
export type Ask = (question: Question) => Promise<Decision | undefined>

/** Answers from a list of decisions; those that answer nothing are ignored. */
export function decided(decisions: readonly Decision[], otherwise?: Ask): Ask {
  return async (question) =>
    decisions.find((decision) => answers(decision, question)) ?? (await otherwise?.(question))
}

function answers(decision: Decision, question: Question): boolean {
  return (
    decision.kind === question.kind &&
    decision.table === question.table &&
    (question.kind !== "fill" || (decision.kind === "fill" && decision.column === question.column))
  )
}

/** The error for questions that stay open; they stand in `details.questions`, in the form that decisions take. */
export function unanswered(questions: readonly Question[]): AludelError {
  const list = questions.map((question) => `  ${sentence(question)}`).join("\n")
  return new AludelError(
    "generate/unanswered",
    `${questions.length === 1 ? "An answer is" : "Answers are"} needed:\n${list}`,
    {
      hint: questions.map(hint).join("\n"),
      details: { questions },
    },
  )
}

/** A question as a person reads it. */
export function sentence(question: Question): string {
  switch (question.kind) {
    case "fill":
      return question.because === "new"
        ? `${question.table}.${question.column} is NOT NULL and has no default: what do the rows that exist get?`
        : `${question.table}.${question.column} becomes NOT NULL: what do the rows get that hold NULL?`
    case "dropTable":
      return `${question.table} is no longer declared: drop the table with its rows?`
  }
}

function hint(question: Question): string {
  switch (question.kind) {
    case "fill":
      return question.because === "new"
        ? `--fill ${question.table}.${question.column}="SQL", or give the column a default, or make it .nullable()`
        : `--fill ${question.table}.${question.column}="SQL", or leave it .nullable()`
    case "dropTable":
      return `--drop ${question.table} to drop it, --keep ${question.table} to leave it, or declare it in the schema`
  }
}
