import type { AnyDatabase, Schema } from "@aludel/core/dialect"
import { expect } from "vitest"

import { introspect } from "../../src/introspect.ts"
import { create, open, rows, run } from "../database.ts"
import type { Server } from "./ground.ts"
import { quoted } from "./names.ts"
import { columnOrder, differences, withoutTexts } from "./comparison.ts"

const outsideOfTheModel = { kind: "access method", name: "heap_too" }

/** Makes what stands outside of the model and schemas refer to. */
export async function prepare(db: AnyDatabase): Promise<void> {
  await run(db, "create access method heap_too type table handler heap_tableam_handler")
}

/** What the server of a database has. */
export async function serverOf(db: AnyDatabase): Promise<Server> {
  const [version] = await rows(db, "select current_setting('server_version_num')::int / 10000 as major")
  const found = await rows(db, "select name, default_version from pg_available_extensions")
  const ways = await rows(
    db,
    "select unnest(enumvals) as way from pg_settings where name = 'default_toast_compression'",
  )
  return {
    compressions: (ways as { way: string }[]).map(({ way }) => way),
    major: (version as { major: number }).major,
    extensions: Object.fromEntries(
      (found as { name: string; default_version: string }[]).map((row) => [row.name, row.default_version]),
    ),
  }
}

/** Makes a place with a schema in it, reads it, and lets it vanish. */
export type Remake = (schema: Schema) => Promise<Schema>

/** Places that are schemas of one transaction, rolled back; each of the two has a default schema of another name. */
export function inTransaction(db: AnyDatabase, home: string): Remake {
  const undo = new Error("undo")
  return async (schema) => {
    let read: Schema | undefined
    try {
      await db.transaction().execute(async (transaction) => {
        await run(
          transaction,
          `create schema ${quoted(home)}; set local search_path to ${quoted(home)}; set local check_function_bodies to off`,
        )
        await create(transaction, schema, home)
        read = await reread(transaction, schema, home)
        throw undo
      })
    } catch (error) {
      if (error !== undo) throw error
    }
    return read!
  }
}

/** Makes a schema in a fresh database, and reads it. The database stays. */
export async function inDatabase(url: string, schema: Schema): Promise<Schema> {
  const db = await open({ url, max: 1 })
  await prepare(db)
  await run(db, "set check_function_bodies to off")
  await create(db, schema, "public")
  const read = await reread(db, schema, "public")
  await db.destroy()
  return read
}

/** Reads the default schema and all that a schema names. */
function reread(db: AnyDatabase, schema: Schema, defaultSchema: string): Promise<Schema> {
  const schemas = schema.nodes.flatMap((node) => (node.kind === "namespace" ? [node.name] : []))
  return introspect(db, { defaultSchema, schemas, unmodelled: true })
}

/** Whether what was read is what was made, but for how PostgreSQL prints SQL, and remade from that is the same to the letter. */
export async function expectRoundTrip(schema: Schema, first: Remake, second: Remake): Promise<void> {
  const once = await first(schema)
  expect(differences(withoutTexts(schema), withoutTexts(once))).toEqual([])
  expect(columnOrder(once)).toEqual(columnOrder(schema))
  expect(once.unmodelled).toEqual([outsideOfTheModel])
  const twice = await second(once)
  expect(differences(once.nodes, twice.nodes)).toEqual([])
  expect(twice).toEqual(once)
}
