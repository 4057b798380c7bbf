import { diff } from "../diff/diff.ts"
import { AludelError, isAludelError } from "../errors/error.ts"
import type { Definition, Operation } from "../operations/definition.ts"
import { asWritten } from "../operations/reverse.ts"
import type { Schema } from "../schema/model.ts"
import { withScratch, type Scratch, type ScratchRequest } from "../scratch/scratch.ts"
import { touched } from "./touched.ts"

/** What is to be proven: that `upgrade` leads from one schema to the other, and `downgrade` back. */
export interface Claim {
  readonly from: Schema
  readonly to: Schema
  readonly upgrade: readonly Operation[]
  readonly downgrade: readonly Operation[]
}

/** What a proof runs on. */
export interface Proof extends Omit<ScratchRequest, "schemas"> {
  definition(operation: Operation): Definition<Operation>
}

/**
 * Runs a generated revision up and down on a scratch: the objects it touches, and what they depend on, are built as they
 * were; after the upgrade the engine must say of them what it says of the declared ones, after the downgrade what it said before.
 *
 * @throws AludelError `generate/not-proven` with the remaining difference, or with the operation that the engine refused
 */
export async function prove(claim: Claim, proof: Proof): Promise<void> {
  const { from, to } = touched(claim, claim.upgrade)
  // What the file says is run, not what is known besides.
  const written = (operation: Operation) => asWritten(operation, proof.dialect.operations)
  const place = <T>(work: (scratch: Scratch) => Promise<T>) =>
    withScratch({ ...proof, schemas: [from, to] }, work)
  const wanted = await place(async (scratch) => {
    await scratch.create(to)
    return scratch.introspect()
  })
  await place(async (scratch) => {
    await scratch.create(from)
    const before = await scratch.introspect()
    await ran("upgrade", () => scratch.run(claim.upgrade.map(written)))
    refuseDifference("upgrade", "the declared schema", diff(await scratch.introspect(), wanted), proof)
    await ran("downgrade", () => scratch.run(claim.downgrade.map(written)))
    refuseDifference("downgrade", "the schema before", diff(await scratch.introspect(), before), proof)
  })
}

async function ran(direction: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!isAludelError(error) || error.code !== "run/failed") throw error
    throw new AludelError(
      "generate/not-proven",
      `the generated ${direction} does not run on a scratch database: ${error.message}`,
      {
        hint,
        cause: error,
      },
    )
  }
}

function refuseDifference(
  direction: string,
  goal: string,
  remaining: readonly Operation[],
  { definition }: Proof,
): void {
  if (remaining.length === 0) return
  const list = remaining.map((operation) => `  ${definition(operation).describe(operation)}`)
  throw new AludelError(
    "generate/not-proven",
    `the generated ${direction} does not lead to ${goal}; what remains:\n${list.join("\n")}`,
    {
      hint,
      details: { remaining },
    },
  )
}

const hint =
  "No file was written. This is a fault of Aludel's: please report it with the declaration. An empty revision can be written by hand."
