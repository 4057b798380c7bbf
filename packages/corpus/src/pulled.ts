import { createMigrator, inMemory, type Pulled } from "@aludel/core"
import type { AnyDatabase } from "@aludel/core/dialect"

import type { CorpusEngine } from "./engine.ts"

/** Reads a database, whatever schemas it has, and prints its declaration. */
export function pull(
  db: AnyDatabase,
  { dialect, defaultSchema }: CorpusEngine,
  layout: "one file" | "file per table" = "one file",
): Promise<Pulled> {
  return createMigrator({ db, dialect, defaultSchema, source: inMemory([]) }).pull({ schemas: "all", layout })
}
