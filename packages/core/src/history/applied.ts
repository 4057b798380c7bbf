import type { AnyDatabase } from "../dialect/dialect.ts"
import { AludelError } from "../errors/error.ts"
import { tablesFormat, type HistoryTables } from "./tables.ts"

/** One applied revision, as far as planning needs it. */
export interface AppliedRevision {
  readonly id: string
  readonly parents: readonly string[]
  readonly dependsOn: readonly string[]
  readonly message: string
  readonly appliedAt: string
}

/** All that is recorded of an applied revision. */
export interface AppliedRecord extends AppliedRevision {
  readonly durationMs: number
  /** SHA-256 of the file's text; absent where there was no file. */
  readonly textHash?: string
  /** Format and SHA-256 of the operations as written: `1:9f86…`. */
  readonly operationsHash: string
  readonly toolVersion: string
  /** Stored operations as canonical JSON, or the reason why its file is needed. */
  readonly downgrade: { readonly operations: string } | { readonly needsFile: string }
}

// Not what a downgrade is: ten thousand of them are megabytes that no plan reads.
const planned = ["id", "parents", "depends_on", "message", "applied_at"] as const

/** The applied revisions by id. */
export async function readApplied(
  db: AnyDatabase,
  tables: HistoryTables,
): Promise<ReadonlyMap<string, AppliedRevision>> {
  const rows = await inSchema(db, tables)
    .selectFrom(tables.applied)
    .select([...planned])
    .orderBy("id")
    .execute()
  return new Map(rows.map((row) => [String(row.id), fromRow(row)]))
}

/** Records a revision as applied. */
export async function recordApplied(
  db: AnyDatabase,
  tables: HistoryTables,
  revision: AppliedRecord,
): Promise<void> {
  await insertApplied(db, tables, revision).execute()
}

/** The insert that records a revision, for running or for printing. */
export function insertApplied(db: AnyDatabase, tables: HistoryTables, revision: AppliedRecord) {
  return inSchema(db, tables)
    .insertInto(tables.applied)
    .values({
      id: revision.id,
      parents: JSON.stringify(revision.parents),
      depends_on: JSON.stringify(revision.dependsOn),
      message: revision.message,
      applied_at: revision.appliedAt,
      duration_ms: revision.durationMs,
      text_hash: revision.textHash ?? null,
      operations_hash: revision.operationsHash,
      tool_version: revision.toolVersion,
      downgrade: JSON.stringify(revision.downgrade),
    })
}

/** The delete that forgets a revision, for running or for printing. */
export function deleteApplied(db: AnyDatabase, tables: HistoryTables, id: string) {
  return inSchema(db, tables).deleteFrom(tables.applied).where("id", "=", id)
}

/**
 * Raises the counter that every run raises in its own transaction: of two runs that read the same history, one commits.
 *
 * @throws AludelError `history/changed` where another run was faster, `history/format` where a newer version of Aludel made the tables
 */
export async function claim(db: AnyDatabase, tables: HistoryTables): Promise<void> {
  const place = inSchema(db, tables)
  const row = await place
    .selectFrom(tables.control)
    .select(["format", "counter"])
    .where("id", "=", 1)
    .executeTakeFirstOrThrow()
  if (Number(row.format) > tablesFormat) {
    throw new AludelError(
      "history/format",
      `the history table ${tables.applied} was written by a newer version of Aludel`,
      {
        hint: "Update @aludel/core in this project.",
      },
    )
  }
  const { numUpdatedRows } = await place
    .updateTable(tables.control)
    .set({ counter: Number(row.counter) + 1 })
    .where("id", "=", 1)
    .where("counter", "=", row.counter)
    .executeTakeFirst()
  if (numUpdatedRows !== 1n) {
    throw new AludelError("history/changed", "another run changed the history at the same moment", {
      hint: "Run the command again.",
    })
  }
}

/** The update that raises the counter as {@link claim} does, for printing. */
export function raiseCounter(db: AnyDatabase, tables: HistoryTables) {
  return inSchema(db, tables)
    .updateTable(tables.control)
    .set((control) => ({ counter: control("counter", "+", 1) }))
    .where("id", "=", 1)
}

/** A handle whose unqualified names lie where the history does. */
export function inSchema(db: AnyDatabase, tables: HistoryTables): AnyDatabase {
  return tables.schema === undefined ? db : db.withSchema(tables.schema)
}

function fromRow(row: Readonly<Record<string, unknown>>): AppliedRevision {
  const appliedAt = row["applied_at"]
  return {
    id: String(row["id"]),
    parents: JSON.parse(String(row["parents"])) as readonly string[],
    dependsOn: JSON.parse(String(row["depends_on"])) as readonly string[],
    message: String(row["message"]),
    appliedAt: appliedAt instanceof Date ? appliedAt.toISOString() : String(appliedAt),
  }
}
