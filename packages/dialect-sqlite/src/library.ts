import type { AnyDatabase } from "@aludel/core/dialect"

import { query } from "./query.ts"

/** What the SQLite library beneath can do that not every one can; found out on each connection that a run or a scratch opens. */
export interface Library {
  /** `alter column … set not null`, `add constraint … check`, `drop constraint`. Taken for granted until a connection says otherwise. */
  altersInPlace: boolean
}

/** Finds out what the library of a connection can do. By trying, since versions don't tell: libSQL's and Turso's are others. */
export async function askLibrary(library: Library, db: AnyDatabase): Promise<void> {
  library.altersInPlace = await query(db, `alter table "aludel: no such table" alter column "a" set not null`).then(
    () => true,
    // Whatever knows the words misses the table; whatever doesn't stumbles over the words before.
    (error: unknown) => error instanceof Error && error.message.includes("no such table"),
  )
}
