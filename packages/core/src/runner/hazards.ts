import { isAludelError } from "../errors/error.ts"
import type { Hazard, Operation } from "../operations/definition.ts"
import type { Catalog } from "../schema/catalog.ts"
import type { RunContext } from "./context.ts"
import { introspected } from "./introspected.ts"
import type { Plan } from "./plan.ts"
import { downgradeOf } from "./prepare.ts"

/**
 * A plan with what is to be known before its revisions run. Where that depends on what there is, the database is read as
 * it is now and followed through the plan, as far as raw SQL does not hide what it changes. Nothing is written.
 *
 * @throws AludelError where a revision can't be loaded; `revision/irreversible`
 */
export async function withHazards(context: RunContext, plan: Plan): Promise<Plan> {
  const operations = new Map<string, readonly Operation[]>()
  for (const { id } of plan.steps) operations.set(id, await operationsOf(context, plan.direction, id))
  const look = looking(context, await schemaBefore(context, [...operations.values()].flat()))
  const steps = plan.steps.map((step) => ({
    ...step,
    hazards: (operations.get(step.id) ?? []).flatMap(look),
  }))
  return { ...plan, steps }
}

async function operationsOf(
  { loader }: RunContext,
  direction: Plan["direction"],
  id: string,
): Promise<readonly Operation[]> {
  if (direction === "downgrade") return downgradeOf(await loader.prepare(id))
  return (await loader.upgrades([id])).flatMap(({ upgrade }) => upgrade)
}

async function schemaBefore(
  { db, dialect, tables, defaultSchema }: RunContext,
  operations: readonly Operation[],
): Promise<Catalog | undefined> {
  const depending = operations.find((operation) => dialect.needsBefore?.(operation))
  if (depending === undefined || dialect.hazards === undefined || dialect.introspect === undefined)
    return undefined
  const read = introspected(db.withoutPlugins(), dialect, tables, defaultSchema)
  return read(depending, { schemas: [], everything: true })
}

function looking({ dialect, loader }: RunContext, before: Catalog | undefined) {
  let known = before
  return (operation: Operation): readonly Hazard[] => {
    const definition = loader.definition(operation)
    try {
      const resolved = known === undefined ? operation : (definition.resolve?.(operation, known) ?? operation)
      const found = [...(definition.hazards?.(resolved) ?? []), ...(dialect.hazards?.(resolved, known) ?? [])]
      if (definition.opaque?.(operation)) known = undefined
      else if (known !== undefined) definition.apply(resolved, known)
      return found
    } catch (error) {
      // What it names is not there: the run will say so.
      if (!isAludelError(error) || known === undefined) throw error
      known = undefined
      return definition.hazards?.(operation) ?? []
    }
  }
}
