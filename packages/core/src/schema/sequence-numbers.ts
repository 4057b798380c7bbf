import { given } from "./given.ts"

/** A number of a sequence: beyond 2^53 a bigint or text, for numbers would lose digits. */
export type SequenceNumber = number | bigint | string

/** How a sequence counts. */
export interface SequenceOptions {
  /** The first number. Default: the minimum, or the maximum of one that goes down. */
  readonly start?: SequenceNumber | undefined
  /** What is added each time; negative: it goes down. Default: 1. */
  readonly increment?: SequenceNumber | undefined
  /** The least number. Default: 1, or of one that goes down the least that the type has. */
  readonly minimum?: SequenceNumber | undefined
  /** The greatest number. Default: the greatest that the type has, or -1 of one that goes down. */
  readonly maximum?: SequenceNumber | undefined
  /** How many numbers a connection takes at once; those that it does not use are lost. Default: 1. */
  readonly cache?: SequenceNumber | undefined
  /** Begins again at the other end; else running out is an error. Default: false. */
  readonly cycle?: boolean | undefined
}

/** How a sequence counts, as nodes have it: what is the engine's default is absent. */
export interface SequenceNumbers {
  readonly start?: string
  readonly increment?: string
  readonly minimum?: string
  readonly maximum?: string
  readonly cache?: string
  readonly cycle?: true
}

/**
 * What of the options is not the default, as text.
 *
 * @param options how it counts
 * @param type `smallint`, `integer` or `bigint`; any other counts as bigint
 * @see https://www.postgresql.org/docs/current/sql-createsequence.html
 */
export function sequenceNumbers(options: SequenceOptions, type: string): SequenceNumbers {
  const { cycle } = options
  const increment = text(options.increment) ?? "1"
  const [lowest, highest] = limits(type, increment.startsWith("-"))
  const minimum = text(options.minimum) ?? lowest
  const maximum = text(options.maximum) ?? highest
  const first = increment.startsWith("-") ? maximum : minimum
  const start = text(options.start) ?? first
  const cache = text(options.cache) ?? "1"
  return given({
    start: start !== first && start,
    increment: increment !== "1" && increment,
    minimum: minimum !== lowest && minimum,
    maximum: maximum !== highest && maximum,
    cache: cache !== "1" && cache,
    cycle,
  })
}

const bits: Readonly<Record<string, bigint>> = { smallint: 15n, integer: 31n }

function limits(type: string, isDescending: boolean): readonly [lowest: string, highest: string] {
  const size = 2n ** (bits[type] ?? 63n)
  return isDescending ? [String(-size), "-1"] : ["1", String(size - 1n)]
}

function text(number: SequenceNumber | undefined): string | undefined {
  return number === undefined ? undefined : String(number)
}
