import type { AnyDatabase } from "@aludel/core/dialect"

/** Executes a statement and gives its rows. */
export async function query<Row>(
  db: AnyDatabase,
  text: string,
  parameters: readonly unknown[] = [],
): Promise<readonly Row[]> {
  const { CompiledQuery } = await import("kysely")
  const { rows } = await db.executeQuery<Row>(CompiledQuery.raw(text, [...parameters]))
  return rows
}
