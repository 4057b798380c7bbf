import type { AnyDatabase, Schema } from "@aludel/core/dialect"
import { sql } from "kysely"

import { drawFrom, type Draw } from "./draw.ts"

/**
 * A function that empties a database and changes its schema at random, about one object in ten; what the engine refuses is
 * undone.
 *
 * @param change a random statement
 * @param emptying the statements that delete all rows
 */
export function changedBy(
  change: (schema: Schema, draw: Draw, number: number) => string,
  emptying: (schema: Schema) => readonly string[],
): (db: AnyDatabase, schema: Schema, seed: number) => Promise<number> {
  return (db, schema, seed) =>
    db.connection().execute(async (connection) => {
      for (const statement of emptying(schema)) await sql.raw(statement).execute(connection)
      const draw = drawFrom(seed)
      const wanted = 5 + Math.floor(schema.nodes.length / 10)
      let held = 0
      await sql`begin`.execute(connection)
      for (let number = 1; held < wanted && number < wanted * 10; number += 1) {
        if (await attempt(connection, change(schema, draw, number))) held += 1
      }
      await sql`commit`.execute(connection)
      return held
    })
}

/** Executes a statement, undone where the engine refuses it. */
async function attempt(connection: AnyDatabase, statement: string): Promise<boolean> {
  await sql`savepoint attempt`.execute(connection)
  try {
    await sql.raw(statement).execute(connection)
    await sql`release savepoint attempt`.execute(connection)
    return true
  } catch {
    await sql`rollback to savepoint attempt`.execute(connection)
    await sql`release savepoint attempt`.execute(connection)
    return false
  }
}
