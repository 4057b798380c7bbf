import type { Revision, RevisionHeader } from "./revision.ts"

/** A header and where it was found. */
export interface LocatedHeader extends RevisionHeader {
  /** The file's path as the person would write it, or another name for messages. */
  readonly location: string
  /** SHA-256 of the file's text with line ends unified, in hex; only where it was asked for, or was known anyway. */
  readonly textHash?: string
  /** Format and SHA-256 of the revision's operations, where they are known without importing it: in a bundle's index. */
  readonly operationsHash?: string
}

/** What is to be known of revisions besides their headers. */
export interface HeaderOptions {
  /** Whether the hashes of the files' texts are wanted, which tell whether a file was edited. Default: no. */
  readonly textHashes?: boolean | undefined
}

/** A header that could not be read: reported together with all other problems of a history. */
export interface UnreadableHeader {
  readonly location: string
  readonly problem: string
}

/** A revision with what was needed to load it. */
export interface LoadedRevision {
  readonly revision: Revision
  /** The file's text with line ends unified; absent where there is no file. */
  readonly text?: string
  /** SHA-256 of that text, where the text itself is not at hand. */
  readonly textHash?: string
}

/** A revision file to be written. */
export interface RevisionFile {
  readonly header: RevisionHeader
  readonly text: string
  /** The folder to write into, where there are several; default: the one of its first parent, else the first. */
  readonly folder?: string
  /** How the file's name ends: `.ts`, `.js`. Default: what the source is set to. */
  readonly extension?: string
  /** Whether it is imported once it is written, for somebody's template had a hand in it. Default: only its header is read. */
  readonly readBack?: true
}

/** Where revisions come from. */
export interface RevisionSource {
  /** All headers, without running any revision's code where that can be helped. */
  headers(options?: HeaderOptions): Promise<readonly (LocatedHeader | UnreadableHeader)[]>
  /**
   * One revision, ready to run.
   *
   * @throws AludelError `revision/load` where the file can't be imported, `revision/invalid` where it says something else than its header
   */
  load(id: string): Promise<LoadedRevision>
  /** The text of a revision's file with line ends unified, without importing it; absent where there is none. */
  text?(id: string): Promise<string>
  /** Writes a new revision, whole or not at all, and gives its location. Absent: the source is read-only. */
  write?(file: RevisionFile): Promise<string>
}
