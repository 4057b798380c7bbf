import type { AnyDatabase, Dialect } from "../dialect/dialect.ts"
import { exists } from "../dialect/generic.ts"
import { compileOperation, type Target } from "../execution/compile.ts"
import type { Step } from "../operations/definition.ts"
import type { BulkInsert, CreateTable } from "../operations/operation.ts"
import type { SchemaNode } from "../schema/model.ts"
import type { ColumnNode } from "../schema/nodes/columns.ts"

/** Where the history is kept: three tables with one name as their root. */
export interface HistoryTables {
  /** Absent: the engine's own default schema. */
  readonly schema?: string
  /** One row per applied revision. */
  readonly applied: string
  /** One row per attempt, append only. */
  readonly log: string
  /** One row in all: the format of these tables, and a counter that every run raises. */
  readonly control: string
}

/** The version of the tables' shape, kept in the control row. */
export const tablesFormat = 2

/** The names of the history tables. Default: `aludel_history` in the default schema of the run. */
export function historyTables(options: {
  readonly table?: string | undefined
  readonly schema?: string | undefined
}): HistoryTables {
  const root = options.table ?? "aludel_history"
  return {
    ...(options.schema === undefined ? {} : { schema: options.schema }),
    applied: root,
    log: `${root}_log`,
    control: `${root}_control`,
  }
}

/** The names as introspection leaves them out: plain in the default schema of the run. */
export function tableNames(tables: HistoryTables, defaultSchema: string | undefined): readonly string[] {
  const plain = tables.schema === undefined || tables.schema === defaultSchema
  return [tables.applied, tables.log, tables.control].map((name) =>
    plain ? name : `${tables.schema}.${name}`,
  )
}

/** The full name of the history, which a run locks. */
export function lockName(tables: HistoryTables): string {
  return tables.schema === undefined ? tables.applied : `${tables.schema}.${tables.applied}`
}

/** A handle whose unqualified names lie where the history does. */
export function inSchema(db: AnyDatabase, tables: HistoryTables): AnyDatabase {
  return tables.schema === undefined ? db : db.withSchema(tables.schema)
}

/** Whether the history tables are there: the control table, which is created last. */
export function historyExists(dialect: Dialect, db: AnyDatabase, tables: HistoryTables): Promise<boolean> {
  return tableExists(dialect, db, tables, tables.control)
}

/** Which of the history tables are there; not all, where an engine that commits each of them was stopped in between. */
export async function existingTables(
  dialect: Dialect,
  db: AnyDatabase,
  tables: HistoryTables,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>()
  for (const name of [tables.applied, tables.log, tables.control])
    if (await tableExists(dialect, db, tables, name)) found.add(name)
  return found
}

function tableExists(
  dialect: Dialect,
  db: AnyDatabase,
  { schema }: HistoryTables,
  name: string,
): Promise<boolean> {
  return exists(dialect, db, { kind: "table", name, ...(schema === undefined ? {} : { schema }) })
}

/**
 * The statements that create the history tables and their control row.
 *
 * @param there tables that need not be created. Default: none
 */
export function createHistory(
  tables: HistoryTables,
  target: Target,
  there: ReadonlySet<string> = new Set(),
): readonly Step[] {
  const place = tables.schema === undefined ? {} : { schema: tables.schema }
  const control: BulkInsert = {
    kind: "bulkInsert",
    ...place,
    table: tables.control,
    rows: [{ id: 1, format: tablesFormat, counter: 0 }],
  }
  const missing = definitions(tables).filter(({ name }) => !there.has(name))
  return [...missing.map((table) => createTable(place, table)), control].flatMap((operation) =>
    compileOperation(operation, target),
  )
}

interface TableDefinition {
  readonly name: string
  readonly key: readonly string[]
  /** Name to type; a `?` at the end of the type allows NULL. */
  readonly columns: Readonly<Record<string, string>>
}

function definitions(tables: HistoryTables): readonly TableDefinition[] {
  return [
    {
      name: tables.applied,
      key: ["id"],
      columns: {
        id: "text",
        parents: "text",
        depends_on: "text",
        message: "text",
        applied_at: "timestamptz",
        duration_ms: "integer",
        text_hash: "text?",
        operations_hash: "text",
        operations: "text?",
        tool_version: "text",
        downgrade: "text",
      },
    },
    {
      name: tables.log,
      key: ["run", "position"],
      columns: {
        run: "text",
        position: "integer",
        at: "timestamptz",
        event: "text",
        direction: "text",
        revision: "text?",
        detail: "text?",
        actor: "text?",
        tool_version: "text",
      },
    },
    { name: tables.control, key: ["id"], columns: { id: "integer", format: "integer", counter: "integer" } },
  ]
}

function createTable(
  place: { readonly schema?: string },
  { name, key, columns }: TableDefinition,
): CreateTable {
  const nodes: readonly SchemaNode[] = [
    { kind: "table", ...place, name },
    ...Object.entries(columns).map(([column, type]): ColumnNode => {
      const nullable = type.endsWith("?")
      return {
        kind: "column",
        ...place,
        table: name,
        name: column,
        type: nullable ? type.slice(0, -1) : type,
        ...(nullable ? { nullable } : {}),
      }
    }),
    { kind: "primaryKey", ...place, table: name, name: `pk_${name}`, columns: key },
  ]
  return { kind: "createTable", ...place, name, nodes }
}
