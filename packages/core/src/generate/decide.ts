import { isMadeAnew } from "../diff/anew.ts"
import { diff, type DiffOptions } from "../diff/diff.ts"
import type { Operation } from "../operations/definition.ts"
import { catalog, displayName, tableKey, tableOf } from "../schema/catalog.ts"
import { isTablePart, type Schema, type SchemaNode } from "../schema/model.ts"
import type { ColumnNode } from "../schema/nodes/columns.ts"
import { answered, type AnsweredOptions } from "./answered.ts"
import { madeRoom } from "./around-renames.ts"
import type { Comparison } from "./compare.ts"
import { unanswered, type Ask, type Decision, type DropTableQuestion, type Question } from "./questions.ts"
import { unrenamed } from "./renames.ts"

/** A comparison with every question answered. */
export interface Decided {
  /** The database as it is, but for the tables that are to be left alone. */
  readonly from: Schema
  readonly to: Schema
  readonly upgrade: readonly Operation[]
}

/** How the operations are made. */
export interface DecideOptions extends Pick<
  DiffOptions,
  "forwardReferences" | "gathers" | "objects" | "impliedNames"
> {
  readonly ask: Ask
  /** The engine's spelling of a column's type. */
  columnType(column: ColumnNode): string
  /** Asks the database how many rows an operation concerns; `undefined` where it can't say. Absent: nobody looks. */
  readonly concerned?: AnsweredOptions["concerned"]
}

/**
 * The operations from the database to the declaration, renames first, with every question answered.
 *
 * @throws AludelError `generate/unanswered` with the questions that stay open
 */
export async function decide(
  { from, to, renames, open: undecided, undecided: about }: Comparison,
  { ask, columnType, concerned, ...options }: DecideOptions,
): Promise<Decided> {
  if (from === to && renames.length === 0) return { from, to, upgrade: [] }
  const open: Question[] = [...undecided]
  const answer = async (question: Question): Promise<Decision | undefined> => {
    const decision = await ask(question)
    if (decision === undefined) open.push(question)
    return decision
  }
  const asDeclared = catalog(to)
  const tables = from.nodes.filter((node) => node.kind === "table")
  const left = await keptTables(
    tables.filter((node) => asDeclared.get(tableKey(node)) === undefined),
    (name) => !about.has(`from table ${name}`),
    answer,
  )
  const anew = await keptTables(
    tables.filter((from) => {
      const to = asDeclared.get(tableKey(from))
      return to?.kind === "table" && isMadeAnew(from, to)
    }),
    () => true,
    answer,
    "partitioned otherwise",
  )
  const without = { nodes: from.nodes.filter((node) => !isIn(left, node)) }
  const wanted = withTablesOf(from, to, anew)
  const declared = wanted === to ? asDeclared : catalog(wanted)
  const room = madeRoom(without, declared, renames, options.objects ?? {})
  const operations = await answered(diff(room.from, wanted, options), {
    declared,
    about,
    ask: answer,
    columnType,
    concerned,
  })
  if (open.length > 0) throw unanswered(open)
  return {
    from: unrenamed(without, renames),
    to: wanted,
    upgrade: [...room.drops, ...renames, ...operations],
  }
}

/** The declared schema with some tables as they are now. */
function withTablesOf(from: Schema, to: Schema, tables: ReadonlySet<string>): Schema {
  if (tables.size === 0) return to
  const others = to.nodes.filter((node) => !isIn(tables, node))
  return { nodes: [...others, ...from.nodes.filter((node) => isIn(tables, node))] }
}

/** The keys of the tables that are not dropped. */
async function keptTables(
  gone: readonly SchemaNode[],
  isSettled: (name: string) => boolean,
  ask: Ask,
  because?: DropTableQuestion["because"],
): Promise<ReadonlySet<string>> {
  const kept = new Set<string>()
  for (const table of gone) {
    const name = displayName(table)
    const decision = isSettled(name)
      ? await ask({ kind: "dropTable", table: name, ...(because && { because }) })
      : undefined
    if (decision?.answer === false) kept.add(tableKey(table))
  }
  return kept
}

function isIn(tables: ReadonlySet<string>, node: SchemaNode): boolean {
  return isTablePart(node)
    ? tables.has(tableKey(tableOf(node)))
    : node.kind === "table" && tables.has(tableKey(node))
}
