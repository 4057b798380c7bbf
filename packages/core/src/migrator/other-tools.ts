import type { AnyDatabase, Dialect } from "../dialect/dialect.ts"
import { exists } from "../dialect/generic.ts"

/** Another tool's record of its migrations, as it was found in a database. */
export interface OtherTool {
  /** What people call the tool: "Knex". */
  readonly name: string
  /** Its tables, as introspection leaves them out: plain in the default schema, else `schema.name`. */
  readonly tables: readonly string[]
  /** How many migrations it has recorded. */
  readonly applied: number
  /** The one recorded last. Absent: none is recorded. */
  readonly last?: string
}

interface Known {
  readonly name: string
  /** The table of its records, and the schema that it lies in; absent: the default one. */
  readonly table: string
  readonly schema?: string
  /** Its other tables. */
  readonly beside?: readonly string[]
  /** The column that tells what was applied, and the one that tells the order. */
  readonly label: string
  readonly order: string
}

// By the tables that each creates with its default settings.
const known: readonly Known[] = [
  {
    name: "Kysely's migrator",
    table: "kysely_migration",
    beside: ["kysely_migration_lock"],
    label: "name",
    order: "timestamp",
  },
  { name: "Knex", table: "knex_migrations", beside: ["knex_migrations_lock"], label: "name", order: "id" },
  { name: "Drizzle", table: "__drizzle_migrations", schema: "drizzle", label: "hash", order: "id" },
  { name: "Drizzle", table: "__drizzle_migrations", label: "hash", order: "id" },
  { name: "Prisma", table: "_prisma_migrations", label: "migration_name", order: "started_at" },
  { name: "node-pg-migrate", table: "pgmigrations", label: "name", order: "id" },
  { name: "Alembic", table: "alembic_version", label: "version_num", order: "version_num" },
]

/** Which tools have kept their records in a database, by the names that those have if nobody changed them. */
export async function otherTools(
  db: AnyDatabase,
  dialect: Dialect,
  defaultSchema: string | undefined,
): Promise<readonly OtherTool[]> {
  const found: OtherTool[] = []
  for (const tool of known) {
    const schema = tool.schema ?? defaultSchema
    if (tool.schema !== undefined && dialect.createNamespace === undefined) continue
    const place = { kind: "table" as const, name: tool.table, ...(schema === undefined ? {} : { schema }) }
    if (await exists(dialect, db, place)) found.push(await read(db, tool, schema))
  }
  return found
}

async function read(db: AnyDatabase, tool: Known, schema: string | undefined): Promise<OtherTool> {
  const { name, table, beside = [], label, order } = tool
  const rows = await (schema === undefined ? db : db.withSchema(schema))
    .selectFrom(table)
    .select(label)
    .orderBy(order)
    .execute()
  const last = rows.at(-1)?.[label]
  const tables = [table, ...beside].map((each) =>
    tool.schema === undefined ? each : `${tool.schema}.${each}`,
  )
  return { name, tables, applied: rows.length, ...(last === undefined ? {} : { last: String(last) }) }
}
