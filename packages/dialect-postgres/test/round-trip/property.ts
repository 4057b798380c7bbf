import { check, type IAsyncProperty, type Parameters } from "fast-check"

/** How many cases to run: ALUDEL_PROPERTY_RUNS, or `usual` in an ordinary run. */
export function runs(usual: number): number {
  return Number(process.env["ALUDEL_PROPERTY_RUNS"] ?? usual)
}

/** Whether this is the longer run. */
export const isLong = process.env["ALUDEL_PROPERTY_RUNS"] !== undefined

/**
 * Checks a property; ALUDEL_PROPERTY_SEED runs the cases of an earlier time again.
 *
 * @throws Error with the seed and the smallest case, and what failed in it as the cause
 */
export async function checked<T>(property: IAsyncProperty<T>, parameters: Parameters<T>): Promise<void> {
  // Ordinary runs are the same each time, so that a failure is of the change at hand; a longer one looks further.
  const seed = process.env["ALUDEL_PROPERTY_SEED"] ?? (isLong ? undefined : "1")
  const result = await check(property, {
    ...parameters,
    // Shrinking goes on for as long again, at most.
    interruptAfterTimeLimit: 100_000 + runs(0) * 4000,
    ...(seed === undefined ? {} : { seed: Number(seed) }),
  })
  if (!result.failed) return
  const smallest = JSON.stringify(result.counterexample, undefined, 1)
  throw new Error(`ALUDEL_PROPERTY_SEED=${result.seed}, path ${result.counterexamplePath}: ${smallest}`, {
    cause: result.errorInstance,
  })
}
