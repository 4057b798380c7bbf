/** Draws values by a seed: a number below a limit, one of a list. */
export interface Draw {
  below(limit: number): number
  one<T>(values: readonly T[]): T
}

/** The same values for the same seed (mulberry32). */
export function drawFrom(seed: number): Draw {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return { below, one: (values) => values[below(values.length)]! }
}
