import { asyncProperty, check, type Arbitrary } from "fast-check"

/** How many cases to run: ALUDEL_PROPERTY_RUNS, or `usual` in an ordinary run. */
export function runs(usual: number): number {
  return Number(process.env["ALUDEL_PROPERTY_RUNS"] ?? usual)
}

/** Whether this is the longer run. */
export const isLong = process.env["ALUDEL_PROPERTY_RUNS"] !== undefined

// Shrinking ends after this many milliseconds with the smallest case so far.
const patience = 60_000

/**
 * Checks that a law holds for as many values as {@link runs} says; ALUDEL_PROPERTY_SEED runs the cases of an earlier time
 * again.
 *
 * @param ordinary the seed of an ordinary run. Default: another one each time
 * @throws Error with the seed and the smallest case, and what failed in it as the cause
 */
export async function checked<T>(
  arbitrary: Arbitrary<T>,
  usual: number,
  law: (value: T) => Promise<void>,
  ordinary?: number,
): Promise<void> {
  const given = process.env["ALUDEL_PROPERTY_SEED"] ?? (isLong ? undefined : ordinary)
  const seed = given === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(given)
  let end: number | undefined
  const property = asyncProperty(arbitrary, async (value) => {
    if (end !== undefined && performance.now() > end) return
    try {
      await law(value)
    } catch (error) {
      if (end === undefined && isLong) console.error(`ALUDEL_PROPERTY_SEED=${seed}:`, error)
      end ??= performance.now() + patience
      throw error
    }
  })
  const result = await check(property, { numRuns: runs(usual), seed })
  if (!result.failed) return
  const smallest = JSON.stringify(result.counterexample, undefined, 1)
  throw new Error(`ALUDEL_PROPERTY_SEED=${seed}: ${smallest}`, { cause: result.errorInstance })
}
