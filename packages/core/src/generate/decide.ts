import { diff, type DiffOptions } from "../diff/diff.ts"
import type { Operation } from "../operations/definition.ts"
import type { AddColumn, AlterColumn } from "../operations/operation.ts"
import { catalog, displayName, nodeKey, tableKey, tableOf, type Catalog } from "../schema/catalog.ts"
import { isTablePart, type Schema, type SchemaNode } from "../schema/model.ts"
import type { ColumnNode } from "../schema/nodes/columns.ts"
import type { Comparison } from "./compare.ts"
import { unanswered, type Ask, type Decision, type Question } from "./questions.ts"
import { unrenamed } from "./renames.ts"

/** A comparison with every question answered. */
export interface Decided {
  /** The database as it is, but for the tables that are to be left alone. */
  readonly from: Schema
  readonly to: Schema
  readonly upgrade: readonly Operation[]
}

/** How the operations are made. */
export interface DecideOptions extends Pick<DiffOptions, "forwardReferences" | "objects"> {
  readonly ask: Ask
}

/**
 * The operations from the database to the declaration, with every question answered.
 *
 * @throws AludelError `generate/unanswered` with the questions that stay open
 */
export async function decide(
  { from, to, renames }: Comparison,
  { ask, ...options }: DecideOptions,
): Promise<Decided> {
  const open: Question[] = []
  const answer = async (question: Question): Promise<Decision | undefined> => {
    const decision = await ask(question)
    if (decision === undefined) open.push(question)
    return decision
  }
  const kept = new Set<string>()
  const declared = catalog(to)
  for (const table of from.nodes.filter(
    (node) => node.kind === "table" && declared.get(tableKey(node)) === undefined,
  )) {
    const decision = await answer({ kind: "dropTable", table: displayName(table) })
    if (decision?.answer === false) kept.add(tableKey(table))
  }
  const isKept = (node: SchemaNode) =>
    isTablePart(node) ? kept.has(tableKey(tableOf(node))) : node.kind === "table" && kept.has(tableKey(node))
  const without = { nodes: from.nodes.filter((node) => !isKept(node)) }
  const operations: Operation[] = []
  for (const operation of diff(without, to, options))
    operations.push(await filled(operation, declared, answer))
  if (open.length > 0) throw unanswered(open)
  return { from: unrenamed(without, renames), to, upgrade: [...renames, ...operations] }
}

async function filled(operation: Operation, to: Catalog, answer: Ask): Promise<Operation> {
  const because = mustFill(operation)
  if (because === undefined) return operation
  const onColumn = operation as AddColumn | AlterColumn
  const { name } = onColumn
  const column = to.get(nodeKey({ ...onColumn, kind: "column" })) as ColumnNode
  const table = displayName(tableOf(column))
  const decision = await answer({ kind: "fill", table, column: name, type: column.type, because })
  if (decision?.kind !== "fill") return operation
  const withFill: AddColumn | AlterColumn = { ...onColumn, fill: decision.answer }
  return withFill
}

// Rows that exist get no value for a new NOT NULL column, and may hold NULL where a column becomes NOT NULL.
function mustFill(operation: Operation): "new" | "was nullable" | undefined {
  if (operation.kind === "alterColumn") {
    return (operation as AlterColumn).to.nullable === false ? "was nullable" : undefined
  }
  if (operation.kind !== "addColumn") return undefined
  const column = (operation as AddColumn).nodes[0] as ColumnNode
  const hasValue = column.nullable === true || column.default !== undefined || column.identity !== undefined
  return hasValue ? undefined : "new"
}
