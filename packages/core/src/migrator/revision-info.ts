import type { LocatedHeader } from "../revisions/source.ts"

/** A revision as the graph knows it. */
export interface RevisionInfo extends LocatedHeader {
  /** Whether no revision has it as a parent. */
  readonly head: boolean
  /** Whether it is a head only by parents: some revision depends on it. */
  readonly effectiveHead: boolean
  readonly branchPoint: boolean
  readonly mergePoint: boolean
  readonly children: readonly string[]
  /** The branch labels that reach it, declared here or elsewhere on its line. */
  readonly labels: readonly string[]
  /** Set where the database was asked: whether it is among the database's heads. */
  readonly current?: boolean
  /** Set where the database was asked: whether it is applied. */
  readonly applied?: boolean
}

/** One applied head of the database, or one applied revision that is missing on disk. */
export interface CurrentRevision {
  readonly id: string
  readonly message: string
  readonly location?: string
  /** Whether it is a head of the history, too. */
  readonly head: boolean
  /** Whether it is a head only by parents: some revision depends on it. */
  readonly effectiveHead: boolean
  /**
   * Set where no file has it: the database is `ahead` of the files, or the file was `pruned` after newer revisions had been
   * applied, or it is `lost` for no reason that could be seen, as when it is on another branch.
   */
  readonly missing?: "ahead" | "pruned" | "lost"
  /** Set where it says something else than what was applied: what differs, one line each. */
  readonly edited?: readonly string[]
  /** Set where it was begun in pieces, or begun to be taken back, and is not over. */
  readonly partial?: PartialRevision
}

/** How far a revision has come that was begun. */
export interface PartialRevision {
  /** Which way it goes. */
  readonly direction: "upgrade" | "downgrade"
  /** How many of its operations are done. */
  readonly done: number
  readonly of: number
  /** A step that was begun and of which it is not known what became. Absent: none. */
  readonly open?: string
}
