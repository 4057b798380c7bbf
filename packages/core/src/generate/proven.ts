import type { AnyDatabase, Dialect, ScratchSettings } from "../dialect/dialect.ts"
import { presumedEngine } from "../dialect/generic.ts"
import { AludelError, isAludelError } from "../errors/error.ts"
import { canScratch } from "../scratch/scratch.ts"
import { scratchRequest, type Generation } from "./generation.ts"
import { prove, type Claim } from "./proof.ts"

/** Another database that the same revisions are for, with another dialect. */
export interface ProofPlace {
  /** How messages call it: `local, SQLite`. */
  readonly name: string
  readonly dialect: Dialect
  /** A Kysely that is never connected to; closed when the proof is over. */
  readonly db: AnyDatabase
  readonly defaultSchema?: string | undefined
  /** What the project says of its scratch. Default: what the dialect finds by itself. */
  readonly scratch?: ScratchSettings | undefined
}

/** Whether and where a revision is proven. */
export interface ProofOptions {
  /** Default: true. */
  readonly proof?: boolean | undefined
  /** The places of other dialects. Default: none. */
  proveOn?: (() => Promise<readonly ProofPlace[]>) | undefined
}

/**
 * Proves a revision on the run's own dialect and on the others that it is for.
 *
 * @returns what the file is to say of it, one line each: what could not be proven, and where
 * @throws AludelError `generate/not-proven`; `scratch/unavailable` where the run's own dialect has no place for it
 */
export async function proven(
  claim: Claim,
  opened: Generation,
  { proof = true, proveOn }: ProofOptions,
): Promise<readonly string[]> {
  const { dialect, loader, onEvent } = opened.run
  if (!proof) return ["Not proven: it was written with --no-proof."]
  const notes: string[] = []
  if (canScratch(dialect))
    notes.push(
      ...(await withAdvice(() =>
        prove(claim, { ...scratchRequest(opened), dialect, definition: loader.definition }),
      )),
    )
  for (const place of (await proveOn?.()) ?? []) notes.push(...(await provenOn(claim, opened, place)))
  for (const sentence of notes) onEvent({ kind: "proof", sentence })
  return notes
}

async function provenOn(
  claim: Claim,
  { run: { loader, onEvent, signal } }: Generation,
  { name, dialect, db, defaultSchema, scratch }: ProofPlace,
): Promise<readonly string[]> {
  try {
    if (!canScratch(dialect)) return [`Not proven for ${name}: its dialect has no scratch.`]
    const notes = await prove(claim, {
      db,
      dialect,
      engine: presumedEngine(dialect),
      defaultSchema,
      settings: scratch,
      offline: true,
      signal,
      onChoice: (sentence) => onEvent({ kind: "scratch-chosen", sentence: `${name}: ${sentence}` }),
      definition: loader.definition,
    })
    return notes.map((note) => `For ${name}: ${note}`)
  } catch (error) {
    if (!isAludelError(error)) throw error
    // That one is at hand is a matter of where this is done; that it runs there is not.
    if (error.code === "scratch/unavailable")
      return [`Not proven for ${name}: ${error.message}${error.hint === undefined ? "" : `. ${error.hint}`}`]
    throw new AludelError(error.code, `for ${name}: ${error.message}`, {
      hint: error.hint,
      cause: error,
      details: error.details,
    })
  } finally {
    await db.destroy()
  }
}

async function withAdvice<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!isAludelError(error) || error.code !== "scratch/unavailable") throw error
    throw new AludelError(error.code, `the revision can't be proven: ${error.message}`, {
      hint: [error.hint, "--no-proof writes it as it is, and says so in the file."]
        .filter((line) => line !== undefined)
        .join("\n"),
      cause: error,
      details: error.details,
    })
  }
}
