import { holds, session } from "../dialect/generic.ts"
import { diff } from "../diff/diff.ts"
import { AludelError } from "../errors/error.ts"
import type { Target } from "../execution/compile.ts"
import { execute } from "../execution/execute.ts"
import { compileGroup, groups } from "../execution/groups.ts"
import { surroundings } from "../execution/surroundings.ts"
import type { Generation } from "../generate/generation.ts"
import type { Declaration } from "../generate/renames.ts"
import { claim, recordApplied } from "../history/applied.ts"
import { openLog } from "../history/log.ts"
import type { Operation } from "../operations/definition.ts"
import type { RunOutcome } from "../runner/conduct.ts"
import {
  databaseHeads,
  ensureHistory,
  logContext,
  readHistory,
  targetOn,
  type RunContext,
} from "../runner/context.ts"
import { introspected } from "../runner/introspected.ts"
import { callRevisionHook } from "../runner/revision-hook.ts"
import { appliedRow } from "../runner/record.ts"
import { sessionOptions } from "../runner/transact.ts"
import { displayName } from "../schema/catalog.ts"
import { describeNode } from "../schema/describe-node.ts"
import { isTablePart, type Schema } from "../schema/model.ts"
import { noSchema } from "./check.ts"
import type { CreateOptions, MigratorOptions } from "./options.ts"

/**
 * Builds the declared schema on an empty database and records every revision as applied, in one transaction where the
 * engine's DDL takes part in one: a new database at once, however long the history is.
 *
 * @throws AludelError `generate/no-schema`, `database/not-empty`, `revision/holds-code`, `generate/not-up-to-date` where
 * the declaration has what no revision makes, `run/failed`
 */
export async function create(
  context: RunContext,
  { schema: declared, autogenerate: settings }: MigratorOptions,
  { skipCode = false }: CreateOptions,
): Promise<RunOutcome> {
  if (declared === undefined) throw noSchema("create")
  const { generation } = await import("../generate/generation.ts")
  const opened = await generation(context, { settings })
  if (!skipCode) {
    await refuseCode(context)
    await refusePending(opened, declared)
  }
  await refuseContents(opened, declared)
  const { dialect, db } = context
  return session(dialect, opened.engine, db, sessionOptions(context), async (connection) => {
    const target = targetOn(connection, opened.engine, context)
    const inside = { ...context, db: connection }
    await refuseContents({ ...opened, run: inside }, declared)
    await ensureHistory(context, target)
    await claim(target.db, context.tables)
    await build(
      inside,
      target,
      operationsOf(declared, await schemaThere({ ...opened, run: inside }, declared), context),
    )
    return recordAll(inside, context.db)
  })
}

// The declared schema says nothing of rows, and nothing of what SQL made that it has no words for.
async function refuseCode({ graph, loader }: RunContext): Promise<void> {
  const revisions = await loader.upgrades(graph.ids)
  const holding = revisions.filter(({ upgrade }) =>
    upgrade.some(({ kind }) => ["run", "sql", "bulkInsert"].includes(kind)),
  )
  if (holding.length === 0) return
  throw new AludelError(
    "revision/holds-code",
    `revisions run code, SQL or insert rows, which the declared schema can't tell: ${holding.map(({ id }) => id).join(", ")}`,
    {
      hint: "Run them: aludel upgrade\nOr leave what they do out: aludel create --skip-code",
      details: { revisions: holding.map(({ id }) => id) },
    },
  )
}

async function refusePending(opened: Generation, declared: Declaration): Promise<void> {
  const { difference } = await import("../generate/difference.ts")
  const { operations } = await difference(opened, { from: "revisions", to: "declared", declared })
  if (operations.length === 0) return
  const { loader } = opened.run
  const changes = operations.map((operation) => loader.definition(operation).describe(operation))
  throw new AludelError(
    "generate/not-up-to-date",
    `the declared schema is not what the revisions make:\n${changes.map((change) => `  ${change}`).join("\n")}`,
    {
      hint: 'Write the revision that is missing: aludel revision --autogenerate -m "…"',
      details: { changes },
    },
  )
}

async function schemaThere(opened: Generation, declared: Declaration): Promise<Schema> {
  const { readDatabase } = await import("../generate/live.ts")
  return readDatabase(opened, [declared["~schema"]])
}

async function refuseContents(opened: Generation, declared: Declaration): Promise<void> {
  const { applied } = await readHistory(opened.run)
  const there = await schemaThere(opened, declared)
  const found = [
    ...[...applied.keys()].map((id) => `revision ${id}, applied`),
    ...there.nodes.filter((node) => node.kind !== "namespace" && !isTablePart(node)).map(describeNode),
    ...(there.unmodelled ?? []).map((object) => `${object.kind} ${displayName(object)}`),
  ]
  if (found.length === 0) return
  const shown = found.length > 5 ? [...found.slice(0, 5), `and ${found.length - 5} more`] : found
  throw new AludelError("database/not-empty", `the database is not empty: it has ${shown.join(", ")}`, {
    hint: "To bring it up to date: aludel upgrade",
    details: { found },
  })
}

function operationsOf(declared: Declaration, there: Schema, { dialect }: RunContext): readonly Operation[] {
  const nodes = declared["~schema"].nodes.filter(({ kind }) => holds(dialect, kind))
  return diff({ nodes: there.nodes.filter(({ kind }) => kind === "namespace") }, { nodes }, dialect).filter(
    // A schema that is there and not declared is nobody's business.
    ({ kind }) => kind !== "dropSchema",
  )
}

async function build(context: RunContext, target: Target, operations: readonly Operation[]): Promise<void> {
  const { dialect, loader, tables, defaultSchema } = context
  const around = surroundings(
    dialect,
    loader.definition,
    introspected(target.db, dialect, tables, defaultSchema),
  )
  for (const group of groups(operations, dialect)) {
    const descriptions = group.map((operation) => loader.definition(operation).describe(operation))
    const compile = await compileGroup(group, target, around)
    await execute(compile(), {
      connection: target.db,
      caller: context.db,
      where: `creating the declared schema, ${descriptions.join(", ")}`,
      afterFailure: "Nothing of it is left in the database.",
      hint: (failure) => dialect.hint?.(failure),
    })
    for (const operation of group) around.applied(operation)
  }
}

async function recordAll(context: RunContext, caller: RunContext["db"]): Promise<RunOutcome> {
  const { graph, loader, tables, now } = context
  const db = context.db.withoutPlugins()
  const log = openLog(tables, logContext(context))
  for (const id of graph.ids) {
    await recordApplied(db, tables, appliedRow(graph, await loader.prepare(id), now(), 0))
    await log.append(db, { event: "stamped", direction: "stamp", revision: id, detail: "created" })
    await callRevisionHook(context, caller, { id, direction: "stamp" })
  }
  return { status: "done", revisions: graph.ids, heads: databaseHeads(graph, await readHistory(context)) }
}
