import { lazily } from "./lazily.ts"
import type { Migrator } from "./migrator.ts"
import type { MigratorOptions } from "./options.ts"

/**
 * Everything that can be done with a history and a database, for an application or a command.
 *
 * ```ts
 * const migrator = createMigrator({ db, dialect: postgres(), source: folder("migrations") })
 * await migrator.upgrade()
 * ```
 *
 * @param options the database, the dialect and the source; nothing is opened or read before the first call, and the
 * pool stays the caller's
 */
export function createMigrator(options: MigratorOptions): Migrator {
  return lazily<Migrator>(
    {
      upgrade: true,
      downgrade: true,
      stamp: true,
      create: true,
      current: true,
      history: true,
      heads: true,
      branches: true,
      show: true,
      plan: true,
      sql: true,
      check: true,
      diff: true,
      revision: true,
      merge: true,
      ensureVersion: true,
      pull: true,
      adopt: true,
    },
    async () => (await import("./migrator-methods.ts")).migratorMethods(options),
  )
}
