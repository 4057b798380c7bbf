import type { AnyDatabase } from "../dialect/dialect.ts"
import type { Migrator } from "../migrator/migrator.ts"
import type { Revision } from "../revisions/revision.ts"
import type { ConformanceOptions } from "./options.ts"

/** The body of one case, in an empty database of its own. */
export type Case = (place: {
  readonly db: AnyDatabase
  readonly options: ConformanceOptions
  readonly name: string
  migrator(...revisions: readonly Revision[]): Migrator
}) => Promise<void>
