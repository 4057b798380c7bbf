import type { AnyDatabase } from "../dialect/dialect.ts"
import type { Irreversible, Operation, Postcheck } from "../operations/definition.ts"
import { canonicalText, decode } from "../operations/json.ts"
import { openLog, type JournalEvent, type LogContext } from "./log.ts"
import { inSchema, type HistoryTables } from "./tables.ts"

/** How far a revision has come: operations that are done, and steps of the one behind them. */
export interface Position {
  readonly operations: number
  readonly steps: number
}

/** An operation that was done, wholly or in part. */
export interface DoneOperation {
  /** Its place in the revision, counted from 0. */
  readonly index: number
  /** What tells it from another one, as written. */
  readonly hash: string
  /** The operations that take it back, or why there are none. */
  readonly back: readonly Operation[] | Irreversible
}

/** A step that stands alone and was begun. */
export interface Intent {
  readonly at: Position
  /** In words: "create index ix_hotels_code on hotels". */
  readonly description: string
  readonly done: DoneOperation
  /** Absent: it is code. */
  readonly sql?: string
  /** Absent: nothing tells what became of it. */
  readonly postcheck?: Postcheck
}

/** A revision that was begun in pieces, each of which is recorded in the log: one that is not run in one transaction. */
export interface Attempt {
  /** Under which it stands in the log, in the place of a run's id; it goes on through several runs. */
  readonly id: string
  readonly revision: string
  readonly direction: "upgrade" | "downgrade"
  /** What it does, where that is to take back another attempt. Absent: what the revision says. */
  readonly undo?: readonly Operation[]
  /** How many operations there are in all. */
  readonly of: number
  readonly position: Position
  readonly done: readonly DoneOperation[]
  /** The step that was begun and whose end is not recorded. */
  readonly open?: Intent
  /** How many entries the log has of it. */
  readonly entries: number
}

/** One thing that happened to an attempt. */
export type JournalEntry =
  | { readonly event: "step-started"; readonly intent: Intent }
  | {
      readonly event: "step-done"
      readonly position: Position
      readonly done: readonly DoneOperation[]
    }
  | { readonly event: "step-refused" }
  | { readonly event: "steps-over"; readonly outcome: "finished" | "taken back" | "stamped" }

/** An attempt of which nothing is recorded yet. */
export function newAttempt(
  about: Pick<Attempt, "revision" | "direction" | "of"> & { readonly undo?: readonly Operation[] },
): Attempt {
  return {
    ...about,
    id: globalThis.crypto.randomUUID(),
    position: { operations: 0, steps: 0 },
    done: [],
    entries: 0,
  }
}

/** The attempt after an entry. Pure. */
function follow(attempt: Attempt, entry: JournalEntry): Attempt {
  const { open: _, ...settled } = attempt
  const next = { ...settled, entries: attempt.entries + 1 }
  switch (entry.event) {
    case "step-started":
      return { ...next, open: entry.intent }
    case "step-done":
      return { ...next, position: entry.position, done: merged(attempt.done, entry.done) }
    case "step-refused":
      return next
    case "steps-over":
      return next
  }
}

// An operation of several steps is told once for each.
function merged(before: readonly DoneOperation[], added: readonly DoneOperation[]): readonly DoneOperation[] {
  const first = added[0]?.index ?? Number.POSITIVE_INFINITY
  return [...before.filter(({ index }) => index < first), ...added]
}

/** Records what happened to an attempt, and gives the attempt as it is then. */
export async function journal(
  db: AnyDatabase,
  tables: HistoryTables,
  context: LogContext,
  attempt: Attempt,
  entry: JournalEntry,
): Promise<Attempt> {
  const log = openLog(tables, { ...context, run: attempt.id }, attempt.entries)
  const { event, ...detail } = entry
  const { revision, direction, of, undo, entries } = attempt
  const about = entries === 0 ? { of, undo } : {}
  await log.append(db, { event, direction, revision, detail: canonicalText({ ...detail, ...about }) })
  return follow(attempt, entry)
}

/** The attempts that are not over, by revision. */
export async function readAttempts(
  db: AnyDatabase,
  tables: HistoryTables,
): Promise<ReadonlyMap<string, Attempt>> {
  const started: readonly JournalEvent[] = ["step-started", "step-done", "step-refused"]
  const over: JournalEvent = "steps-over"
  const rows = await inSchema(db, tables)
    .selectFrom(`${tables.log} as entry`)
    .select(["entry.run", "entry.event", "entry.direction", "entry.revision", "entry.detail"])
    .where("entry.event", "in", started)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom(`${tables.log} as other`)
            .select("other.run")
            .whereRef("other.run", "=", "entry.run")
            .where("other.event", "=", over),
        ),
      ),
    )
    .orderBy("entry.run")
    .orderBy("entry.position")
    .execute()
  const attempts = new Map<string, Attempt>()
  for (const row of rows as readonly JournalRow[])
    attempts.set(row.revision, read(attempts.get(row.revision), row))
  return attempts
}

interface JournalRow {
  readonly run: string
  readonly event: Exclude<JournalEvent, "steps-over">
  readonly direction: Attempt["direction"]
  readonly revision: string
  readonly detail: string
}

function read(before: Attempt | undefined, { run, event, direction, revision, detail }: JournalRow): Attempt {
  const { of, undo, ...rest } = decode(detail) as Partial<Pick<Attempt, "of" | "undo">>
  const about = { revision, direction, of: of ?? 0, ...(undo === undefined ? {} : { undo }) }
  return follow(before ?? { ...newAttempt(about), id: run }, { event, ...rest } as JournalEntry)
}
