import { isAludelError } from "../errors/error.ts"

/** Fails unless two values are the same as JSON. */
export function expectEqual(actual: unknown, expected: unknown, what: string): void {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)]
  if (a !== b) throw new Error(`${what}: expected ${b}, got ${a}`)
}

/** Fails unless something ends in an AludelError with this code. */
export async function expectCode(code: string, work: () => Promise<unknown>): Promise<void> {
  const error: unknown = await work().then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!isAludelError(error)) throw new Error(`expected AludelError ${code}, got ${String(error)}`)
  expectEqual(error.code, code, "code of the error")
}
