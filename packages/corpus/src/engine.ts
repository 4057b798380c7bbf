import type { AnyDatabase, Dialect, Schema, ScratchSettings } from "@aludel/core/dialect"

/** A database engine that dumps are loaded into. */
export interface CorpusEngine {
  readonly dialect: Dialect
  /** The schema that names without one lie in. Absent: the engine's own. */
  readonly defaultSchema?: string
  /** The statements of a dump that make what nothing can declare and other things may need, such as aggregates. Absent: there is no such thing. */
  besides?(dump: string): Promise<readonly string[]>
  /** Where generated revisions are proven. Absent: what the dialect finds by itself. */
  readonly scratch?: ScratchSettings
  /** Makes an empty database; whoever calls this calls `db.destroy()`. */
  empty(): Promise<AnyDatabase>
  /** Loads a dump into a database of its own with the engine's own shell; whoever calls this calls `db.destroy()`. */
  load(dump: string): Promise<AnyDatabase | NotLoaded>
  /**
   * Empties a database and changes its schema at random, the same for the same seed.
   *
   * @returns how many changes held
   */
  change(db: AnyDatabase, schema: Schema, seed: number): Promise<number>
  /** Ends the engine and removes what it wrote. */
  close(): Promise<void>
}

/** Why a dump could not be loaded, in the shell's own words. */
export interface NotLoaded {
  readonly reason: string
}

/** Whether a dump could not be loaded. */
export function isNotLoaded(loaded: AnyDatabase | NotLoaded): loaded is NotLoaded {
  return "reason" in loaded
}
