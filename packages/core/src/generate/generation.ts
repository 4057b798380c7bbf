import type { DiffOptions } from "../diff/diff.ts"
import { askEngine, presumedEngine, type Engine } from "../dialect/generic.ts"
import type { RunContext } from "../runner/context.ts"
import type { Schema } from "../schema/model.ts"
import type { ScratchRequest } from "../scratch/scratch.ts"
import { sayOf, type Say } from "./say.ts"
import type { AutogenerateSettings } from "./settings.ts"

/** Everything that a comparison is handed. */
export interface Generation {
  readonly run: RunContext
  readonly engine: Engine
  /** The database is not there to be asked: the revisions say what it holds. */
  readonly offline: boolean
  readonly say: Say
  /** What was read of the database, by the schemas that were asked for: what one call compares, it reads once. */
  readonly read: Map<string, Promise<Schema>>
}

/** How a comparison is made. */
export interface GenerationOptions {
  /** Default: false. */
  readonly offline?: boolean | undefined
  /** Default: nothing is said. */
  readonly settings?: AutogenerateSettings | undefined
}

/** Opens a comparison. */
export async function generation(
  run: RunContext,
  { offline = false, settings }: GenerationOptions = {},
): Promise<Generation> {
  const { dialect, db } = run
  const say = sayOf(settings)
  const engine = offline ? presumedEngine(dialect) : await askEngine(dialect, db.withoutPlugins())
  return { run, engine, offline, say, read: new Map() }
}

/** What a scratch is opened with, but for its schemas; whether the dialect has one is asked by `canScratch`. */
export function scratchRequest({ run, engine, offline }: Generation) {
  const { db, dialect, defaultSchema, scratch, session: hook, signal, onEvent } = run
  return {
    db: db.withoutPlugins(),
    dialect,
    engine,
    defaultSchema,
    offline,
    settings: scratch,
    hook,
    signal,
    onChoice: (sentence: string) => onEvent({ kind: "scratch-chosen", sentence }),
  } satisfies Omit<ScratchRequest, "schemas" | "dialect"> & { readonly dialect: RunContext["dialect"] }
}

/** How aligned schemas are compared: exactly, for what is the same to the engine is spelled alike in them. */
export function exactly({ run }: Generation): DiffOptions {
  const { forwardReferences, objects, impliedNames } = run.dialect
  return { forwardReferences, objects, impliedNames }
}
