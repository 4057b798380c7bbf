import type { AnyDatabase, Dialect } from "../dialect/dialect.ts"
import { askEngine, session } from "../dialect/generic.ts"
import { diff } from "../diff/diff.ts"
import { compileOperation, definition, type Target } from "../execution/compile.ts"
import { execute } from "../execution/execute.ts"
import { surroundings } from "../execution/surroundings.ts"
import { catalog } from "../schema/catalog.ts"
import type { Schema } from "../schema/model.ts"

/** Where {@link createSchema} works. */
export interface CreateSchemaOptions {
  readonly dialect: Dialect
  /** The schema that names without one lie in, which is there. Default: the engine's own. */
  readonly defaultSchema?: string | undefined
  /**
   * Asked when an operation failed, with what it did undone: makes on the connection what the schema needs and can't declare,
   * and says whether to try again. Default: the failure is told.
   */
  mend?(connection: AnyDatabase): Promise<boolean>
}

/**
 * Creates everything of a schema in an empty database, as an upgrade would: the operations that lead from nothing to it,
 * compiled and executed.
 *
 * @throws AludelError `run/failed` with the SQL and the server's own words
 */
export async function createSchema(
  db: AnyDatabase,
  schema: Schema,
  { dialect, defaultSchema, mend }: CreateSchemaOptions,
): Promise<void> {
  const plain = db.withoutPlugins()
  const engine = await askEngine(dialect, plain)
  await session(dialect, engine, plain, { lock: "create schema", defaultSchema }, async (connection) => {
    const target: Target = { db: connection, dialect, engine, defaultSchema }
    const around = surroundings(
      dialect,
      (operation) => definition(operation, target),
      async () => catalog(await dialect.introspect!(connection, { defaultSchema })),
    )
    for (const operation of diff({ nodes: [] }, schema, dialect)) {
      const steps = compileOperation(operation, target, await around.before(operation))
      const run = () =>
        execute(steps, {
          connection,
          caller: connection,
          where: definition(operation, target).describe(operation),
          afterFailure: "Nothing of the schema was kept.",
        })
      await (mend === undefined ? run() : mended(connection, run, mend))
      around.applied(operation)
    }
  })
}

async function mended(
  connection: AnyDatabase,
  run: () => Promise<void>,
  mend: NonNullable<CreateSchemaOptions["mend"]>,
): Promise<void> {
  const { sql } = await import("kysely")
  await sql`savepoint aludel_mend`.execute(connection)
  try {
    await run()
  } catch (error) {
    await sql`rollback to savepoint aludel_mend`.execute(connection)
    if (!(await mend(connection))) throw error
    await mended(connection, run, mend)
  }
  await sql`release savepoint aludel_mend`.execute(connection)
}
