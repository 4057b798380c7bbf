import { AludelError, displayName, quoteName, type AnyDatabase } from "@aludel/core/dialect"

import { attached } from "./attached.ts"
import { readPragma, withPragma } from "./pragma.ts"
import { ownTable } from "./qualified.ts"
import { query } from "./query.ts"

interface Violation {
  /** The table, with its database before it where that is an attached one. */
  readonly table: string
  readonly rowid: number | bigint | null
  readonly parent: string
}

/**
 * Does some work without SQLite acting on foreign keys: where it acts on them, `drop table` deletes the table's rows first,
 * and with them, by `on delete cascade`, those of other tables. It can be turned off outside of a transaction only.
 * Nothing is done where the connection does not act on them anyway.
 *
 * @param work gets a check to be made before the transaction is committed
 */
export async function withoutForeignKeys<T>(db: AnyDatabase, work: (guard: Guard) => Promise<T>): Promise<T> {
  if ((await readPragma(db, "foreign_keys")) === 0) return work(noGuard)
  return withPragma(db, "foreign_keys", 0, () => work(guard))
}

/** Sees to it that no row is left that refers to nothing, unless it did before. */
export interface Guard {
  /**
   * Looks at what is there before the work, and gives the check for afterwards, which is handed the tables that were given
   * keys which are said to point at nothing.
   */
  begin(db: AnyDatabase): Promise<(dangling: ReadonlySet<string>) => Promise<void>>
}

const noGuard: Guard = { begin: async () => async () => {} }

const guard: Guard = {
  async begin(db) {
    const before = new Set((await violations(db)).map((violation) => key(violation)))
    return async (dangling) => {
      const added = (await violations(db)).filter(
        (violation) =>
          !before.has(key(violation)) && !(isMismatch(violation.parent) && dangling.has(violation.table)),
      )
      if (added.length > 0) throw violated(added)
    }
  },
}

async function violations(db: AnyDatabase): Promise<readonly Violation[]> {
  const found: Violation[] = []
  for (const schema of ["main", ...(await attached(db))]) found.push(...(await violationsIn(db, schema)))
  return found
}

// Where a foreign key points at columns that are no key, SQLite can't check its table and says so instead of looking at any.
async function violationsIn(db: AnyDatabase, schema: string): Promise<readonly Violation[]> {
  const check = `pragma ${quoteName(schema)}.foreign_key_check`
  const place = schema === "main" ? {} : { schema }
  const placed = (violation: Violation) => ({
    ...violation,
    table: displayName({ ...place, name: violation.table }),
  })
  try {
    return (await query<Violation>(db, check)).map(placed)
  } catch (error) {
    if (!isMismatch(messageOf(error))) throw error
    const own = ownTable(schema, "sqlite_schema")
    const tables = await query<{ name: string }>(db, `select name from ${own} where type = 'table'`)
    const found: Violation[] = []
    for (const { name } of tables) found.push(...(await violationsOf(db, check, name)))
    return found.map(placed)
  }
}

async function violationsOf(db: AnyDatabase, check: string, table: string): Promise<readonly Violation[]> {
  try {
    return await query<Violation>(db, `${check}(${quoteName(table)})`)
  } catch (error) {
    if (!isMismatch(messageOf(error))) throw error
    return [{ table, rowid: null, parent: messageOf(error) }]
  }
}

function isMismatch(message: string): boolean {
  return message.startsWith("foreign key mismatch")
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : ""
}

// Not by the number of the foreign key, which changes when another is dropped.
function key({ table, rowid, parent }: Violation): string {
  return JSON.stringify([table, Number(rowid ?? -1), parent])
}

function violated(added: readonly Violation[]): AludelError {
  const mismatch = added.find(({ parent }) => isMismatch(parent))
  if (mismatch !== undefined) {
    return new AludelError(
      "run/failed",
      `a foreign key of ${mismatch.table} would point at no key: ${mismatch.parent}`,
      {
        hint: "Nothing of this run is left in the database. What a foreign key points at must be a primary key or unique.",
        details: { table: mismatch.table },
      },
    )
  }
  const counts = Map.groupBy(added, ({ table, parent }) => `of ${table} to ${parent}`)
  const list = [...counts].map(([way, rows]) => `${rows.length} ${way}`).join(", ")
  return new AludelError("run/failed", `rows were left that refer to nothing by a foreign key: ${list}`, {
    hint: "Nothing of this run is left in the database. While a revision runs SQLite doesn't cascade: delete or change such rows in the revision.",
    details: {
      violations: added
        .slice(0, 100)
        .map(({ table, parent, rowid }) => ({ table, parent, rowid: Number(rowid ?? -1) })),
    },
  })
}
