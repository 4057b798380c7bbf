import type { DeclarationLayout, PrintedFile } from "../codegen/declaration.ts"
import type { Dialect } from "../dialect/dialect.ts"
import { genericDialect, exists } from "../dialect/generic.ts"
import { AludelError } from "../errors/error.ts"
import { historyTables, tableNames } from "../history/tables.ts"
import { compareText } from "../schema/catalog.ts"
import type { Schema, SchemaNode, UnmodelledObject } from "../schema/model.ts"
import type { MigratorOptions } from "./options.ts"

/** What is pulled, and how it is written. */
export interface PullOptions {
  /** The schemas to read besides the default one, by name; `all`: all that are no part of the engine or an extension. Default: none. */
  readonly schemas?: readonly string[] | "all" | undefined
  /** One file, or one per table and some for what is no table. Default: `one file`. */
  readonly layout?: DeclarationLayout | undefined
  /** The language of the files; `js` has no types. Default: `ts`. */
  readonly language?: "ts" | "js" | undefined
  /** Tables to leave out, plain in the default schema, else `schema.name`. Default: none but the history tables. */
  readonly exclude?: readonly string[] | undefined
}

/** A database as a declaration. */
export interface Pulled {
  /** The files of the declaration; the one that calls `defineSchema` is the last. */
  readonly files: readonly PrintedFile[]
  /** The schema that they were printed from. */
  readonly schema: Schema
  /** What is there besides and can't be declared, by kind and name. */
  readonly unmodelled: readonly UnmodelledObject[]
  /** The schemas that foreign keys, columns or partitions refer to and that were not read; without them the declaration is not whole. */
  readonly outside: readonly string[]
}

/**
 * Reads the database and prints it as a declared schema. The history tables are left out.
 *
 * @throws AludelError `dialect/unsupported` where the dialect can't read a database, `database/no-schema` where a schema
 * that was asked for is not there
 */
export async function pull(
  { db, dialect = genericDialect, defaultSchema, history }: MigratorOptions,
  { schemas = [], layout, language, exclude = [] }: PullOptions,
): Promise<Pulled> {
  if (dialect.introspect === undefined) throw unreadable(dialect)
  const plain = db.withoutPlugins()
  if (schemas !== "all") await refuseMissing(dialect, plain, schemas)
  const named = schemas === "all" ? ((await dialect.namespaces?.(plain)) ?? []) : schemas
  const tables = historyTables({ table: history?.table, schema: history?.schema ?? defaultSchema })
  const schema = await dialect.introspect(plain, {
    defaultSchema,
    schemas: named.filter((name) => name !== defaultSchema),
    exclude: [...tableNames(tables, defaultSchema), ...exclude],
    viewColumns: true,
    unmodelled: true,
  })
  const { printDeclaration } = await import("../codegen/declaration.ts")
  const { files, omitted } = printDeclaration(schema, { words: dialect.declaration, layout, language })
  const unmodelled = [...(schema.unmodelled ?? []), ...omitted].toSorted(byKind)
  return { files, schema, unmodelled, outside: outside(schema, named) }
}

function outside({ nodes }: Schema, read: readonly string[]): readonly string[] {
  const schemas = nodes.flatMap(referredTo).flatMap(({ schema }) => schema ?? [])
  return [...new Set(schemas)].filter((name) => !read.includes(name)).toSorted(compareText)
}

function referredTo(node: SchemaNode): readonly { readonly schema?: string }[] {
  if (node.kind === "foreignKey") return [node.references]
  if (node.kind === "column") return node.enum === undefined ? [] : [node.enum]
  if (node.kind !== "table") return []
  return [...(node.inherits ?? []), ...(node.partitionOf === undefined ? [] : [node.partitionOf])]
}

async function refuseMissing(
  dialect: Dialect,
  db: MigratorOptions["db"],
  schemas: readonly string[],
): Promise<void> {
  for (const name of schemas) {
    if (await exists(dialect, db, { kind: "namespace", name })) continue
    throw new AludelError("database/no-schema", `there is no schema "${name}" in the database`, {
      hint: "Correct its name, or leave it out.",
    })
  }
}

function byKind(a: UnmodelledObject, b: UnmodelledObject): number {
  return (
    compareText(a.kind, b.kind) || compareText(a.schema ?? "", b.schema ?? "") || compareText(a.name, b.name)
  )
}

function unreadable({ name }: Dialect): AludelError {
  return new AludelError(
    "dialect/unsupported",
    `the ${name} dialect can't read a database, so nothing can be pulled`,
    {
      hint: "Install @aludel/dialect-postgres or @aludel/dialect-sqlite.",
    },
  )
}
