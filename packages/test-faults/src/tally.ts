/** One fault that was done to a run, and what came of it. */
export interface Verdict {
  /** Which one: "cut before message 17". */
  readonly name: string
  /** What is wrong after the next run; absent: nothing. */
  readonly lost?: string
}

/** A kind of fault and every case of it. */
export interface Faults {
  readonly name: string
  /** What it takes that this machine does not have. Default: nothing. */
  missing?(): string | undefined
  /**
   * Does one after the other.
   *
   * @param share about which part of the cases, from 0 to 1
   */
  run(share: number): AsyncIterable<Verdict>
}

/** What came of a kind of fault. */
export interface Tally {
  readonly name: string
  readonly tried: number
  readonly resumed: number
  readonly lost: number
  readonly losses: readonly Verdict[]
  readonly seconds: number
}

/**
 * Runs every case of a kind of fault, and counts.
 *
 * @param onVerdict told of each. Default: nobody is
 */
export async function tally(
  { name, run }: Faults,
  share: number,
  onVerdict?: (verdict: Verdict, tried: number) => void,
): Promise<Tally> {
  const started = performance.now()
  let tried = 0
  const losses: Verdict[] = []
  for await (const verdict of run(share)) {
    tried += 1
    if (verdict.lost !== undefined) losses.push(verdict)
    onVerdict?.(verdict, tried)
  }
  const seconds = (performance.now() - started) / 1000
  return { name, tried, resumed: tried - losses.length, lost: losses.length, losses, seconds }
}

/** Every so many of a list of cases, in their order, beginning at a place that moves with the list's length. */
export function sampled<T>(cases: readonly T[], share: number): readonly T[] {
  if (share >= 1) return cases
  const step = Math.min(cases.length, Math.max(1, Math.round(1 / share)))
  const first = cases.length % step
  return cases.filter((_, index) => index % step === first)
}
