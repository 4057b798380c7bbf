import type {
  AnyDatabase,
  IndexKey,
  IntrospectOptions,
  ReferentialAction,
  Schema,
  SchemaNode,
} from "@aludel/core/dialect"
import { catalog, displayName, quoteName } from "@aludel/core/dialect"

import type { ColumnRow, ConstraintRow, EnumRow, IndexRow } from "./catalog-queries.ts"
import { readCatalog, readPlace } from "./catalog-queries.ts"
import { withoutParentheses } from "./expression.ts"
import { isScratchName } from "./scratch.ts"
import { modelType } from "./types.ts"

/**
 * Reads the schema of a database from `pg_catalog`, in a constant number of queries and one snapshot: a read-only
 * transaction of its own, or the caller's. Expressions are as PostgreSQL prints them, unqualified where they name what
 * lies in the default schema.
 *
 * Left out is what the model has no words for: partitions, foreign tables, what extensions made, exclusion constraints,
 * indexes other than plain btree ones.
 */
export function introspect(db: AnyDatabase, options: IntrospectOptions = {}): Promise<Schema> {
  if (db.isTransaction) return read(db, options)
  return db
    .transaction()
    .setIsolationLevel("repeatable read")
    .setAccessMode("read only")
    .execute((snapshot) => read(snapshot, options))
}

async function read(db: AnyDatabase, options: IntrospectOptions): Promise<Schema> {
  const { default_schema, namespaces } = await readPlace(db, options.defaultSchema, options.schemas ?? [])
  if (namespaces.length === 0) return { nodes: [] }
  const rows = await printingFor(db, options.defaultSchema, () => readCatalog(db, namespaces))
  const nodes = nodesFor(default_schema ?? "", new Set(options.exclude))
  return catalog({
    nodes: [
      ...namespaces
        .filter((name) => name !== default_schema)
        .map((name) => ({ kind: "namespace" as const, name })),
      ...rows.enums.map(nodes.enum),
      ...rows.columns.flatMap(nodes.column),
      ...rows.constraints.flatMap(nodes.constraint),
      ...rows.indexes.flatMap(nodes.index),
    ].map((node) => Object.freeze(node)),
  }).schema()
}

// PostgreSQL prints names unqualified that `search_path` leads to. Where no default schema is given the path is what
// gives names their meaning; a scratch place has set its own.
async function printingFor<T>(
  db: AnyDatabase,
  defaultSchema: string | undefined,
  work: () => Promise<T>,
): Promise<T> {
  if (defaultSchema === undefined || isScratchName(defaultSchema)) return work()
  const { sql } = await import("kysely")
  const { rows } = await sql<{
    path: string
  }>`select pg_catalog.current_setting('search_path') as path`.execute(db)
  const set = (path: string) => sql`select pg_catalog.set_config('search_path', ${path}, true)`.execute(db)
  await set(quoteName(defaultSchema))
  const result = await work()
  await set(rows[0]!.path)
  return result
}

interface Nodes {
  enum(row: EnumRow): SchemaNode
  column(row: ColumnRow): readonly SchemaNode[]
  constraint(row: ConstraintRow): readonly SchemaNode[]
  index(row: IndexRow): readonly SchemaNode[]
}

function nodesFor(defaultSchema: string, excluded: ReadonlySet<string>): Nodes {
  const inSchema = (schema: string) => (schema === defaultSchema ? {} : { schema })
  const seen = new Set<string>()

  const partOf = (row: { readonly schema: string; readonly table: string }) => {
    const schema = inSchema(row.schema)
    return excluded.has(displayName({ ...schema, name: row.table }))
      ? undefined
      : { ...schema, table: row.table }
  }

  const table = ({
    table: name,
    ...schema
  }: {
    readonly schema?: string
    readonly table: string
  }): readonly SchemaNode[] => {
    const key = JSON.stringify([schema.schema, name])
    if (seen.has(key)) return []
    seen.add(key)
    return [{ kind: "table", ...schema, name }]
  }

  return {
    enum: ({ schema, name, values }) => ({ kind: "enum", ...inSchema(schema), name, values }),

    column(row) {
      const part = partOf(row)
      if (part === undefined) return []
      if (row.name === null) return table(part)
      const isEnum = row.enum_schema !== null && row.enum_name !== null
      return [
        ...table(part),
        {
          kind: "column",
          ...part,
          name: row.name,
          type: isEnum ? row.enum_name : modelType(row.type),
          ...(isEnum ? { enum: { ...inSchema(row.enum_schema), name: row.enum_name } } : {}),
          ...(row.not_null ? {} : { nullable: true }),
          ...(row.default === null ? {} : { default: row.default }),
          ...(row.identity === "" ? {} : { identity: { always: row.identity === "a" } }),
        },
      ]
    },

    constraint(row) {
      const part = partOf(row)
      if (part === undefined) return []
      const named = { ...part, name: row.name }
      switch (row.type) {
        case "p":
          return [{ kind: "primaryKey", ...named, columns: row.columns }]
        case "u":
          return [{ kind: "unique", ...named, columns: row.columns }]
        case "c":
          return [{ kind: "check", ...named, expression: withoutParentheses(row.expression ?? "") }]
        case "f":
          return [
            {
              kind: "foreignKey",
              ...named,
              columns: row.columns,
              references: {
                ...inSchema(row.references_schema ?? ""),
                table: row.references_table ?? "",
                columns: row.references_columns,
              },
              ...action("onDelete", row.on_delete),
              ...action("onUpdate", row.on_update),
            },
          ]
      }
    },

    index(row) {
      const part = partOf(row)
      if (part === undefined) return []
      return [
        {
          kind: "index",
          ...part,
          name: row.name,
          keys: row.expressions.map((expression, position) => indexKey(row, expression, position)),
          ...(row.unique ? { unique: true } : {}),
          ...(row.predicate === null ? {} : { where: withoutParentheses(row.predicate) }),
        },
      ]
    },
  }
}

const actions: Readonly<Record<string, ReferentialAction>> = {
  r: "restrict",
  c: "cascade",
  n: "set null",
  d: "set default",
}

function action<K extends "onDelete" | "onUpdate">(
  event: K,
  code: string,
): { readonly [key in K]?: ReferentialAction } {
  const found = actions[code]
  return found === undefined ? {} : ({ [event]: found } as { readonly [key in K]: ReferentialAction })
}

// pg_index.indoption: bit 0 descending, bit 1 nulls first.
function indexKey({ columns, options }: IndexRow, expression: string, position: number): IndexKey {
  const column = columns[position]
  const option = Number(options[position] ?? 0)
  const descending = (option & 1) === 1
  const nullsFirst = (option & 2) === 2
  return {
    ...(column === null || column === undefined
      ? { expression: withoutParentheses(expression) }
      : { column }),
    ...(descending ? { descending: true } : {}),
    ...(nullsFirst === descending ? {} : { nulls: nullsFirst ? "first" : "last" }),
  }
}
