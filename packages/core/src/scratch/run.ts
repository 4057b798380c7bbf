import type { AnyDatabase, ScratchPlace } from "../dialect/dialect.ts"
import { AludelError } from "../errors/error.ts"
import { compileOperation, definition, type Target } from "../execution/compile.ts"
import { execute } from "../execution/execute.ts"
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
}

/**
 * Runs operations at a place, in transactions as large as it allows.
 *
 * @throws AludelError `scratch/unavailable` where the place can't hold so many tables, `run/failed`
 */
export async function runThere(operations: readonly Operation[], there: There): Promise<void> {
  const { place } = there
  refuseTooMany(operations, place)
  const runner = runnerFor(there)
  if (place.chunk === undefined) {
    for (const operation of operations) {
      const written = place.db.isTransaction ? withoutConcurrently(operation) : operation
      await runner.execute(written, await runner.compile(written, place.db), place.db)
    }
    return
  }
  for (let next = 0; next < operations.length;) {
    const operation = operations[next]!
    const steps = await runner.compile(operation, place.db)
    if (steps.some(isAlone)) {
      await runner.execute(operation, steps, place.db)
      next += 1
    } else {
      next = await chunk(operations, next, runner, { db: place.db, size: place.chunk })
    }
  }
}

async function chunk(
  operations: readonly Operation[],
  start: number,
  runner: Runner,
  { db, size }: { readonly db: AnyDatabase; readonly size: number },
): Promise<number> {
  return db.transaction().execute(async (transaction) => {
    for (let next = start; next < operations.length; next += 1) {
      const operation = operations[next]!
      if (next - start >= size) return next
      const steps = await runner.compile(operation, transaction)
      if (steps.some(isAlone)) return next
      await runner.execute(operation, steps, transaction)
    }
    return operations.length
  })
}

interface Runner {
  compile(operation: Operation, connection: AnyDatabase): Promise<readonly Step[]>
  execute(operation: Operation, steps: readonly Step[], connection: AnyDatabase): Promise<void>
}

function runnerFor({ place, target, read }: There): Runner {
  const definitionOf = (operation: Operation) => definition(operation, target)
  let current = place.db
  const around = surroundings(target.dialect, definitionOf, async () => catalog(await read(current)))
  return {
    async compile(operation, connection) {
      current = connection
      return compileOperation(operation, target, await around.before(operation))
    },
    async execute(operation, steps, connection) {
      await execute(steps, {
        connection,
        caller: connection,
        where: `on a scratch, ${definitionOf(operation).describe(operation)}`,
        afterFailure: "The database itself is untouched.",
        hint: (failure) => place.hint?.(failure) ?? target.dialect.hint?.(failure),
      })
      around.applied(operation)
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
