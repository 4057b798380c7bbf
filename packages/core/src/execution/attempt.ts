import type { AnyDatabase } from "../dialect/dialect.ts"
import { serverDetail } from "../errors/driver-error.ts"
import { query } from "./execute.ts"

/** What became of a statement. */
export type Attempt =
  | { readonly rows: readonly Readonly<Record<string, unknown>>[] }
  /** Why the engine refused it. */
  | { readonly refused: string }

/** Executes a statement that the engine may refuse; then nothing of it stays, and a transaction goes on. */
export async function attempt(connection: AnyDatabase, statement: string): Promise<Attempt> {
  const run = (text: string) =>
    query<Readonly<Record<string, unknown>>>(connection, { sql: text, parameters: [] })
  if (connection.isTransaction) await run("savepoint aludel_attempt")
  try {
    return { rows: await run(statement) }
  } catch (error) {
    if (connection.isTransaction) await run("rollback to savepoint aludel_attempt")
    return { refused: serverDetail(error).message }
  } finally {
    if (connection.isTransaction) await run("release savepoint aludel_attempt")
  }
}
