import { AludelError } from "../errors/error.ts"
import type { Target } from "../execution/compile.ts"
import { execute } from "../execution/execute.ts"
import { compileGroup, groups } from "../execution/groups.ts"
import { surroundings, type Surroundings } from "../execution/surroundings.ts"
import type { Operation } from "../operations/definition.ts"
import type { RunContext } from "./context.ts"
import type { Course } from "./course.ts"
import { inRevision } from "./in-revision.ts"
import { introspected } from "./introspected.ts"
import { afterFailure, begin, finish, note } from "./progress.ts"
import type { Stretch } from "./stretches.ts"
import type { Bracket } from "./transact.ts"

/** Runs the operations of a stretch in the transaction of `context`, and records what is over; gives the course behind it. */
export async function runPieces(
  bracket: Bracket,
  context: RunContext,
  target: Target,
  { course, stretch }: { readonly course: Course; readonly stretch: Stretch },
): Promise<Course> {
  const around = surroundingsOn(context, target)
  let now = course
  for (const { sequence: index, from, to } of stretch.pieces) {
    now = begin(context, now, index)
    const unit = now.units[index]!
    const operations = unit.operations.slice(from, to)
    around.remember(operations)
    for (const group of groups(operations, context.dialect)) {
      // What a failure leaves behind is what was there before this transaction: `course`, not `now`.
      refuseAborted(bracket, course, index)
      await runGroup(bracket, { course, index }, group, target, around)
    }
    if (now.inPieces.has(index)) {
      const done = (await unit.done()).slice(from, to)
      const position = { operations: to, steps: 0 }
      now = await note(bracket, context, now, index, { event: "step-done", position, done })
    }
    if (to === unit.operations.length) now = await finish(bracket, context, now, index)
  }
  return now
}

/** The schema around operations, read on the connection of a target where the context has none. */
export function surroundingsOn(context: RunContext, target: Target): Surroundings {
  if (context.surroundings !== undefined) return context.surroundings
  const { dialect, loader, tables, defaultSchema } = context
  return surroundings(dialect, loader.definition, introspected(target.db, dialect, tables, defaultSchema))
}

/** Ends the run where its signal says so. */
export function refuseAborted(bracket: Bracket, course: Course, index: number): void {
  if (bracket.context.signal?.aborted !== true) return
  throw new AludelError(
    "run/aborted",
    `stopped before revision ${course.units[index]!.step.id} was complete`,
    { hint: afterFailure(bracket, course, index), cause: bracket.context.signal.reason },
  )
}

/** How the steps of operations are executed: in whose name, and what is said where they fail. */
export function executionOf(
  bracket: Bracket,
  { course, index }: { readonly course: Course; readonly index: number },
  operations: readonly Operation[],
  target: Target,
) {
  const { context } = bracket
  const { id } = course.units[index]!.step
  return {
    connection: target.db,
    caller: context.db,
    where: `revision ${id}, ${describe(context, operations).join(", ")}`,
    afterFailure: afterFailure(bracket, course, index),
    hint: (failure: Parameters<NonNullable<RunContext["dialect"]["hint"]>>[0]) =>
      context.dialect.hint?.(failure),
    onStatement: (sql: string) => context.onEvent({ kind: "statement", id, sql }),
  }
}

/** Tells that operations begin, each by itself; gives what tells that they are over. */
export function tell({ context }: Bracket, id: string, operations: readonly Operation[]): () => void {
  const started = context.now().getTime()
  const descriptions = describe(context, operations)
  for (const description of descriptions) context.onEvent({ kind: "operation", id, description })
  return () => {
    const milliseconds = context.now().getTime() - started
    for (const description of descriptions)
      context.onEvent({ kind: "operation-finished", id, description, milliseconds })
  }
}

function describe({ loader }: RunContext, operations: readonly Operation[]): readonly string[] {
  return operations.map((operation) => loader.definition(operation).describe(operation))
}

async function runGroup(
  bracket: Bracket,
  at: { readonly course: Course; readonly index: number },
  group: readonly Operation[],
  target: Target,
  around: Surroundings,
): Promise<void> {
  const { id } = at.course.units[at.index]!.step
  const finished = tell(bracket, id, group)
  const compile = await compileGroup(group, target, around)
  await execute(inRevision(id, compile), executionOf(bracket, at, group, target))
  for (const operation of group) around.applied(operation)
  finished()
}
