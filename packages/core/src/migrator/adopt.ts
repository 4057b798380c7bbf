import { creation } from "../diff/creation.ts"
import { genericDialect } from "../dialect/generic.ts"
import { AludelError } from "../errors/error.ts"
import { readHistory } from "../runner/context.ts"
import { stamp } from "../runner/stamp.ts"
import { stampSet } from "../revisions/stamp.ts"
import type { MigratorOptions } from "./options.ts"
import type { NewRevision, NewRevisionOptions } from "./new-revision-options.ts"
import { writeWith } from "./new-revision.ts"
import { openContext } from "./open.ts"
import { clock } from "./open-graph.ts"
import { otherTools, type OtherTool } from "./other-tools.ts"
import { pull, type Pulled, type PullOptions } from "./pull.ts"

/** How a database is taken over. */
export interface AdoptOptions
  extends PullOptions, Pick<NewRevisionOptions, "id" | "folder" | "language" | "template"> {
  /** Default: "what was there, from Knex". */
  readonly message?: string | undefined
  /** Keeps the files of the declaration; where it throws, no revision is written. Default: they are only returned. */
  keep?(pulled: Pulled): Promise<void>
}

/** A database that was taken over. */
export interface Adopted extends Pulled {
  /** The tools that had migrated it; their tables stay as they are and are no part of the declaration. */
  readonly tools: readonly OtherTool[]
  /** The revision that creates what is there, recorded as applied. */
  readonly revision: NewRevision
}

/**
 * Takes over a database that another tool has migrated: reads it as a declared schema, writes a first revision that would
 * create it, and records that as applied. Nothing of the database changes but for the history tables; the other tool's
 * tables are left alone.
 *
 * @throws AludelError `history/not-empty` where there are revisions already, on disk or in the history; what `pull` throws
 */
export async function adopt(options: MigratorOptions, request: AdoptOptions): Promise<Adopted> {
  const context = await openContext(options)
  const { applied } = await readHistory(context)
  const ids = [...new Set([...context.graph.ids, ...applied.keys()])]
  if (ids.length > 0) throw adoptedBefore(ids)
  const { dialect = genericDialect, db, defaultSchema, source } = options
  const tools = await otherTools(db.withoutPlugins(), dialect, defaultSchema)
  const pulled = await pull(options, { ...request, exclude: tools.flatMap(({ tables }) => tables) })
  const body = creation(pulled.schema, dialect)
  await request.keep?.(pulled)
  const from = tools.length === 0 ? "" : `, from ${tools.map(({ name }) => name).join(" and ")}`
  const revision = await writeWith(
    context.graph,
    { source, dialect, now: clock(options) },
    { ...request, message: request.message ?? `what was there${from}` },
    body,
  )
  const reopened = await openContext(options)
  await stamp(reopened, { purge: false, decide: (known) => stampSet(reopened.graph, known, "heads") })
  return { ...pulled, tools, revision }
}

function adoptedBefore(ids: readonly string[]): AludelError {
  return new AludelError(
    "history/not-empty",
    `there ${ids.length === 1 ? "is a revision" : `are ${ids.length} revisions`} already: ${ids.slice(0, 3).join(", ")}${ids.length > 3 ? ", …" : ""}`,
    {
      hint: "A database is adopted once, before the first revision. To record where it stands: aludel stamp REVISION",
    },
  )
}
