import { readStored, recordHashes, type AppliedRevision, type StoredRevision } from "../history/applied.ts"
import { operationChanges } from "../history/changes.ts"
import { canonicalText, operationsFormat } from "../operations/json.ts"
import type { HistoryState, RunContext } from "./context.ts"
import type { Identified } from "./prepare.ts"

/** A revision that says something else than what was applied. */
export interface EditedRevision {
  readonly id: string
  readonly message: string
  readonly location: string
  /** When what the database has was applied. */
  readonly appliedAt: string
  /** What differs, one line each: `+ add column hotels.note`. */
  readonly changes: readonly string[]
  /** What a downgrade takes it back by: what was stored when it was applied, or its file, where only that can or its upgrade is as applied. */
  readonly downgrade: "stored" | "file"
}

/** What a comparison of the applied revisions with their files gives. */
export interface Comparison {
  readonly edited: readonly EditedRevision[]
  /** Those whose text differs and that say the same: a formatter ran, or the file became JavaScript. */
  readonly rewritten: readonly Identified[]
}

/** What comparing needs of a run's context. */
export type Compared = Pick<RunContext, "db" | "graph" | "loader" | "tables">

/**
 * Compares the applied revisions with their files. A file is imported only where its text is another than the one that
 * was applied.
 *
 * @throws AludelError `revision/load` where such a file can't be imported
 */
export async function compareWithFiles(context: Compared, state: HistoryState): Promise<Comparison> {
  const edited: EditedRevision[] = []
  const rewritten: Identified[] = []
  for (const id of context.graph.order(state.known)) {
    const applied = state.applied.get(id)!
    const header = context.graph.get(id)
    if (header.textHash !== undefined && header.textHash === applied.textHash) continue
    if (header.operationsHash === applied.operationsHash) continue
    const found = await context.loader.identify(id)
    const edit =
      found.operationsHash === applied.operationsHash || !isComparable(applied)
        ? undefined
        : await editOf(context, applied, found)
    if (edit !== undefined) edited.push(edit)
    else if (found.textHash !== undefined) rewritten.push(found)
  }
  return { edited, rewritten }
}

/** Records the hashes of revisions that say the same as what was applied, so that they need not be looked at again. Runs under the lock. */
export async function recordRewritten(
  { db, tables }: Pick<RunContext, "db" | "tables">,
  rewritten: Comparison["rewritten"],
): Promise<void> {
  for (const revision of rewritten) await recordHashes(db.withoutPlugins(), tables, revision.id, revision)
}

// Another format is another way to hash, and says nothing about the revision.
function isComparable({ operationsHash }: AppliedRevision): boolean {
  return operationsHash.startsWith(`${operationsFormat}:`)
}

async function editOf(
  { db, tables, graph, loader }: Compared,
  applied: AppliedRevision,
  found: Identified,
): Promise<EditedRevision | undefined> {
  const { id, appliedAt } = applied
  const { message, location, parents } = graph.get(id)
  const stored = await readStored(db.withoutPlugins(), tables, id)
  if (stored === undefined) return undefined
  const below = [
    ...listChange("parents", applied.parents, parents, graph),
    ...listChange("dependencies", applied.dependsOn, graph.dependencies(id), graph),
  ]
  const sameBody = (await loader.hashWith(id, applied)) === applied.operationsHash
  const upgrade = sameBody ? [] : await upgradeChanges(stored, found, loader)
  const downgrade = sameBody ? [] : downgradeChanges(stored, found, upgrade)
  const changes = [...below, ...upgrade, ...downgrade]
  if (changes.length === 0) return undefined
  const byStored = upgrade.length > 0 && "operations" in stored.downgrade
  return { id, message, location, appliedAt, changes, downgrade: byStored ? "stored" : "file" }
}

// Parents whose files are gone were taken out of this one when they were pruned, as must be.
function listChange(
  what: string,
  recorded: readonly string[],
  now: readonly string[],
  { has }: Compared["graph"],
): readonly string[] {
  const gone = recorded.filter((id) => !now.includes(id) && has(id))
  const added = now.filter((id) => !recorded.includes(id))
  if (gone.length + added.length === 0) return []
  const text = (ids: readonly string[]) => (ids.length === 0 ? "none" : ids.join(", "))
  return [`~ its ${what}: ${text(recorded)} when it was applied, ${text(now)} now`]
}

async function upgradeChanges(
  { operations }: StoredRevision,
  { upgrade }: Identified,
  loader: Compared["loader"],
): Promise<readonly string[]> {
  if (operations === undefined) return ["~ its operations; which of them, was not recorded at the time"]
  return operationChanges(operations, await loader.recorded(upgrade))
}

function downgradeChanges(
  { downgrade }: StoredRevision,
  { written }: Identified,
  upgrade: readonly string[],
): readonly string[] {
  const differs =
    written !== undefined && "operations" in downgrade && canonicalText(written) !== downgrade.operations
  return differs || upgrade.length === 0 ? ["~ its downgrade"] : []
}
