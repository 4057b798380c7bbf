import type { Target } from "../execution/compile.ts"
import { createHistory } from "../history/tables.ts"
import type { Step } from "../operations/definition.ts"
import type { RunContext } from "./context.ts"

/** What stands around each transaction of a script. */
export interface ScriptBrackets {
  readonly begin: readonly string[]
  readonly end: readonly string[]
}

/** What begins and ends the transactions of a script, as the dialect says. */
export function scriptBrackets({ dialect, defaultSchema }: RunContext): ScriptBrackets {
  return dialect.offline?.({ defaultSchema }) ?? { begin: ["begin"], end: ["commit"] }
}

/** The statements that create the history tables, and the schemas that they and the names without one lie in. */
export function creation({ dialect, defaultSchema, tables }: RunContext, target: Target): readonly string[] {
  const schemas = [...new Set([defaultSchema, tables.schema])].filter((name) => name !== undefined)
  const namespaces =
    dialect.createNamespace === undefined ? [] : schemas.map((name) => dialect.createNamespace!(name))
  return [...namespaces.map(statement), ...createHistory(tables, target).flatMap(printed)]
}

// Its values are literals, for so the target compiles.
function printed(step: Step): readonly string[] {
  return step.kind === "statement" ? [statement(step.sql)] : []
}

/** The text of a statement, with its semicolon. */
export function statement(sql: string): string {
  const text = sql.trimEnd()
  return text.endsWith(";") ? text : `${text};`
}
