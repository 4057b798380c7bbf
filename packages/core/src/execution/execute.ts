import type { AnyDatabase } from "../dialect/dialect.ts"
import { AludelError, isAludelError } from "../errors/error.ts"
import type { DataCode, Operation, Statement, Step } from "../operations/definition.ts"
import { serverDetail, type ServerDetail } from "../errors/driver-error.ts"
import { lend } from "./lent.ts"
import { pointed } from "./pointed.ts"

/** Where steps are executed. */
export interface Execution {
  /** One connection, without plugins. */
  readonly connection: AnyDatabase
  /** The caller's Kysely, whose plugins data code gets. */
  readonly caller: AnyDatabase
  /** For messages: "revision 4f2a…, add column hotels.code". */
  readonly where: string
  /** What a failure leaves behind, as the sentence that goes with its message. */
  readonly afterFailure: string
  /** The operations that the steps are of, for programs. Default: not said. */
  readonly operations?: readonly Operation[] | undefined
  /** What to do about a statement that the engine refused, besides what it says itself. Default: nothing. */
  hint?(failure: ServerDetail): string | undefined
  /** Told before each statement. Default: nobody is. */
  onStatement?(sql: string): void
}

/**
 * Executes steps in order.
 *
 * @throws AludelError `run/failed` with the SQL and the server's own words
 */
export async function execute(steps: readonly Step[], execution: Execution): Promise<void> {
  for (const step of steps) {
    await (step.kind === "statement" ? executeStatement(step, execution) : runCode(step.fn, execution))
  }
}

async function executeStatement(statement: Statement, execution: Execution): Promise<void> {
  if (statement.alone !== undefined && execution.connection.isTransaction)
    throw mustStandAlone(statement, execution)
  execution.onStatement?.(statement.sql)
  try {
    await query(execution.connection, statement)
  } catch (error) {
    throw failed(error, execution, statement.sql)
  }
}

function mustStandAlone({ sql }: Statement, { where, afterFailure }: Execution): AludelError {
  return new AludelError(
    "dialect/unsupported",
    `${where}: it can't be done inside the transaction of a run\n  SQL: ${sql}`,
    {
      hint: `Leave \`concurrently\` out, or run the script that \`aludel upgrade --sql\` prints.\n${afterFailure}`,
      details: { sql },
    },
  )
}

async function runCode(fn: DataCode, execution: Execution): Promise<void> {
  const lent = await lend(execution.connection, execution.caller)
  try {
    await fn(lent.db)
  } catch (error) {
    throw isAludelError(error) ? withOperations(error, execution) : failed(error, execution)
  } finally {
    lent.close()
  }
}

/** Executes one statement and gives its rows. */
export async function query<Row>(
  connection: AnyDatabase,
  statement: Pick<Statement, "sql" | "parameters">,
): Promise<readonly Row[]> {
  const { CompiledQuery } = await import("kysely")
  const { rows } = await connection.executeQuery<Row>(
    CompiledQuery.raw(statement.sql, [...statement.parameters]),
  )
  return rows
}

// What a compiler's own code refuses is told like what the engine refuses.
function withOperations(error: AludelError, { operations }: Execution): AludelError {
  const { code, message, hint, details } = error
  if (operations === undefined || code !== "run/failed") return error
  return new AludelError(code, message, { hint, cause: error, details: { message, ...details, operations } })
}

function failed(error: unknown, execution: Execution, sql?: string): AludelError {
  const { where, afterFailure } = execution
  const detail = serverDetail(error)
  const lines = [`${where} failed: ${detail.message}`]
  if (detail.detail !== undefined) lines.push(`  detail: ${detail.detail}`)
  if (sql !== undefined) lines.push(...pointed(sql, detail.position))
  return new AludelError("run/failed", lines.join("\n"), {
    hint: [detail.hint, execution.hint?.(detail), afterFailure]
      .filter((line) => line !== undefined)
      .join("\n"),
    cause: error,
    details: { sql, ...detail, ...(execution.operations && { operations: execution.operations }) },
  })
}
