import type { AnyDatabase, IntrospectOptions, Schema } from "@aludel/core/dialect"
import { AludelError } from "@aludel/core/dialect"

import { checkPlace, type Place, settlePlace } from "./reading/place.ts"
import { withAnswers } from "./reading/rows.ts"
import { schemaOf } from "./reading/schema.ts"
import { hasVanished } from "./reading/vanished.ts"

const attempts = 3

/**
 * Reads the schema of a database from `pg_catalog`, in a constant number of queries and one snapshot: a read-only
 * transaction of its own, or the caller's. Expressions are as PostgreSQL prints them, unqualified where they name what
 * lies in the default schema. What belongs to an extension is left out, as are temporary tables.
 *
 * @throws AludelError `database/version` where the server is older than 14
 * @throws AludelError `database/failed` where the role may not use the default schema, or the schema keeps changing while it is read
 */
export async function introspect(db: AnyDatabase, options: IntrospectOptions = {}): Promise<Schema> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await inSnapshot(db, options)
    } catch (error) {
      if (!hasVanished(error)) throw error
      // The snapshot of the caller's transaction stays as old as it is.
      if (!db.isTransaction && attempt < attempts) continue
      throw new AludelError("database/failed", "the schema was changed while it was read", {
        hint: "Do it again when nobody else is migrating.",
        cause: error,
      })
    }
  }
}

async function inSnapshot(db: AnyDatabase, options: IntrospectOptions): Promise<Schema> {
  if (db.isTransaction) return readBetween(db, options)
  return db
    .transaction()
    .setIsolationLevel("repeatable read")
    .setAccessMode("read only")
    .execute((snapshot) => read(snapshot, options))
}

// The caller's transaction goes on with the settings that it had.
async function readBetween(db: AnyDatabase, options: IntrospectOptions): Promise<Schema> {
  const place = await settlePlace(db, options.defaultSchema, options.schemas ?? [])
  try {
    const schema = await readFrom(db, place, options)
    await place.restore()
    return schema
  } catch (error) {
    // After a failed statement the transaction can only be rolled back, which puts the settings back by itself.
    await place.restore().catch(() => {})
    throw error
  }
}

async function read(db: AnyDatabase, options: IntrospectOptions): Promise<Schema> {
  const place = await settlePlace(db, options.defaultSchema, options.schemas ?? [])
  return readFrom(db, place, options)
}

async function readFrom(db: AnyDatabase, place: Place, options: IntrospectOptions): Promise<Schema> {
  checkPlace(place)
  if (place.namespaces.length === 0) return { nodes: [] }
  return withAnswers(db, place, options, (answers) => schemaOf(place, answers, options))
}
