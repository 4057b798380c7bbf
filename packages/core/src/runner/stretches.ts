import type { Operation } from "../operations/definition.ts"

/** How an operation stands to the transactions of a run: shares one, has one of its own, or stands outside of any. */
export type OperationMode = "shares" | "own" | "alone"

/** Operations that run in their order, each in its mode. */
export interface Sequence {
  readonly operations: readonly Operation[]
  /** One for each operation. */
  readonly modes: readonly OperationMode[]
  /** Operations that are done already. */
  readonly start: number
  /** Whether it shares no transaction with others. */
  readonly separate: boolean
}

/** Operations of one sequence that run together: from one index up to, not including, another. */
export interface Piece {
  /** The index of the sequence. */
  readonly sequence: number
  readonly from: number
  readonly to: number
}

/** What runs in one transaction; or one operation that stands outside of any. */
export interface Stretch {
  readonly alone: boolean
  readonly pieces: readonly Piece[]
}

/**
 * The transactions of a run, as long as they can be. Linear.
 *
 * @param ends whether a transaction must end behind an operation, given what runs before it in the same one
 */
export async function stretches(
  sequences: readonly Sequence[],
  ends: (operation: Operation, earlier: readonly Operation[]) => boolean | Promise<boolean>,
): Promise<readonly Stretch[]> {
  const made: Stretch[] = []
  let open: Piece[] = []
  let earlier: Operation[] = []
  const close = () => {
    if (open.length > 0) made.push({ alone: false, pieces: open })
    open = []
    earlier = []
  }
  const share = (piece: Piece) => {
    const last = open.at(-1)
    if (last?.sequence === piece.sequence && last.to === piece.from)
      open[open.length - 1] = { ...last, to: piece.to }
    else open.push(piece)
  }
  for (const [sequence, { operations, modes, start, separate }] of sequences.entries()) {
    if (separate) close()
    if (start >= operations.length) share({ sequence, from: start, to: start })
    for (let from = start; from < operations.length; from += 1) {
      const piece = { sequence, from, to: from + 1 }
      const operation = operations[from]!
      if (modes[from] !== "shares") {
        close()
        made.push({ alone: modes[from] === "alone", pieces: [piece] })
      } else {
        share(piece)
        if (await ends(operation, earlier)) close()
        else earlier.push(operation)
      }
    }
    if (separate) close()
  }
  close()
  return made
}
