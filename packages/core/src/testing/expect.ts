import { isAludelError } from "../errors/error.ts"

/** Fails unless two values are the same as JSON; a driver may give whole numbers as bigints. */
export function expectEqual(actual: unknown, expected: unknown, what: string): void {
  const [a, b] = [actual, expected].map((value) =>
    JSON.stringify(value, (_, each: unknown) => (typeof each === "bigint" ? Number(each) : each)),
  )
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
