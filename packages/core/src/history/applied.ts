import type { AnyDatabase } from "../dialect/dialect.ts"
import { AludelError } from "../errors/error.ts"
import { inSchema, type HistoryTables } from "./tables.ts"

/** One applied revision, as far as planning needs it. */
export interface AppliedRevision {
  readonly id: string
  readonly parents: readonly string[]
  readonly dependsOn: readonly string[]
  readonly message: string
  readonly appliedAt: string
  /** SHA-256 of the file's text; absent where there was no file. */
  readonly textHash?: string
  /** Format and SHA-256 of the operations as written: `1:9f86…`. */
  readonly operationsHash: string
}

/** All that is recorded of an applied revision. */
export interface AppliedRecord extends AppliedRevision, StoredRevision {
  readonly durationMs: number
  readonly toolVersion: string
}

/** What is recorded of a revision for when its file says something else, or is not there. */
export interface StoredRevision {
  /** Each operation of its upgrade; absent where a version of Aludel applied it that did not record them. */
  readonly operations?: readonly RecordedOperation[]
  /** Stored operations as canonical JSON, or the reason why its file is needed. */
  readonly downgrade: { readonly operations: string } | { readonly needsFile: string }
}

/** An operation that was run: what it is in words, and what tells it from another. */
export interface RecordedOperation {
  readonly description: string
  /** The beginning of the SHA-256 of its canonical text. */
  readonly hash: string
}

// Not what a downgrade is: ten thousand of them are megabytes that no plan reads.
const planned = [
  "id",
  "parents",
  "depends_on",
  "message",
  "applied_at",
  "text_hash",
  "operations_hash",
] as const

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

/** What is recorded of one applied revision besides; nothing where it is not applied. */
export async function readStored(
  db: AnyDatabase,
  tables: HistoryTables,
  id: string,
): Promise<StoredRevision | undefined> {
  // All columns, for those of an older format lack some.
  const row = await inSchema(db, tables)
    .selectFrom(tables.applied)
    .selectAll()
    .where("id", "=", id)
    .executeTakeFirst()
  if (row === undefined) return undefined
  const operations = row["operations"] as string | null | undefined
  return {
    downgrade: JSON.parse(String(row["downgrade"])) as StoredRevision["downgrade"],
    ...(typeof operations === "string"
      ? { operations: JSON.parse(operations) as readonly RecordedOperation[] }
      : {}),
  }
}

/** Records a revision as applied. */
export async function recordApplied(
  db: AnyDatabase,
  tables: HistoryTables,
  revision: AppliedRecord,
): Promise<void> {
  const { id, appliedAt, durationMs, toolVersion } = revision
  await inSchema(db, tables)
    .insertInto(tables.applied)
    .values({
      id,
      ...content(revision),
      applied_at: appliedAt,
      duration_ms: durationMs,
      tool_version: toolVersion,
    })
    .execute()
}

function content(revision: AppliedRecord) {
  const { parents, dependsOn, message, textHash, operationsHash, operations, downgrade } = revision
  return {
    parents: JSON.stringify(parents),
    depends_on: JSON.stringify(dependsOn),
    message,
    text_hash: textHash ?? null,
    operations_hash: operationsHash,
    operations: operations === undefined ? null : JSON.stringify(operations),
    downgrade: JSON.stringify(downgrade),
  }
}

/** Records other hashes for a revision: those of its text, or of its operations too, as it stands now. */
export async function recordHashes(
  db: AnyDatabase,
  tables: HistoryTables,
  id: string,
  { textHash, operationsHash }: Pick<AppliedRevision, "textHash" | "operationsHash">,
): Promise<void> {
  await inSchema(db, tables)
    .updateTable(tables.applied)
    .set({ text_hash: textHash ?? null, operations_hash: operationsHash })
    .where("id", "=", id)
    .execute()
}

/** Records a revision as it stands now in the place of what was applied; when that was stays. */
export async function recordAccepted(
  db: AnyDatabase,
  tables: HistoryTables,
  revision: AppliedRecord,
): Promise<void> {
  await inSchema(db, tables)
    .updateTable(tables.applied)
    .set(content(revision))
    .where("id", "=", revision.id)
    .execute()
}

/** The delete that forgets a revision. */
export function deleteApplied(db: AnyDatabase, tables: HistoryTables, id: string) {
  return inSchema(db, tables).deleteFrom(tables.applied).where("id", "=", id)
}

/**
 * Raises the counter that every run raises in its own transaction: of two runs that read the same history, one commits.
 *
 * @returns the counter
 * @throws AludelError `history/changed` where another run was faster
 */
export async function claim(db: AnyDatabase, tables: HistoryTables): Promise<number> {
  const place = inSchema(db, tables)
  const row = await place
    .selectFrom(tables.control)
    .select("counter")
    .where("id", "=", 1)
    .executeTakeFirstOrThrow()
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
  return Number(row.counter) + 1
}

/** The update that raises the counter as {@link claim} does, for a script. */
export function raiseCounter(db: AnyDatabase, tables: HistoryTables) {
  return inSchema(db, tables)
    .updateTable(tables.control)
    .set((control) => ({ counter: control("counter", "+", 1) }))
    .where("id", "=", 1)
}

function fromRow(row: Readonly<Record<string, unknown>>): AppliedRevision {
  const appliedAt = row["applied_at"]
  return {
    id: String(row["id"]),
    parents: list(row["parents"]),
    dependsOn: list(row["depends_on"]),
    message: String(row["message"]),
    appliedAt: appliedAt instanceof Date ? appliedAt.toISOString() : String(appliedAt),
    ...(row["text_hash"] === null ? {} : { textHash: String(row["text_hash"]) }),
    operationsHash: String(row["operations_hash"]),
  }
}

function list(text: unknown): readonly string[] {
  return text === "[]" ? [] : (JSON.parse(String(text)) as readonly string[])
}
