import { presumedEngine } from "../dialect/generic.ts"
import { AludelError } from "../errors/error.ts"
import type { Target } from "../execution/compile.ts"
import { inlining } from "../execution/offline.ts"
import { createHistory } from "../history/tables.ts"
import type { Step } from "../operations/definition.ts"
import { sqlText } from "../sql/sql.ts"
import type { RunContext } from "./context.ts"

/** Where a script is compiled for, and what stands around its transactions. */
export interface ScriptPlace {
  readonly target: Target
  readonly begin: readonly string[]
  readonly end: readonly string[]
}

/** The place of a script: no database is asked, and values are inlined. */
export async function scriptPlace({ db, dialect, defaultSchema }: RunContext): Promise<ScriptPlace> {
  const { begin, end } = dialect.offline?.({ defaultSchema }) ?? { begin: ["begin"], end: ["commit"] }
  return {
    target: { db: await inlining(db), dialect, defaultSchema, engine: presumedEngine(dialect) },
    begin,
    end,
  }
}

/** The statements that create the history tables, and the schemas that they and the names without one lie in. */
export function creation({ dialect, defaultSchema, tables }: RunContext, target: Target): readonly string[] {
  const schemas = [...new Set([defaultSchema, tables.schema])].filter((name) => name !== undefined)
  const namespaces =
    dialect.createNamespace === undefined ? [] : schemas.map((name) => dialect.createNamespace!(name))
  return [
    ...namespaces.map(statement),
    ...createHistory(tables, target).map((step) => printed(step, "history")),
  ]
}

/**
 * A step as the text of a statement.
 *
 * @throws AludelError `operation/offline` where it is code that says no `offline` SQL
 */
export function printed(step: Step, id: string): string {
  if (step.kind === "statement" && step.parameters.length === 0) return statement(step.sql)
  if (step.kind === "run" && step.offline !== undefined) return statement(sqlText(step.offline))
  throw new AludelError("operation/offline", `revision ${id} runs code that can't be printed as SQL`, {
    hint: "Give op.run its SQL: op.run(fn, { offline: sql`…` }), or run the upgrade online.",
  })
}

/** The text of a statement, with its semicolon. */
export function statement(sql: string): string {
  const text = sql.trimEnd()
  return text.endsWith(";") ? text : `${text};`
}
