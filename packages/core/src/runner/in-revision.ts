import { AludelError, isAludelError } from "../errors/error.ts"

/** Does what belongs to one revision; where an operation of it is at fault, the error names the revision. */
export function inRevision<T>(id: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!isAludelError(error) || !ofOperations.has(error.code)) throw error
    const { code, message, hint, details } = error
    throw new AludelError(code, `revision ${id}: ${message}`, { hint, details, cause: error })
  }
}

const ofOperations: ReadonlySet<string> = new Set([
  "operation/invalid",
  "dialect/unsupported",
  "schema/invalid",
])
