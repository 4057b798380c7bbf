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
import type { CompileContext, DefinedKind } from "../../src/operations/definition.ts"
import type { Catalog } from "../../src/schema/catalog.ts"
import type { DefinedNode } from "../../src/schema/model.ts"
import { quoteName } from "../../src/sql/sql.ts"

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
    object: (type) => (["view", "trigger", "function"].includes(type) ? definedKind(type) : undefined),
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

/** Objects as some engine may have them. */
function definedKind(type: string): DefinedKind {
  const called = (node: DefinedNode, context: CompileContext) =>
    `${type} ${context.path(node).map(quoteName).join(".")}`
  return {
    rank: type === "function" ? -40 : 20,
    create: (node, context) => [`create ${called(node, context)} as ${node.definition}`],
    drop: (node, context) => [`drop ${called(node, context)}`],
    rename: (node, to, context) => [`alter ${called(node, context)} rename to ${quoteName(to)}`],
    commentTarget: called,
  }
}
