import { genericDialect } from "../dialect/generic.ts"
import { historyTables } from "../history/tables.ts"
import type { HeaderOptions } from "../revisions/source.ts"
import type { RunContext } from "../runner/context.ts"
import { loader } from "../runner/prepare.ts"
import { clock, openGraph } from "./open-graph.ts"
import type { MigratorOptions, RunOptions } from "./options.ts"

/** What one call of a migrator asks for. */
export interface Asked extends HeaderOptions, RunOptions {}

/** Everything that a run or a comparison is handed, from the options of a migrator. */
export async function openContext(
  options: MigratorOptions,
  { textHashes, ...how }: Asked = {},
): Promise<RunContext> {
  const { db, source, defaultSchema, history, actor, scratch } = options
  const dialect = options.dialect ?? genericDialect
  const graph = await openGraph(source, { textHashes })
  return {
    db,
    dialect,
    graph,
    loader: loader(graph, source, { dialect, db }),
    tables: historyTables({ table: history?.table, schema: history?.schema ?? defaultSchema }),
    defaultSchema,
    lockTimeout: how.lockTimeout ?? options.lockTimeout,
    statementLockTimeout: how.statementLockTimeout ?? options.statementLockTimeout,
    retries: how.retries ?? options.retries,
    transaction: how.transaction ?? options.transaction,
    interrupted: how.interrupted,
    signal: how.signal,
    actor,
    scratch,
    session: options.session,
    onRevision: options.onRevision,
    onEvent: (event) => options.onEvent?.(event),
    now: clock(options),
  }
}
