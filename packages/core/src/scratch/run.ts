import type { AnyDatabase, ScratchPlace } from "../dialect/dialect.ts"
import { AludelError } from "../errors/error.ts"
import { definition, type Target } from "../execution/compile.ts"
import { execute } from "../execution/execute.ts"
import { compileGroup, groups } from "../execution/groups.ts"
import { surroundings } from "../execution/surroundings.ts"
import type { Operation, Step } from "../operations/definition.ts"
import { catalog } from "../schema/catalog.ts"
import type { Schema } from "../schema/model.ts"

/** Where operations run that have the place's names already. */
export interface There {
  readonly place: ScratchPlace
  readonly target: Target
  /** Reads the schema on a connection to the place. */
  read(connection: AnyDatabase): Promise<Schema>
  /** Stops it before the next operation. Default: nothing does. */
  readonly signal?: AbortSignal | undefined
}

/**
 * Runs operations at a place, in transactions as large as it allows.
 *
 * @throws AludelError `scratch/unavailable` where the place can't hold so many tables, `run/failed`, and what the signal was aborted with
 */
export async function runThere(operations: readonly Operation[], there: There): Promise<void> {
  const { place } = there
  refuseTooMany(operations, place)
  const runner = runnerFor(there)
  if (place.chunk === undefined) {
    const written = place.db.isTransaction ? operations.map(withoutConcurrently) : operations
    for (const group of groups(written, there.target.dialect))
      await runner.execute(group, await runner.compile(group, place.db), place.db)
    return
  }
  const all = groups(operations, there.target.dialect)
  for (let next = 0; next < all.length;) {
    const group = all[next]!
    const steps = await runner.compile(group, place.db)
    if (steps.some(isAlone)) {
      await runner.execute(group, steps, place.db)
      next += 1
    } else {
      next = await chunk(all, next, runner, { db: place.db, size: place.chunk })
    }
  }
}

async function chunk(
  all: readonly Group[],
  start: number,
  runner: Runner,
  { db, size }: { readonly db: AnyDatabase; readonly size: number },
): Promise<number> {
  return db.transaction().execute(async (transaction) => {
    let done = 0
    for (let next = start; next < all.length; next += 1) {
      const group = all[next]!
      if (done >= size) return next
      const steps = await runner.compile(group, transaction)
      if (steps.some(isAlone)) return next
      const earlier = all.slice(start, next).flat()
      await runner.execute(group, steps, transaction)
      if (await runner.endsTransaction(group, earlier, transaction)) return next + 1
      done += group.length
    }
    return all.length
  })
}

/** Operations that the dialect compiles as one. */
type Group = readonly Operation[]

interface Runner {
  compile(group: Group, connection: AnyDatabase): Promise<readonly Step[]>
  execute(group: Group, steps: readonly Step[], connection: AnyDatabase): Promise<void>
  /** Whether what a group made, behind others of its transaction, can only be used in the next one. */
  endsTransaction(group: Group, earlier: readonly Operation[], connection: AnyDatabase): Promise<boolean>
}

function runnerFor({ place, target, read, signal }: There): Runner {
  const definitionOf = (operation: Operation) => definition(operation, target)
  let current = place.db
  const around = surroundings(target.dialect, definitionOf, async () => catalog(await read(current)))
  return {
    async compile(group, connection) {
      signal?.throwIfAborted()
      current = connection
      return (await compileGroup(group, target, around))()
    },
    async execute(group, steps, connection) {
      await execute(steps, {
        connection,
        caller: connection,
        where: `on a scratch, ${group.map((operation) => definitionOf(operation).describe(operation)).join(", ")}`,
        afterFailure: "The database itself is untouched.",
        operations: group,
        hint: (failure) => place.hint?.(failure) ?? target.dialect.hint?.(failure),
      })
      for (const operation of group) around.applied(operation)
    },
    async endsTransaction(group, earlier, connection) {
      for (const operation of group)
        if (await target.dialect.endsTransaction?.(operation, earlier, connection)) return true
      return false
    },
  }
}

function isAlone(step: Step): boolean {
  return step.kind === "statement" && step.alone !== undefined
}

function withoutConcurrently(operation: Operation): Operation {
  if (!("concurrently" in operation)) return operation
  const { concurrently: _, ...rest } = operation
  return rest
}

function refuseTooMany(operations: readonly Operation[], { maximumTables }: ScratchPlace): void {
  if (maximumTables === undefined) return
  const tables = operations.filter(({ kind }) => kind === "createTable").length
  if (tables <= maximumTables) return
  throw new AludelError(
    "scratch/unavailable",
    `${tables} tables can't be made in one transaction: each takes locks until it ends, and here ${maximumTables} are allowed`,
    {
      hint: "Give the scratch a database of its own: scratch.url in the configuration, or scratch.connect of createMigrator.",
    },
  )
}
