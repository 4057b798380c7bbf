import { presumedEngine } from "../dialect/generic.ts"
import { isAludelError } from "../errors/error.ts"
import type { Target } from "../execution/compile.ts"
import { compileGroup, groups } from "../execution/groups.ts"
import { surroundings, type Surroundings } from "../execution/surroundings.ts"
import type { Operation, Step } from "../operations/definition.ts"
import { replay, type ReplayedRevision } from "../scratch/replay.ts"
import { targetOn, type RunContext } from "./context.ts"
import { introspected } from "./introspected.ts"
import type { Plan, PlannedOperations, PlanStep } from "./plan.ts"
import { downgradeOf } from "./prepare.ts"

/** The plan with the operations of each step and their SQL. The database is read, and nothing is written. */
export async function withSql(context: RunContext, plan: Plan): Promise<Plan> {
  const { db, dialect, loader, tables, defaultSchema } = context
  const target = targetOn(db, presumedEngine(dialect), context)
  const live = introspected(target.db, dialect, tables, defaultSchema)
  const done: (ReplayedRevision & { readonly upgrade: Operation[] })[] = []
  // The database has nothing of the plan yet, so what stands before an operation in the plan is added to what is read.
  const around = surroundings(dialect, loader.definition, async (operation, scope) => {
    const catalog = await live(operation, scope)
    return replay(done, dialect.operations, { catalog }).catalog
  })
  const steps: PlanStep[] = []
  for (const step of plan.steps) {
    const revision = await loader.prepare(step.id)
    const ran: Operation[] = []
    done.push({ id: step.id, upgrade: ran })
    const operations: PlannedOperations[] = []
    for (const group of groups(
      plan.direction === "upgrade" ? revision.upgrade : downgradeOf(revision),
      dialect,
    )) {
      operations.push(await planned(context, group, target, around))
      for (const operation of group) around.applied(operation)
      ran.push(...group)
    }
    steps.push({ ...step, operations })
  }
  return { ...plan, steps }
}

async function planned(
  { dialect, loader }: RunContext,
  group: readonly Operation[],
  target: Target,
  around: Surroundings,
): Promise<PlannedOperations> {
  const descriptions = group.map((operation) => loader.definition(operation).describe(operation))
  const isProvisional = group.some(
    (operation) =>
      dialect.needsBefore?.(operation) === true ||
      loader.definition(operation).needsBefore?.(operation) === true,
  )
  const provisional = isProvisional ? ({ provisional: true } as const) : {}
  try {
    const steps = (await compileGroup(group, target, around))()
    return { descriptions, sql: steps.flatMap(statement), ...provisional }
  } catch (error) {
    if (!isProvisional || !isAludelError(error)) throw error
    return { descriptions, sql: [], ...provisional }
  }
}

function statement(step: Step): readonly string[] {
  return step.kind === "statement" ? [step.sql] : []
}
