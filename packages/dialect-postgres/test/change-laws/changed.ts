import type { AnyDatabase, Schema } from "@aludel/core/dialect"

import { drawFrom } from "../../../corpus/src/changes/draw.ts"
import { randomChange } from "../../../corpus/src/changes/postgres.ts"
import { run } from "../database.ts"

/** Changes a schema at random by SQL, in a transaction that is open; gives the statements that the server took. */
export async function changedAtRandom(
  transaction: AnyDatabase,
  schema: Schema,
  seed: number,
  most: number,
): Promise<readonly string[]> {
  const draw = drawFrom(seed)
  const held: string[] = []
  for (let number = 1; held.length < most && number <= most * 3; number += 1) {
    const statement = randomChange(schema, draw, number)
    if (await attempted(transaction, statement)) held.push(statement)
  }
  return held
}

/** Executes a statement, undone where the server refuses it. */
async function attempted(transaction: AnyDatabase, statement: string): Promise<boolean> {
  await run(transaction, "savepoint attempted")
  try {
    await run(transaction, `${statement}; release savepoint attempted`)
    return true
  } catch {
    await run(transaction, "rollback to savepoint attempted; release savepoint attempted")
    return false
  }
}
