import { array, nat, noBias, type Arbitrary } from "fast-check"

/** A source of decisions: a list of numbers, so that fast-check can shrink whatever was made from it. Used up, it gives the first choice of each list. */
export interface Choices {
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number
  /** Whether something of this likelihood (per cent) happens. */
  chance(percent: number): boolean
  pick<T>(list: readonly T[]): T
  /** Between `least` and `most` different items, in their order or, where so chosen, another. */
  some<T>(list: readonly T[], least: number, most: number): readonly T[]
  /** What `make` gives, with this likelihood, else nothing: to spread into a node. */
  maybe<T extends object>(percent: number, make: () => T): T | undefined
}

/** Lists of numbers for {@link choices}, one for each thing to make, of which there are so many at most. */
export function seeds(most: number): Arbitrary<readonly (readonly number[])[]> {
  return noBias(
    array(array(nat(0xff_ff), { minLength: 40, maxLength: 60, size: "max" }), {
      minLength: 1,
      maxLength: most,
      size: "max",
    }),
  )
}

/** Decisions from a list of numbers. */
export function choices(numbers: readonly number[]): Choices {
  let position = 0
  const below = (limit: number) => (numbers[position++] ?? 0) % limit
  const self: Choices = {
    below,
    chance: (percent) => below(100) >= 100 - percent,
    pick: (list) => list[below(list.length)]!,
    some(list, least, most) {
      const rest = [...list]
      const count = Math.min(list.length, least + below(most - least + 1))
      return Array.from({ length: count }, () => rest.splice(below(rest.length), 1)[0]!)
    },
    maybe: (percent, make) => (self.chance(percent) ? make() : undefined),
  }
  return self
}
