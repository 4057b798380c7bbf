import type { Plan, PlannedOperations, PlanStep } from "@aludel/core"

import type { Globals } from "../project/globals.ts"
import { data, json, talk } from "./output.ts"
import { parentNames } from "./revision.ts"

/** Prints a plan: each revision, what to know before it runs, and, where they were asked for, its operations. */
export function printPlan(globals: Globals, plan: Plan): void {
  if (globals.json) return json(plan)
  if (plan.steps.length === 0) return talk(globals, `Nothing to ${plan.direction}.`)
  data(plan.steps.flatMap((step) => planLines(plan, step)).join("\n"))
}

/** The lines of one revision. */
function planLines(
  { direction }: Pick<Plan, "direction">,
  { id, message, headsAfter, hazards = [], operations = [] }: PlanStep,
): readonly string[] {
  return [
    `${direction} ${id}, ${message}; then at ${parentNames(headsAfter)}`,
    ...hazards.map((hazard) => `  ! ${hazard.message}`),
    ...operations.flatMap(operationLines),
  ]
}

function operationLines({ descriptions, sql, provisional }: PlannedOperations): readonly string[] {
  return [
    ...descriptions.map((description) => `  ${description}`),
    ...(provisional ? ["    -- provisional: it depends on what the database holds at that moment"] : []),
    ...sql.map((statement) => `${statement.replaceAll(/^/gm, "    ")};`),
  ]
}
