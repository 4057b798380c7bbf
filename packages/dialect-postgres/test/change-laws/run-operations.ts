import type { AnyDatabase, Operation, Schema } from "@aludel/core/dialect"
import { catalog, definitionOf } from "@aludel/core/dialect"

import { compileGroup, groups } from "../../../core/src/execution/groups.ts"
import { surroundings } from "../../../core/src/execution/surroundings.ts"
import { introspect } from "../../src/introspect.ts"
import { postgres } from "../../src/postgres.ts"
import { run, target } from "../database.ts"

const dialect = postgres()

/**
 * Runs operations as a run of core does, in a transaction that is open: each compiled against the schema at its moment.
 *
 * @param place `known`: all that is there, with rights, where it was just read
 */
export async function runOperations(
  transaction: AnyDatabase,
  operations: readonly Operation[],
  { defaultSchema, known }: { readonly defaultSchema: string; readonly known?: Schema },
): Promise<void> {
  let first = known
  const around = surroundings(dialect, definitionOf, async () => {
    const schemas = first === undefined ? await dialect.namespaces!(transaction) : []
    const read = first ?? (await introspect(transaction, { defaultSchema, schemas, rights: true }))
    first = undefined
    return catalog(read)
  })
  // What was read is known from the start, not only when an operation asks.
  if (known !== undefined)
    for (const operation of operations) if ((await around.before(operation)) !== undefined) break
  for (const group of groups(operations, dialect)) {
    const compile = await compileGroup(group, target(transaction, defaultSchema), around)
    for (const step of compile())
      if (step.kind === "statement") {
        if (process.env.TRACE) console.log(step.sql)
        await run(transaction, step.sql)
      }
    for (const operation of group) around.applied(operation)
  }
}
