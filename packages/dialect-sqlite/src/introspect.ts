import {
  catalog,
  displayName,
  tableOf,
  type AnyDatabase,
  type ColumnNode,
  type DefinedNode,
  type IntrospectOptions,
  type Schema,
  type SchemaNode,
  type TablePartNode,
  type UnmodelledObject,
} from "@aludel/core/dialect"

import {
  readCatalog,
  readViewColumns,
  readVirtualTables,
  type CatalogRows,
  type ColumnRow,
  type SchemaRow,
} from "./catalog-queries.ts"
import { attached } from "./attached.ts"
import { withDangling } from "./dangling.ts"
import { tableConstraints } from "./live-constraints.ts"
import { columnNodes, tableIndexes, type LiveTable } from "./live-table.ts"
import { mainOnly } from "./main-only.ts"
import { readStoredTrigger, readStoredView } from "./stored-object.ts"
import { readStoredTable } from "./stored-table.ts"
import { modelType } from "./types.ts"
import { whenReadable } from "./when-free.ts"

/**
 * Reads the main database, and those attached ones that are asked for: what the pragmas tell from them; names of
 * constraints, checks, expressions, predicates and all else from the SQL that SQLite keeps. Columns of a primary key are NOT
 * NULL; where SQLite, for the sake of an old bug, lets NULL into them, they have `notNull: { notValid: true }`.
 *
 * Identity is what `autoincrement` says (an integer primary key numbers itself anyway); enums are not seen. Views are
 * defined objects with their query, triggers with what stands behind their table.
 */
export async function introspect(db: AnyDatabase, options: IntrospectOptions): Promise<Schema> {
  mainOnly(options.defaultSchema, "the default schema")
  const left = new Set((options.exclude ?? []).map((name) => name.replace(/^main\./, "")))
  const databases = await wanted(db, options)
  const read: Schema[] = []
  for (const schema of databases) {
    const one = await whenReadable(db, (connection) => readOne(connection, schema, options))
    read.push(placed(one, schema))
  }
  const nodes = read
    .flatMap((each) => each.nodes)
    .filter(
      (node) =>
        !left.has(
          displayName("table" in node && node.table !== undefined ? tableOf(node as TablePartNode) : node),
        ),
    )
  return {
    ...catalog({ nodes }).schema(),
    ...(options.viewColumns ? { viewColumns: read.flatMap((each) => each.viewColumns ?? []) } : {}),
    ...(options.unmodelled ? { unmodelled: read.flatMap((each) => each.unmodelled ?? []) } : {}),
  }
}

// Which are attached is asked only where any is wanted.
async function wanted(db: AnyDatabase, { schemas = [] }: IntrospectOptions): Promise<readonly string[]> {
  const others = schemas.filter((name) => name !== "main")
  if (others.length === 0) return ["main"]
  const there = await attached(db)
  return ["main", ...others.filter((name) => there.includes(name))]
}

async function readOne(db: AnyDatabase, schema: string, options: IntrospectOptions): Promise<Schema> {
  const rows = await readCatalog(db, schema)
  const live = liveTables(rows)
  const nodes = [
    ...[...live.values()].flatMap((table) => tableNodes(table, live)),
    ...rows.schema.flatMap(definedNodes),
  ]
  return {
    ...withDangling({ nodes }),
    ...(options.viewColumns ? { viewColumns: await viewColumns(db, schema) } : {}),
    ...(options.unmodelled ? { unmodelled: await unmodelled(db, schema) } : {}),
  }
}

// What lies in the main database has no schema.
function placed(
  { nodes, viewColumns: columns = [], unmodelled: others = [] }: Schema,
  schema: string,
): Schema {
  if (schema === "main") return { nodes, viewColumns: columns, unmodelled: others }
  const place = <N extends object>(node: N): N => ({ ...node, schema })
  return {
    nodes: nodes.map((node) =>
      node.kind === "foreignKey" ? place({ ...node, references: place(node.references) }) : place(node),
    ),
    viewColumns: columns.map(place),
    unmodelled: others.map(place),
  }
}

function tableNodes(table: LiveTable, live: ReadonlyMap<string, LiveTable>): readonly SchemaNode[] {
  const { options } = table.stored
  return [
    {
      kind: "table",
      name: table.name,
      ...(options.includes("strict") ? { strict: true } : {}),
      ...(options.includes("without rowid") ? { withoutRowid: true } : {}),
    },
    ...columnNodes(table),
    ...tableConstraints(table, (name) => live.get(name.toLowerCase())),
    ...tableIndexes(table),
  ]
}

function definedNodes({ type, name, table, sql }: SchemaRow): readonly DefinedNode[] {
  if (type === "view") {
    const { columns, definition } = readStoredView(sql ?? "")
    return [
      { kind: "defined", type, name, definition, ...(columns === undefined ? {} : { options: { columns } }) },
    ]
  }
  if (type !== "trigger") return []
  const { timing, definition } = readStoredTrigger(sql ?? "")
  return [{ kind: "defined", type, table, name, definition, options: { timing } }]
}

async function viewColumns(db: AnyDatabase, schema: string): Promise<readonly ColumnNode[]> {
  const rows = await readViewColumns(db, schema)
  return rows.map(({ table, name, type }) => ({
    kind: "column",
    table,
    name,
    type: modelType(type),
    nullable: true,
  }))
}

async function unmodelled(db: AnyDatabase, schema: string): Promise<readonly UnmodelledObject[]> {
  const rows = await readVirtualTables(db, schema)
  return rows.map(({ name }) => ({ kind: "virtual table", name }))
}

// By the name in lower case: SQLite's names are the same in any case.
function liveTables(rows: CatalogRows): ReadonlyMap<string, LiveTable> {
  const columns = Map.groupBy(rows.columns, ({ table }) => table)
  const foreignKeys = Map.groupBy(rows.foreignKeys, ({ table }) => table)
  const indexes = Map.groupBy(rows.indexes, ({ table }) => table)
  const sql = new Map(rows.schema.map(({ type, name, sql: text }) => [`${type} ${name}`, text ?? ""]))
  const table = (name: string, its: readonly ColumnRow[]): LiveTable => ({
    name,
    columns: its,
    foreignKeys: foreignKeys.get(name) ?? [],
    indexes: (indexes.get(name) ?? []).map((row) => ({ ...row, sql: sql.get(`index ${row.name}`) ?? "" })),
    stored: readStoredTable(sql.get(`table ${name}`) ?? ""),
  })
  return new Map([...columns].map(([name, its]) => [name.toLowerCase(), table(name, its)]))
}
