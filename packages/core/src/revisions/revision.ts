import type { Operation } from "../operations/definition.ts"
import type { Operations } from "../operations/registry.ts"

/** What stands in a revision besides its functions: literal in the file, so that a graph is read without importing it. */
export interface RevisionHeader {
  /** Any text without `@ : + -` or white space; generated ones are 12 hex digits. */
  readonly id: string
  /** None: a base. Two or more: a merge point. Full ids. */
  readonly parents: readonly string[]
  /** One line that says what the revision does. */
  readonly message: string
  /** When it was written, ISO 8601 in UTC; absent where nobody said. */
  readonly created?: string
  /** More about it than one line holds. */
  readonly description?: string
  /** Names for this line of revisions, as in `label@head`. */
  readonly branchLabels: readonly string[]
  /** Revisions of other lines (full ids or labels) that must be applied before this one. */
  readonly dependsOn: readonly string[]
}

/** The body of a revision: declares operations and returns at once. */
export type RevisionBody = (
  op: Operations,
) => void | Operation | "must not be async: put what awaits into op.run(async (db) => ...)"

/** What a revision file writes. */
export interface RevisionInput extends Partial<Pick<RevisionHeader, "branchLabels" | "dependsOn" | "created" | "description">> {
  readonly id: string
  readonly parents: readonly string[]
  readonly message: string
  readonly upgrade: RevisionBody
  /** Left out: derived by reversing `upgrade`. */
  readonly downgrade?: RevisionBody
}

/** A revision in memory. */
export interface Revision extends RevisionHeader {
  readonly upgrade: RevisionBody
  readonly downgrade?: RevisionBody
}
