import { AludelError } from "../errors/error.ts"

/** Something that can't be known from two schemas and is never guessed. */
export type Question = FillQuestion | ConvertQuestion | DropTableQuestion | RenameQuestion

/** A column is to be NOT NULL, and rows that exist may have no value for it: what do they get? */
export interface FillQuestion {
  readonly kind: "fill"
  readonly table: string
  readonly column: string
  readonly type: string
  /** Whether the column is new and has no default, or held NULLs until now. */
  readonly because: "new" | "was nullable"
  /** How many rows are concerned, where the database was asked. */
  readonly rows?: number
}

/** A column gets a type that does not hold all that the old one does: what becomes of the values? */
export interface ConvertQuestion {
  readonly kind: "convert"
  readonly table: string
  readonly column: string
  readonly from: string
  readonly to: string
  /** Whether it is the way there, or the way back. */
  readonly direction: "upgrade" | "downgrade"
  /** SQL by which the engine converts as it would by itself, and fails on what does not fit. */
  readonly suggestion: string
  /** How many rows would have another value, where the database was asked. */
  readonly rows?: number
}

/** A table that is no longer declared, or can only become what is declared by being made anew: is it to be dropped, with its rows? */
export interface DropTableQuestion {
  readonly kind: "dropTable"
  readonly table: string
  /** Why a table goes that is declared: it is partitioned otherwise, and no engine alters that. Absent: it is no longer declared. */
  readonly because?: "partitioned otherwise"
}

/** Something is no longer declared, and something like it is new: is it the same under another name? */
export interface RenameQuestion {
  readonly kind: "rename"
  /** What it is: `column`, `table`, `enum value`, `schema`, or a defined object that holds data: `sequence`. */
  readonly what: string
  /** Its name in the database: `hotels.code`. */
  readonly from: string
  /** The new names that it could have. */
  readonly choices: readonly string[]
}

/**
 * A question with its answer: `fill` and `convert` take SQL text, `dropTable` yes or no, `rename` one of the choices, or
 * `false` where it is none of them. The form of `--decisions FILE`.
 */
export type Decision =
  | (Pick<FillQuestion, "kind" | "table" | "column"> & { readonly answer: string })
  | (Pick<ConvertQuestion, "kind" | "table" | "column"> & {
      /** Default: `upgrade`. */
      readonly direction?: ConvertQuestion["direction"] | undefined
      readonly answer: string
    })
  | (Pick<DropTableQuestion, "kind" | "table"> & { readonly answer: boolean })
  | (Pick<RenameQuestion, "kind" | "what" | "from"> & { readonly answer: string | false })

/** Answers a question, or `undefined` where nobody can. */
export type Ask = (question: Question) => Promise<Decision | undefined>

/** Answers from a list of decisions; those that answer nothing are ignored. */
export function decided(decisions: readonly Decision[], otherwise?: Ask): Ask {
  return async (question) =>
    decisions.find((decision) => answers(decision, question)) ?? (await otherwise?.(question))
}

function answers(decision: Decision, question: Question): boolean {
  if (decision.kind === "rename")
    return question.kind === "rename" && decision.what === question.what && decision.from === question.from
  if (question.kind === "rename" || decision.kind !== question.kind || decision.table !== question.table)
    return false
  if (decision.kind === "dropTable" || question.kind === "dropTable") return true
  if (decision.column !== question.column) return false
  return (
    decision.kind === "fill" ||
    question.kind === "fill" ||
    (decision.direction ?? "upgrade") === question.direction
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
      return fillSentence(question)
    case "convert": {
      const { table, column, from, to, direction, rows } = question
      const way = direction === "downgrade" ? " when it is taken back" : ""
      const concerned =
        rows === undefined ? "its values" : count(rows, "value that does not fit", "values that do not fit")
      return `${table}.${column} changes from ${from} to ${to}${way}: what becomes of ${concerned}?`
    }
    case "dropTable":
      return question.because === undefined
        ? `${question.table} is no longer declared: drop the table with its rows?`
        : `${question.table} is partitioned otherwise, which no table becomes: drop it with its rows, and create it anew?`
    case "rename": {
      const { what, from, choices } = question
      const one = choices.length === 1
      return `the ${what} ${from} is no longer declared, and ${choices.join(", ")} ${one ? "is" : "are"} new: was it renamed${one ? "" : ", and to which"}?`
    }
  }
}

function fillSentence({ table, column, because, rows }: FillQuestion): string {
  const what = because === "new" ? "is NOT NULL and has no default" : "becomes NOT NULL"
  const [one, many] =
    because === "new" ? ["that exists", "that exist"] : ["that holds NULL", "that hold NULL"]
  const whose =
    rows === undefined
      ? `do the rows ${many} get`
      : rows === 1
        ? `does the 1 row ${one} get`
        : `do the ${rows} rows ${many} get`
  return `${table}.${column} ${what}: what ${whose}?`
}

function count(rows: number, one: string, many: string): string {
  return `${rows} ${rows === 1 ? one : many}`
}

// In quotes where the shell would take it apart.
function shell({ table, column }: { readonly table: string; readonly column: string }): string {
  const name = `${table}.${column}=`
  return /^[\w.=]+$/.test(name) ? name : `'${name.replaceAll("'", String.raw`'\''`)}'`
}

function hint(question: Question): string {
  switch (question.kind) {
    case "fill":
      return question.because === "new"
        ? `--fill ${shell(question)}"SQL", or give the column a default, or make it .nullable()`
        : `--fill ${shell(question)}"SQL", or leave it .nullable()`
    case "convert": {
      const { direction, suggestion } = question
      const option = direction === "upgrade" ? "--using" : "--using-back"
      return `${option} ${shell(question)}'${suggestion}' converts as the engine does, and fails on what does not fit`
    }
    case "dropTable":
      return question.because === undefined
        ? `--drop ${question.table} to drop it, --keep ${question.table} to leave it, or declare it in the schema`
        : `--drop ${question.table} to drop it and create it anew, --keep ${question.table} to leave it as it is; to keep its rows, create the new table under another name and copy them with op.run`
    case "rename": {
      const { what, from, choices } = question
      const declared =
        what === "column"
          ? ", or .renamedFrom() on the column"
          : what === "table"
            ? ", or tableOptions({ renamedFrom }) on the table"
            : ""
      return `--rename ${from}=${choices[0]}${declared}; --not-renamed ${from} where it is another`
    }
  }
}
