import type { AnyDatabase } from "@aludel/core/dialect"

import { query } from "./query.ts"

/** The value of a pragma that is one number. */
export async function readPragma(db: AnyDatabase, name: string): Promise<number> {
  const [row] = await query<Record<string, unknown>>(db, `pragma ${name}`)
  return Number(Object.values(row ?? {})[0] ?? 0)
}

/** Does some work with a pragma set to a value, and puts the old one back whatever happens. */
export async function withPragma<T>(
  db: AnyDatabase,
  name: string,
  value: number,
  work: () => Promise<T>,
): Promise<T> {
  const before = await readPragma(db, name)
  if (before !== value) await query(db, `pragma ${name} = ${value}`)
  try {
    return await work()
  } finally {
    if ((await readPragma(db, name)) !== before) await query(db, `pragma ${name} = ${before}`)
  }
}
