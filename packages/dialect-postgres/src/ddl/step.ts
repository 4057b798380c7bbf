import type { Step } from "@aludel/core/dialect"

/** A step that is a statement. */
export type StatementStep = Extract<Step, { readonly kind: "statement" }>

/** A statement without bound values, as a step. */
export function statement(sql: string): StatementStep {
  return { kind: "statement", sql, parameters: [] }
}

/** One `alter table` with all the actions; nothing where there are none. */
export function alterTableSteps(table: string, actions: readonly string[]): readonly StatementStep[] {
  return actions.length === 0 ? [] : [statement(`alter table ${table} ${actions.join(", ")}`)]
}
