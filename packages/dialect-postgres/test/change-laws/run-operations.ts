import type { AnyDatabase, Operation } from "@aludel/core/dialect"
import { catalog, definitionOf } from "@aludel/core/dialect"

import { compileGroup, groups } from "../../../core/src/execution/groups.ts"
import { surroundings } from "../../../core/src/execution/surroundings.ts"
import { introspect } from "../../src/introspect.ts"
import { postgres } from "../../src/postgres.ts"
import { run, target } from "../database.ts"

const dialect = postgres()

/** Runs operations as a run of core does, in a transaction that is open: each compiled against the schema at its moment. */
export async function runOperations(
  transaction: AnyDatabase,
  operations: readonly Operation[],
  defaultSchema: string,
): Promise<void> {
  const around = surroundings(dialect, definitionOf, async () =>
    catalog(
      await introspect(transaction, {
        defaultSchema,
        schemas: await dialect.namespaces!(transaction),
        rights: true,
      }),
    ),
  )
  for (const group of groups(operations, dialect)) {
    const compile = await compileGroup(group, target(transaction, defaultSchema), around)
    for (const step of compile()) if (step.kind === "statement") await run(transaction, step.sql)
    for (const operation of group) around.applied(operation)
  }
}
