import { diff } from "../diff/diff.ts"
import { AludelError, isAludelError } from "../errors/error.ts"
import type { Definition, Operation } from "../operations/definition.ts"
import type { AlterColumn } from "../operations/operation.ts"
import { asWritten } from "../operations/reverse.ts"
import { tableKey, tableOf } from "../schema/catalog.ts"
import type { Schema } from "../schema/model.ts"
import { withScratch, type Scratch, type ScratchRequest } from "../scratch/scratch.ts"
import { followRows, type FollowedRows } from "./followed-rows.ts"
import { addSampleRows } from "./sample-rows.ts"
import { touched } from "./touched.ts"

/** What is to be proven: that `upgrade` leads from one schema to the other, and `downgrade` back. */
export interface Claim {
  readonly from: Schema
  readonly to: Schema
  readonly upgrade: readonly Operation[]
  readonly downgrade: readonly Operation[]
}

/** What a proof runs on. */
export interface Proof extends Omit<ScratchRequest, "schemas"> {
  definition(operation: Operation): Definition<Operation>
}

/**
 * Runs a generated revision up and down on a scratch: the objects it touches, and what they depend on, are built as they
 * were, with a row in each table as far as the engine takes one; after the upgrade the engine must say of them what it says
 * of the declared ones, after the downgrade what it said before, and values that a revision does not change must be the same.
 *
 * @returns what could not be proven with rows, one line each
 * @throws AludelError `generate/not-proven` with the remaining difference, or with the operation that the engine refused
 */
export async function prove(claim: Claim, proof: Proof): Promise<readonly string[]> {
  const { from, to } = touched(claim, claim.upgrade, proof.dialect.objects)
  const place = <T>(work: (scratch: Scratch) => Promise<T>) =>
    withScratch({ ...proof, schemas: [from, to] }, work)
  const wanted = await place(async (scratch) => {
    await built("the declared schema", () => scratch.create(to))
    return scratch.introspect()
  })
  const ends = { ...claim, from, to, wanted }
  try {
    return await place((scratch) => run(ends, scratch, proof, true))
  } catch (error) {
    if (!(error instanceof RowsRefused)) throw error
    // A row that was made up may break what the revision adds; without rows it must run.
    return [error.message, ...(await place((scratch) => run(ends, scratch, proof, false)))]
  }
}

interface Ends extends Claim {
  /** What the engine says of the declared schema. */
  readonly wanted: Schema
}

async function run(
  { from, to, wanted, upgrade, downgrade }: Ends,
  scratch: Scratch,
  proof: Proof,
  hasRows: boolean,
): Promise<readonly string[]> {
  // What the file says is run, not what is known besides.
  const written = (operation: Operation) => asWritten(operation, proof.dialect.operations)
  await built("the schema before it", () => scratch.create(from))
  const before = await scratch.introspect()
  const { tables, refused } = hasRows
    ? await addSampleRows(scratch, from, to, upgrade)
    : { tables: [], refused: [] }
  const rows = await followRows(scratch, tables, upgrade)
  const described = (operation: Operation) => proof.definition(operation).describe(operation)
  const isWithRows = tables.length > 0
  await ran("upgrade", () => scratch.run(upgrade.map(written)), isWithRows, described)
  refuseDifference("upgrade", "the declared schema", diff(await scratch.introspect(), wanted), proof)
  const stirred = filledUnderTriggers(from, upgrade, proof.dialect)
  const changed = await refuseLoss("upgrade", rows.afterUpgrade, stirred)
  await ran("downgrade", () => scratch.run(downgrade.map(written)), isWithRows, described)
  refuseDifference("downgrade", "the schema before", diff(await scratch.introspect(), before), proof)
  await refuseLoss("downgrade", rows.afterDowngrade, stirred)
  return [
    ...refused.map((line) => `Proven without a row in ${line}`),
    ...changed.map((column) => `Where rows are filled, triggers of their table change ${column}`),
  ]
}

