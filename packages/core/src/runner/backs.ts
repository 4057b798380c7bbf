import type { DoneOperation } from "../history/journal.ts"
import { isAludelError } from "../errors/error.ts"
import type { Irreversible, Operation } from "../operations/definition.ts"
import { operationHash, storable } from "../operations/json.ts"
import { definitionOf, type Definitions } from "../operations/registry.ts"
import { resolveAll, reverseAll } from "../operations/reverse.ts"
import type { Replay } from "../scratch/replay.ts"

/**
 * What is recorded of each operation that is done in pieces: what tells it from another, and what takes it back.
 *
 * @param before the schema before the first; it is changed to what is after the last
 * @returns also whether something in it, or before it, can't be known
 */
export async function doneOperations(
  operations: readonly Operation[],
  before: Replay,
  definitions: Definitions | undefined,
): Promise<{ readonly done: readonly DoneOperation[]; readonly hidden: boolean }> {
  const done: DoneOperation[] = []
  let hidden = before.hiddenBy !== undefined
  for (const [index, operation] of operations.entries()) {
    const resolved = hidden ? undefined : resolve(operation, before, definitions)
    hidden ||= resolved === undefined || definitionOf(operation, definitions).opaque?.(operation) === true
    const back = reverseAll([resolved ?? operation], definitions)
    done.push({ index, hash: await operationHash(operation), back: stored(back) })
  }
  return { done, hidden }
}

function stored(back: readonly Operation[] | Irreversible): DoneOperation["back"] {
  if ("irreversible" in back) return back
  const found = storable(back)
  return "reason" in found ? { irreversible: found.reason } : found.operations
}

// Behind raw SQL the schema is not known; what says all that its reverse takes is reversed all the same.
function resolve(
  operation: Operation,
  { catalog }: Replay,
  definitions: Definitions | undefined,
): Operation | undefined {
  try {
    return resolveAll([operation], catalog, definitions)[0]
  } catch (error) {
    if (isAludelError(error)) return undefined
    throw error
  }
}
