import type { AnyDatabase } from "@aludel/core/dialect"

import type { KeyPath } from "./config.ts"

/** Where generated revisions are proven and expressions compared. Every key may be left out. */
export interface ScratchConfig {
  /**
   * The URL of a database set aside for it, or where it stands: everything in it is dropped. Default: what the dialect
   * finds by itself, such as a temporary database on the server of `url`.
   */
  readonly url?: string | KeyPath | undefined
  /** Makes what the schema refers to but does not own (extensions, roles, other people's tables), before anything else: SQL, or a function. Default: nothing. */
  readonly prepare?: string | ((db: AnyDatabase) => Promise<void>) | undefined
  /** Opens a database by its name on the server of the run, for configurations that bring their own `db`. Default: by `url`. */
  readonly connect?: ((database: string) => AnyDatabase | Promise<AnyDatabase>) | undefined
}