/** Says which proof is missing, where what it starts from can't be made on the scratch. */
async function built(what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!isAludelError(error) || error.code !== "run/failed") throw error
    throw new AludelError(
      "generate/not-proven",
      `the revision can't be proven, for ${what} can't be made on a scratch database: ${error.message}`,
      {
        hint: [
          error.hint ??
            "What it refers to but does not make is made by `scratch.prepare` in the configuration.",
          "--no-proof writes it as it is, and says so in the file.",
        ].join("\n"),
        cause: error,
        details: error.details,
      },
    )
  }
}

/** The rows that were made up stand in the way of an operation that rows may break. */
class RowsRefused extends Error {}

async function ran(
  direction: "upgrade" | "downgrade",
  work: () => Promise<void>,
  isWithRows: boolean,
  described: (operation: Operation) => string,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (!isAludelError(error) || error.code !== "run/failed") throw error
    const operations = (error.details["operations"] ?? []) as readonly Operation[]
    if (isWithRows && operations.some((operation) => mayBreak(operation, direction)))
      throw new RowsRefused(
        `The ${direction} is proven without rows: with one made up, "${operations.map(described).join(", ")}" is refused: ${String(error.details["message"])}`,
      )
    throw new AludelError(
      "generate/not-proven",
      `the generated ${direction} does not run on a scratch database: ${error.message}`,
      { hint: hintFor(operations), cause: error },
    )
  }
}

// Whether rows may rightly be refused by an operation: the file says so beside it.
function mayBreak(operation: Operation, direction: "upgrade" | "downgrade"): boolean {
  if (
    [
      "addConstraint",
      "createIndex",
      "validateConstraint",
      "alterEnum",
      "alterTable",
      "createObject",
      "replaceObject",
    ].includes(operation.kind)
  )
    return true
  if (operation.kind === "alterColumn")
    return (operation as AlterColumn).to.type !== undefined || direction === "downgrade"
  return operation.kind === "addColumn" && direction === "downgrade"
}

function hintFor(operations: readonly Operation[]): string {
  const hasGivenSql = operations.some((operation) => "fill" in operation || "using" in operation)
  return hasGivenSql
    ? "No file was written. Correct the SQL that was given for the values of the column."
    : hint
}

function refuseDifference(
  direction: string,
  goal: string,
  remaining: readonly Operation[],
  { definition }: Proof,
): void {
  if (remaining.length === 0) return
  const list = remaining.map((operation) => `  ${definition(operation).describe(operation)}`)
  throw new AludelError(
    "generate/not-proven",
    `the generated ${direction} does not lead to ${goal}; what remains:\n${list.join("\n")}`,
    { hint, details: { remaining } },
  )
}

/** The keys of the tables whose rows are filled while triggers look on: what those do then is the project's own. */
function filledUnderTriggers(
  from: Schema,
  upgrade: readonly Operation[],
  { objects = {} }: Proof["dialect"],
): ReadonlySet<string> {
  const filled = new Set(
    upgrade.flatMap((operation) =>
      "fill" in operation ? [tableKey(tableOf(operation as AlterColumn))] : [],
    ),
  )
  return new Set(
    from.nodes.flatMap((node) => {
      if (node.kind !== "defined" || node.table === undefined) return []
      const key = tableKey(tableOf({ ...node, table: node.table }))
      return objects[node.type]?.actsOnWrites === true && filled.has(key) ? [key] : []
    }),
  )
}

/** @returns the columns that triggers have changed */
async function refuseLoss(
  direction: string,
  compare: FollowedRows["afterUpgrade"],
  stirred: ReadonlySet<string>,
): Promise<readonly string[]> {
  const found = await compare()
  const lost = found.filter(({ table }) => !stirred.has(table)).map(({ line }) => line)
  if (lost.length === 0) return found.map(({ column }) => column)
  throw new AludelError(
    "generate/not-proven",
    `the generated ${direction} does not keep the values of rows:\n${lost.map((line) => `  ${line}`).join("\n")}`,
    { hint, details: { lost } },
  )
}

const hint =
  "No file was written. This is a fault of Aludel's: please report it with the declaration. An empty revision can be written by hand."
