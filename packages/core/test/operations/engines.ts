import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from "kysely"

import type { AnyDatabase } from "../../src/dialect/dialect.ts"
import type { CompileContext } from "../../src/operations/definition.ts"
import type { Catalog } from "../../src/schema/catalog.ts"

/** Compiles as PostgreSQL does, and executes nothing. */
export const postgres: AnyDatabase = new Kysely({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

/** Compiles as SQLite does, and executes nothing. */
export const sqlite: AnyDatabase = new Kysely({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
})

/** What compilers are asked with: an engine with everything, or one without enums, schemas and identity. */
export function contextOf(
  db: AnyDatabase,
  { all = true, schema, before }: { all?: boolean; schema?: string; before?: Catalog } = {},
): CompileContext {
  return {
    db: schema === undefined ? db : db.withSchema(schema),
    object: () => undefined,
    columnType: ({ type, enum: enumeration }) => {
      if (enumeration === undefined) return type
      return all ? `"${enumeration.schema ?? schema ?? "public"}"."${enumeration.name}"` : "text"
    },
    identity: ({ identity }) =>
      all ? `generated ${identity?.always ? "always" : "by default"} as identity` : "",
    holds: (kind) => all || (kind !== "enum" && kind !== "namespace"),
    name: (object) => (object.schema === undefined ? object.name : `${object.schema}.${object.name}`),
    path: (object) => [object.schema ?? schema, object.name].filter((part) => part !== undefined),
    before,
  }
}
