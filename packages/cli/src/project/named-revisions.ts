import type { RevisionInfo } from "@aludel/core"

import type { Globals } from "./globals.ts"
import { withHistory } from "./with-history.ts"
import { withMigrator } from "./with-migrator.ts"

/** The revisions that a target names; the database is asked for `current` alone. */
export function namedRevisions(globals: Globals, target: string): Promise<readonly RevisionInfo[]> {
  return target === "current"
    ? withMigrator(globals, {}, (migrator) => migrator.show(target))
    : withHistory(globals, (history) => history.show(target))
}
