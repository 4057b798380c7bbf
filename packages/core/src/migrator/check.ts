import { AludelError } from "../errors/error.ts"
import type { Declaration } from "../generate/renames.ts"
import { readHistory, refuseLost, type RunContext } from "../runner/context.ts"
import type { Finding } from "./migrator.ts"

/**
 * Whether anything waits to be done: more than one head, revisions not applied, changes not generated.
 *
 * @throws AludelError `generate/no-schema` where no schema is declared: it could not look
 */
export async function check(
  context: RunContext,
  schema: Declaration | undefined,
): Promise<{ readonly findings: readonly Finding[] }> {
  if (schema === undefined) throw noSchema("check")
  const { graph, loader } = context
  const state = await readHistory(context)
  refuseLost(state)
  const findings: Finding[] = []
  if (graph.realHeads.length > 1) {
    findings.push({
      code: "multiple-heads",
      message: `Multiple heads are present: ${graph.realHeads.join(", ")}`,
      hint: 'aludel merge heads -m "merge"',
      details: graph.realHeads.map((id) => graph.get(id).location),
    })
  }
  const pending = graph.ids.filter((id) => !state.known.has(id))
  if (pending.length > 0) {
    const message = `Target database is not up to date: ${pending.length} ${pending.length === 1 ? "revision is" : "revisions are"} not applied`
    findings.push({
      code: "not-up-to-date",
      message,
      hint: "aludel upgrade heads",
      details: pending.map((id) => `${id}, ${graph.get(id).message}`),
    })
    return { findings }
  }
  if (state.ahead.length > 0) return { findings }
  const { pendingChanges } = await import("../generate/generate.ts")
  const changes = await pendingChanges(context, schema, loader.definition)
  if (changes.length > 0) {
    findings.push({
      code: "pending-changes",
      message: "New upgrade operations detected",
      hint: 'aludel revision --autogenerate -m "…"',
      details: changes,
    })
  }
  return { findings }
}

/** The error for what needs a declared schema where none is configured. */
export function noSchema(what: string): AludelError {
  return new AludelError("generate/no-schema", `${what} needs a declared schema, and none is configured`, {
    hint: 'Say where it is: schema: "./schema.ts" in the configuration, or createMigrator({ schema }).',
  })
}
