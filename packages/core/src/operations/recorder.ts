import type { Kysely } from "kysely"

import { AludelError, isAludelError } from "../errors/error.ts"
import type { Definition, Operation, Recording } from "./definition.ts"
import { suggestions } from "../errors/suggestions.ts"
import { frozen, present } from "./present.ts"
import { kinds, type Definitions, type Operations } from "./registry.ts"

/** What surrounds a recording. */
export interface RecordOptions {
  /** A dialect's own kinds, offered beside core's. Default: none. */
  readonly definitions?: Definitions | undefined
  /** Compiles the Kysely builders of `op.sql`; never executed. Default: none, and such an `op.sql` is refused. */
  // oxlint-disable-next-line typescript/no-explicit-any -- compiles any table
  readonly db?: Kysely<any> | undefined
  /** What is recorded, for messages: `revision 535b70e85b64`. Default: `the revision`. */
  readonly where?: string | undefined
}

/**
 * The operations that a body declares, in order and frozen.
 *
 * @throws AludelError `revision/async` where the body gives a promise, `revision/failed` where it throws, `operation/invalid` where an operation can't be made
 *   or is declared after the body returned
 */
export function record(body: (op: Operations) => unknown, options: RecordOptions = {}): readonly Operation[] {
  const { where = "the revision" } = options
  const operations: Operation[] = []
  let open = true
  const add = (operation: Operation): Operation => {
    if (!open) throw closed(where, operation)
    operations.push(frozen(operation))
    return operation
  }
  const offered = recordingOperations(add, options)
  try {
    const returned = body(offered)
    if (isThenable(returned)) throw refusePromise(returned, where)
  } catch (error) {
    throw isAludelError(error) ? error : threw(error, where, Object.keys(offered))
  } finally {
    open = false
  }
  return Object.freeze(operations)
}

function recordingOperations(add: (operation: Operation) => Operation, options: RecordOptions): Operations {
  const recording: Recording = {
    ...present({ kysely: options.db }),
    record: (body) => record(body as (op: Operations) => unknown, options),
  }
  const functions: Record<string, (...args: readonly unknown[]) => Operation> = {}
  for (const [kind, { make, prepare }] of makersOf(options.definitions))
    functions[kind] = (...args) => add(make(...(prepare?.(args, recording) ?? args)))
  return Object.freeze(functions) as unknown as Operations
}

type Maker = Pick<Definition<Operation>, "prepare"> & { readonly make: (...args: unknown[]) => Operation }

const ours = {} as Definitions
const makers = new WeakMap<Definitions, readonly (readonly [string, Maker])[]>()

// A long history is recorded thousands of times, and the kinds are always the same.
function makersOf(definitions: Definitions = ours): readonly (readonly [string, Maker])[] {
  const known = makers.get(definitions)
  if (known !== undefined) return known
  const made = Object.entries({ ...definitions, ...kinds } as unknown as Record<string, Maker>)
  makers.set(definitions, made)
  return made
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function"
}

function refusePromise(promise: PromiseLike<unknown>, where: string): AludelError {
  // What the body still does fails on its own; nobody is to see that as an unhandled rejection.
  promise.then(undefined, () => undefined)
  return new AludelError(
    "revision/async",
    `${where} must not be async: put what awaits into op.run(async (db) => ...)`,
    {
      hint: "Remove `async`, and move what awaits: op.run(async (db) => { await … }).",
    },
  )
}

// The person's own code, so what it throws is told as theirs, with the line where the engine names one.
function threw(error: unknown, where: string, kinds: readonly string[]): AludelError {
  const { message = String(error), stack = "" } = Object(error) as Partial<Error>
  const place = /^\s+at .*?([^/\\\s(]+):(\d+):\d+\)?$/m.exec(stack)
  const kind = /^op\.(\w+) is not a function$/.exec(message)?.[1]
  const [close] = kind === undefined ? [] : suggestions(kinds, kind)
  const at = place === null ? "" : ` (${place[1]?.replace(/\?.*$/, "")}:${place[2]})`
  return new AludelError(
    "revision/failed",
    `${where} failed while it declared its operations${at}: ${message}`,
    {
      hint:
        close === undefined
          ? "Correct its upgrade(op) or downgrade(op). Nothing was run."
          : `Did you mean op.${close}?`,
      cause: error,
    },
  )
}

function closed(where: string, operation: Operation): AludelError {
  return new AludelError(
    "operation/invalid",
    `op.${operation.kind} was called after ${where} had declared its operations`,
    {
      hint: "Declare operations directly in upgrade(op) and downgrade(op); inside op.run use its db.",
    },
  )
}
