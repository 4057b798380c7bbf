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
  { dialect, defaultSchema }: CreateSchemaOptions,
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
      await execute(compileOperation(operation, target, await around.before(operation)), {
        connection,
        caller: connection,
        where: definition(operation, target).describe(operation),
        afterFailure: "Nothing of the schema was kept.",
      })
      around.applied(operation)
    }
  })
}
