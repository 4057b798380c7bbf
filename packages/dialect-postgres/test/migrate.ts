import type { AnyDatabase, Schema } from "@aludel/core/dialect"
import { catalog, definitionOf, nodeKey } from "@aludel/core/dialect"

import { diff } from "../../core/src/diff/diff.ts"
import { compileGroup, groups } from "../../core/src/execution/groups.ts"
import { surroundings } from "../../core/src/execution/surroundings.ts"
import { introspect } from "../src/introspect.ts"
import { postgres } from "../src/postgres.ts"
import { run, target } from "./database.ts"

/** The schema of a database, with who may do what. */
export function read(db: AnyDatabase, defaultSchema: string): Promise<Schema> {
  return introspect(db, { defaultSchema, rights: true })
}

/** Turns the schema `one` of a database from one into the other, in a transaction, as autogenerate would. */
export async function migrate(db: AnyDatabase, from: Schema, to: Schema): Promise<void> {
  const dialect = postgres()
  const { objects } = dialect
  const operations = diff(from, to, { objects })
  await db.transaction().execute(async (transaction) => {
    const around = surroundings(dialect, definitionOf, async () => catalog(await read(transaction, "one")))
    await run(transaction, `set local search_path to one, public`)
    around.remember(operations)
    for (const group of groups(operations, dialect)) {
      const compile = await compileGroup(group, target(db, "one"), around)
      for (const step of compile())
        if (step.kind === "statement") await told(step.sql, run(transaction, step.sql))
      for (const operation of group) around.applied(operation)
    }
  })
}

/** The nodes of a schema, so that two can be compared. */
export function inOrder({ nodes }: Schema): readonly object[] {
  return nodes.toSorted((a, b) => (nodeKey(a) < nodeKey(b) ? -1 : 1))
}

async function told(statement: string, running: Promise<void>): Promise<void> {
  try {
    await running
  } catch (error) {
    throw new Error(`${statement}: ${String(error)}`, { cause: error })
  }
}
