import type { AnyDatabase, IntrospectOptions, Schema } from "@aludel/core/dialect"
import { AludelError } from "@aludel/core/dialect"

import { type Reading, refuseMixed } from "./reading/changed.ts"
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
  // A transaction of the caller's may have changed the schema itself.
  if (db.isTransaction) return readBetween(db, options)
  const { schema, ...reading } = await db
    .transaction()
    .setIsolationLevel("repeatable read")
    .setAccessMode("read only")
    .execute(async (transaction) => read(transaction, await settle(transaction, options), options))
  await refuseMixed(db, reading)
  return schema
}

// The caller's transaction goes on with the settings that it had.
async function readBetween(db: AnyDatabase, options: IntrospectOptions): Promise<Schema> {
  const place = await settle(db, options)
  try {
    const { schema } = await read(db, place, options)
    await place.restore()
    return schema
  } catch (error) {
    // After a failed statement the transaction can only be rolled back, which puts the settings back by itself.
    await place.restore().catch(() => {})
    throw error
  }
}

function settle(db: AnyDatabase, { defaultSchema, schemas = [] }: IntrospectOptions): Promise<Place> {
  return settlePlace(db, defaultSchema, schemas)
}

async function read(
  db: AnyDatabase,
  place: Place,
  options: IntrospectOptions,
): Promise<Reading & { readonly schema: Schema }> {
  checkPlace(place)
  const { version, snapshot, namespaces } = place
  const schemas = namespaces.map(({ oid }) => oid).join(", ")
  if (namespaces.length === 0) return { snapshot, schemas, relations: new Map(), schema: { nodes: [] } }
  const source = { version, schemas, viewColumns: options.viewColumns === true }
  const found = await withAnswers(db, source, options, (answers) => schemaOf(place, answers, options))
  return { snapshot, schemas, ...found }
}
