import { presumedEngine } from "../dialect/generic.ts"
import type { Dialect } from "../dialect/dialect.ts"
import { AludelError, isAludelError } from "../errors/error.ts"
import type { Target } from "../execution/compile.ts"
import { execute } from "../execution/execute.ts"
import { recording } from "../execution/offline.ts"
import { raiseCounter } from "../history/applied.ts"
import { openLog } from "../history/log.ts"
import type { RunCode } from "../operations/operation.ts"
import { sqlText } from "../sql/sql.ts"
import { advance, type Turn } from "./alone.ts"
import { logContext, targetOn, type RunContext } from "./context.ts"
import { layOut, type Course } from "./course.ts"
import { foreseen } from "./foreseen.ts"
import { executionOf, runPieces } from "./pieces.ts"
import type { Plan, PlanStep } from "./plan.ts"
import { creation, scriptBrackets, statement } from "./script-text.ts"
import type { Piece } from "./stretches.ts"
import type { Bracket } from "./transact.ts"

/** What an offline script is made for. */
export interface ScriptRequest {
  readonly plan: Plan
  /** What is applied before the first step. */
  readonly applied: ReadonlySet<string>
}

/**
 * The SQL of a plan as one script, values inlined, with the history rows: what a run would execute, for the engine's own
 * shell. It is the run itself with another driver beneath, so that it has the run's transactions and its journal, by which
 * a run goes on where a script was stopped.
 *
 * @throws AludelError `operation/offline` where a revision runs code that says no `offline` SQL
 */
export async function script(context: RunContext, request: ScriptRequest): Promise<string> {
  try {
    return await written(context, request)
  } catch (error) {
    throw isAludelError(error) && isAludelError(error.cause) && error.cause.code === "operation/offline"
      ? error.cause
      : error
  }
}

async function written(context: RunContext, { plan, applied }: ScriptRequest): Promise<string> {
  const lines: string[] = []
  let revision = ""
  const db = await recording(context.db, (sql, parameters) => {
    if (parameters.length > 0) throw unprintable(revision)
    lines.push(statement(sql))
  })
  const around = foreseen(context, applied)
  const at = context.now()
  const steps = new Map(plan.steps.map((step) => [step.id, step]))
  const offline: RunContext = {
    ...context,
    db,
    dialect: printing(context.dialect, () => revision),
    surroundings: around,
    onRevision: undefined,
    now: () => at,
    onEvent(event) {
      if (event.kind !== "revision-started") return
      revision = event.id
      around.begin(revision)
      lines.push(`\n-- ${title(plan, steps.get(revision)!)}`)
    },
  }
  const target = targetOn(db, presumedEngine(context.dialect), offline)
  const { begin, end } = scriptBrackets(context)
  const inTransaction = async <T>(work: () => Promise<T>): Promise<T> => {
    const isFirst = lines.length === 0
    if (!isFirst) lines.push("")
    lines.push(...begin.map(statement))
    if (isFirst && applied.size === 0 && plan.direction === "upgrade")
      lines.push(...creation(offline, target))
    if (plan.steps.length > 0) await raiseCounter(db, context.tables).execute()
    const result = await work()
    lines.push("", ...end.map(statement))
    return result
  }
  const who = logContext(offline)
  const bracket: Bracket = {
    context: offline,
    request: { direction: plan.direction, decide: () => [] },
    engine: target.engine,
    log: openLog(context.tables, who),
    logContext: who,
  }
  const decided = { ...plan, status: "nothing", heads: [], attempts: new Map() } as const
  let course: Course = { ...(await layOut(offline, decided, target)), counter: 0, finished: [] }
  if (course.stretches.length === 0) await inTransaction(async () => {})
  for (const { alone, pieces } of course.stretches) {
    const now = course
    course = alone
      ? await printAlone(bracket, target, { course: now, piece: pieces[0]!, inTransaction, lines })
      : await inTransaction(() =>
          runPieces(bracket, offline, target, { course: now, stretch: { alone, pieces } }),
        )
  }
  return lines.join("\n")
}

async function printAlone(
  bracket: Bracket,
  target: Target,
  {
    course,
    piece,
    inTransaction,
    lines,
  }: {
    readonly course: Course
    readonly piece: Piece
    inTransaction<T>(work: () => Promise<T>): Promise<T>
    readonly lines: string[]
  },
): Promise<Course> {
  const index = piece.sequence
  const operation = course.units[index]!.operations[piece.from]!
  let turn: Turn = { course }
  do {
    const { course: now, pending } = turn
    if (pending !== undefined) {
      lines.push("")
      await execute([pending.step], executionOf(bracket, { course: now, index }, [operation], target))
    }
    turn = await inTransaction(() =>
      advance(bracket, bracket.context, target, { course: now, piece, pending, begun: () => {} }),
    )
  } while (turn.pending !== undefined)
  return turn.course
}

// Data code is what it says of itself; and no server is asked what it allows.
function printing(dialect: Dialect, revision: () => string): Dialect {
  const { endsTransaction, compilers } = dialect
  return {
    ...dialect,
    compilers: {
      ...compilers,
      run(operation) {
        const { offline } = operation as RunCode
        if (offline === undefined) throw unprintable(revision())
        return [{ kind: "statement", sql: sqlText(offline), parameters: [] }]
      },
    },
    ...(endsTransaction === undefined
      ? {}
      : { endsTransaction: (operation, earlier) => endsTransaction(operation, earlier, undefined) }),
  }
}

function unprintable(id: string): AludelError {
  return new AludelError("operation/offline", `revision ${id} runs code that can't be printed as SQL`, {
    hint: "Give op.run its SQL: op.run(fn, { offline: sql`…` }), or run the upgrade online.",
  })
}

function title({ direction }: Plan, { id, parents, message }: PlanStep): string {
  const below = parents.join(", ") || "<base>"
  const oneLine = message.replaceAll(/\s+/g, " ")
  return direction === "upgrade"
    ? `Running upgrade ${below} -> ${id}, ${oneLine}`
    : `Running downgrade ${id} -> ${below}, ${oneLine}`
}
