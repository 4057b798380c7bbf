import { fileURLToPath } from "node:url"

import { createMigrator, type Dialect } from "@aludel/core"
import { folder } from "@aludel/core/node"
import type { Kysely } from "kysely"

import type { Database } from "./schema.ts"

/** Which database is upgraded, and who is told about it. */
export interface UpgradeOptions {
  readonly db: Kysely<Database>
  readonly dialect: Dialect
  readonly schema: string | undefined
  readonly log: (line: string) => void
}

const migrations = fileURLToPath(new URL("../migrations", import.meta.url))

/** Brings the database to the head of `migrations/`. Any number of instances may do this at once: one works, the others wait. */
export async function upgradeDatabase({ db, dialect, schema, log }: UpgradeOptions): Promise<void> {
  const migrator = createMigrator({
    db,
    dialect,
    source: folder(migrations),
    defaultSchema: schema,
    onEvent: (event) => {
      if (event.kind === "revision-started") log(`database: ${event.message} (${event.id})`)
    },
  })
  const { status } = await migrator.upgrade()
  if (status === "ahead") log("database: upgraded already by a newer version of this service")
}
