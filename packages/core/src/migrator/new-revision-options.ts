import type { RevisionTemplate } from "../codegen/revision-template.ts"
import type { Ask } from "../generate/questions.ts"
import type { TypedRename } from "../generate/typed-renames.ts"

/** What a new revision is to be. */
export interface NewRevisionOptions {
  /** One line that says what it does. */
  readonly message: string
  /** More about it than one line holds. Default: nothing. */
  readonly description?: string | undefined
  /** Compare the declared schema with the database and write the difference. Default: an empty revision. */
  readonly autogenerate?: boolean | undefined
  /** Compare with what the revisions give instead of the database, which is not asked; `db` may be one that never connects. Default: false. */
  readonly offline?: boolean | undefined
  /** Take only the changes of these tables, with what they depend on; the rest remains pending. Default: all. */
  readonly only?: readonly string[] | undefined
  /** Write a file also where autogenerate finds nothing to do. Default: false. */
  readonly allowEmpty?: boolean | undefined
  /** Default: `head`. */
  readonly head?: string | readonly string[] | undefined
  /** Allow a parent that is not a head: starts a branch. Default: refused. */
  readonly splice?: boolean | undefined
  readonly branchLabels?: readonly string[] | undefined
  readonly dependsOn?: readonly string[] | undefined
  /** Default: 12 random hex digits. */
  readonly id?: string | undefined
  /** The folder to write into, where there are several. */
  readonly folder?: string | undefined
  /** Answers questions of autogenerate. Default: unanswered ones are AludelError `generate/unanswered`. */
  readonly ask?: Ask | undefined
  /** Whether autogenerate runs the revision on a scratch, up and down, before it is written; `false` is noted in the file. Default: true. */
  readonly proof?: boolean | undefined
  /** Whether autogenerate looks at the rows of the database: what concerns none of them is not asked, and what they would break is refused. Default: false. */
  readonly againstData?: boolean | undefined
  /** What autogenerate is to take for renamed, by names: `{ from: "hotels.code", to: "hotels.short_code" }`. Default: nothing. */
  readonly renames?: readonly TypedRename[] | undefined
  /** `js` writes a JavaScript file. Default: `ts`. */
  readonly language?: "ts" | "js" | undefined
  /** What the file is put together by. Default: as a person would write it. */
  readonly template?: RevisionTemplate | undefined
  /** Stops autogenerate between two operations of a proof; the scratch goes and nothing is written. Default: none. */
  readonly signal?: AbortSignal | undefined
}

/** What only autogenerate takes. */
export type GenerateKeys =
  | "signal"
  | "autogenerate"
  | "offline"
  | "only"
  | "allowEmpty"
  | "ask"
  | "renames"
  | "proof"
  | "againstData"

/** What a merge is to be. */
export interface MergeOptions extends Omit<NewRevisionOptions, GenerateKeys | "head" | "message"> {
  /** Default: `heads`. */
  readonly revisions?: readonly string[] | undefined
  /** Default: "merge A and B". */
  readonly message?: string | undefined
}

/** What was written. `location` is absent, and nothing written, where autogenerate found nothing to do. */
export interface NewRevision {
  readonly id?: string
  readonly parents: readonly string[]
  readonly location?: string
  /** The file's text. */
  readonly text?: string
  /** One line per change: `+ hotels.code text`. */
  readonly summary: readonly string[]
  /** Objects of the database that no declaration and no revision knows; left alone. */
  readonly unmanaged: readonly string[]
}
