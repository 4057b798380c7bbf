import { AludelError, isAludelError } from "../errors/error.ts"
import type { Declaration } from "../generate/renames.ts"
import type { Generation } from "../generate/generation.ts"
import { readHistory, refuseLost, type HistoryState, type RunContext } from "../runner/context.ts"
import { compareWithFiles, type EditedRevision } from "../runner/edited.ts"
import type { Finding } from "./finding.ts"
import type { MigratorOptions } from "./options.ts"

/**
 * Whether anything waits to be done: heads to merge, edited revisions, revisions to apply, changes to generate, a database that is not as
 * its revisions made it.
 *
 * @throws AludelError where it could not look: `generate/no-schema` where no schema is declared
 */
export async function check(
  context: RunContext,
  { schema, autogenerate: settings }: Pick<MigratorOptions, "schema" | "autogenerate">,
): Promise<{ readonly findings: readonly Finding[] }> {
  if (schema === undefined) throw noSchema("check")
  const state = await readHistory(context)
  refuseLost(state)
  const { generation } = await import("../generate/generation.ts")
  const opened = await generation(context, { settings })
  const pending = context.graph.ids.filter((id) => !state.known.has(id))
  const isAhead = state.ahead.length > 0
  const { edited } = await compareWithFiles(context, state)
  const compared = async () => [
    ...(isAhead ? [] : await drifted(opened, state, schema)),
    ...(pending.length > 0 || isAhead ? [] : await pendingChanges(opened, schema)),
  ]
  return {
    findings: [
      ...multipleHeads(context),
      ...edited.map(editedFinding),
      ...notUpToDate(context, pending),
      ...(await compared().catch((error: unknown) => {
        // An edit may be what keeps the revisions from giving a schema to compare with; it is told.
        if (edited.length > 0 && isAludelError(error) && error.code === "operation/invalid") return []
        throw error
      })),
    ],
  }
}

function multipleHeads({ graph }: RunContext): readonly Finding[] {
  if (graph.realHeads.length < 2) return []
  return [
    {
      code: "multiple-heads",
      message: `Multiple heads are present: ${graph.realHeads.join(", ")}`,
      hint: 'aludel merge heads -m "merge"',
      details: graph.realHeads.map((id) => graph.get(id).location),
    },
  ]
}

function notUpToDate({ graph }: RunContext, pending: readonly string[]): readonly Finding[] {
  if (pending.length === 0) return []
  const what = pending.length === 1 ? "revision is" : "revisions are"
  return [
    {
      code: "not-up-to-date",
      message: `Target database is not up to date: ${pending.length} ${what} not applied`,
      hint: "aludel upgrade heads",
      details: pending.map((id) => `${id}, ${graph.get(id).message}`),
    },
  ]
}

async function drifted(
  opened: Generation,
  { known }: HistoryState,
  schema: Declaration,
): Promise<readonly Finding[]> {
  const { graph } = opened.run
  // A database that no revision was applied to is as anybody made it.
  if (known.size === 0) return []
  const { drift } = await import("../generate/drift.ts")
  const details = await drift(opened, graph.order([...known]), schema)
  if (details.length === 0) return []
  return [
    {
      code: "drift",
      message: "The database is not as its revisions made it; since then somebody did",
      hint: "Undo it in the database, or declare it, generate a revision with --offline, and stamp.",
      details,
    },
  ]
}

async function pendingChanges(opened: Generation, schema: Declaration): Promise<readonly Finding[]> {
  const generate = await import("../generate/generate.ts")
  const details = await generate.pendingChanges(opened, schema)
  if (details.length === 0) return []
  return [
    {
      code: "pending-changes",
      message: "New upgrade operations detected",
      hint: 'aludel revision --autogenerate -m "…"',
      details,
    },
  ]
}

function editedFinding({ id, location, appliedAt, changes }: EditedRevision): Finding {
  return {
    code: "edited",
    message: `Revision ${id} was edited since it was applied at ${appliedAt} (${location})`,
    hint: `Take the edit back and write a new revision; or, where the database is as it says: aludel upgrade --accept-edited ${id}`,
    details: changes,
  }
}

/** The error for what needs a declared schema where none is configured. */
export function noSchema(what: string): AludelError {
  return new AludelError("generate/no-schema", `${what} needs a declared schema, and none is configured`, {
    hint: 'Say where it is: schema: "./schema.ts" in the configuration, or createMigrator({ schema }).',
  })
}
