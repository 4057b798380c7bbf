import { AludelError } from "../errors/error.ts"
import { compileGroup, groups } from "../execution/groups.ts"
import { surroundings, type Surroundings } from "../execution/surroundings.ts"
import { deleteApplied, insertApplied, raiseCounter } from "../history/applied.ts"
import { openLog } from "../history/log.ts"
import type { Operation, Step } from "../operations/definition.ts"
import type { Catalog } from "../schema/catalog.ts"
import { replay, type ReplayedRevision } from "../scratch/replay.ts"
import { logContext, type RunContext } from "./context.ts"
import { inRevision } from "./in-revision.ts"
import type { Plan, PlanStep } from "./plan.ts"
import { downgradeOf } from "./prepare.ts"
import { appliedRow } from "./record.ts"
import { creation, printed, scriptPlace, statement } from "./script-text.ts"
import { refuseStaleText } from "./stale-text.ts"

/** What an offline script is made for. */
export interface ScriptRequest {
  readonly plan: Plan
  /** What is applied before the first step. */
  readonly applied: ReadonlySet<string>
}

/**
 * The SQL of a plan as one script, values inlined, with the history rows: what a run would execute, for the engine's own shell.
 *
 * @throws AludelError `operation/offline` where a revision runs code that says no `offline` SQL
 */
export async function script(context: RunContext, { plan, applied }: ScriptRequest): Promise<string> {
  const { dialect, tables, graph, loader } = context
  const { target, begin, end } = await scriptPlace(context)
  const { db } = target
  const lines = begin.map(statement)
  if (applied.size === 0 && plan.direction === "upgrade") lines.push(...creation(context, target))
  if (plan.steps.length > 0) lines.push(statement(raiseCounter(db, tables).compile().sql))
  const log = openLog(tables, logContext(context))
  const done: { readonly id: string; readonly upgrade: Operation[] }[] = []
  const known = surroundings(dialect, loader.definition, replayed(context, applied, done))
  const around: Surroundings = {
    ...known,
    async before(operation) {
      const before = await known.before(operation)
      if (before !== undefined) {
        const below = await loader.upgrades(graph.order([...applied]))
        refuseStaleText(
          operation,
          before,
          [...below, ...done].flatMap(({ upgrade }) => upgrade),
        )
      }
      return before
    },
  }
  for (const step of plan.steps) {
    const { id } = step
    const revision = await loader.prepare(id)
    const operations = plan.direction === "upgrade" ? revision.upgrade : downgradeOf(revision)
    const ran: Operation[] = []
    done.push({ id, upgrade: ran })
    lines.push(`\n-- ${title(plan, step)}`)
    for (const group of groups(operations, dialect)) {
      const compiled = inRevision(id, await compileGroup(group, target, around))
      lines.push(...compiled.flatMap((each) => withoutTransaction(each, printed(each, id), begin, end)))
      for (const operation of group) around.applied(operation)
      ran.push(...group)
    }
    const row =
      plan.direction === "upgrade"
        ? insertApplied(db, tables, appliedRow(graph, revision, context.now(), 0))
        : deleteApplied(db, tables, id)
    const logged = log.insert(db, { event: "finished", direction: plan.direction, revision: id })
    lines.push(...[row, logged].map((query) => statement(query.compile().sql)))
  }
  return [...lines, "", ...end.map(statement)].join("\n")
}

function title({ direction }: Plan, { id, parents, message }: PlanStep): string {
  const below = parents.join(", ") || "<base>"
  const oneLine = message.replaceAll(/\s+/g, " ")
  return direction === "upgrade"
    ? `Running upgrade ${below} -> ${id}, ${oneLine}`
    : `Running downgrade ${id} -> ${below}, ${oneLine}`
}

// What the engine refuses inside a transaction stands between two of them.
function withoutTransaction(
  step: Step,
  text: string,
  begin: readonly string[],
  end: readonly string[],
): readonly string[] {
  if (step.kind !== "statement" || step.alone === undefined) return [text]
  return [...end.map(statement), text, ...begin.map(statement)]
}

// Offline the schema around an operation is what the revisions below and the operations so far give.
function replayed(
  { loader, graph, dialect }: RunContext,
  applied: ReadonlySet<string>,
  done: readonly ReplayedRevision[],
) {
  return async (operation: Operation): Promise<Catalog> => {
    const below = await loader.upgrades(graph.order([...applied]))
    const { catalog, hiddenBy } = replay([...below, ...done], dialect.operations)
    if (hiddenBy === undefined) return catalog
    const description = loader.definition(operation).describe(operation)
    throw new AludelError(
      "operation/offline",
      `"${description}" needs to know the schema, which the raw SQL of revision ${hiddenBy} hides`,
      {
        hint: "Say what that SQL does: op.sql(…, { effect: […] }), or run the upgrade online.",
      },
    )
  }
}
