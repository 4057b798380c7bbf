import { displayName, type AnyDatabase, type Schema, type SchemaNode } from "@aludel/core/dialect"
import { createSchema } from "@aludel/core/testing"
import { sql } from "kysely"

import type { CorpusEngine } from "./engine.ts"

/** Executes whatever of the statements can be by now, and says whether that was any. */
export function mender(statements: readonly string[]): (connection: AnyDatabase) => Promise<boolean> {
  const waiting = new Set(statements)
  return async (connection) => {
    const before = waiting.size
    for (const statement of waiting) {
      await sql`savepoint besides`.execute(connection)
      try {
        await sql.raw(statement).execute(connection)
        waiting.delete(statement)
      } catch {
        await sql`rollback to savepoint besides`.execute(connection)
      }
      await sql`release savepoint besides`.execute(connection)
    }
    return waiting.size < before
  }
}

/**
 * Makes what nothing can declare where the things that it stands on are missing, and these with it: an aggregate with its
 * functions.
 */
export async function makeBesides(
  db: AnyDatabase,
  statements: readonly string[],
  schema: Schema,
  { dialect, defaultSchema }: CorpusEngine,
): Promise<void> {
  if (statements.length === 0) return
  const mend = mender(statements)
  await db.connection().execute(async (connection) => {
    await sql`begin`.execute(connection)
    while (await mend(connection));
    await sql`commit`.execute(connection)
  })
  const needed = schema.nodes.filter((node) => isMentioned(node, statements))
  await createSchema(db, { nodes: needed }, { dialect, defaultSchema, mend })
  await db.connection().execute(async (connection) => {
    await sql`begin`.execute(connection)
    while (await mend(connection));
    await sql`commit`.execute(connection)
  })
}

const needed: ReadonlySet<string> = new Set([
  "function",
  "composite type",
  "domain",
  "range type",
  "extension",
])

function isMentioned(node: SchemaNode, statements: readonly string[]): boolean {
  if (node.kind === "namespace") return statements.some((statement) => statement.includes(node.name))
  if (node.kind !== "enum" && !(node.kind === "defined" && needed.has(node.type))) return false
  const name = displayName(node).replace(/\(.*/s, "").split(".").at(-1)!
  return statements.some((statement) => statement.split(/[^\w$]+/).includes(name))
}
