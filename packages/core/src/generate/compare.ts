import type { AnyDatabase, Dialect } from "../dialect/dialect.ts"
import { holds, type Engine } from "../dialect/generic.ts"
import { diff } from "../diff/diff.ts"
import { AludelError } from "../errors/error.ts"
import { tableNames, type HistoryTables } from "../history/tables.ts"
import type { AddColumn, AlterColumn } from "../operations/operation.ts"
import type { Operation } from "../operations/definition.ts"
import { catalog, nodeKey, tableKey, tableOf, type Catalog } from "../schema/catalog.ts"
import type { ColumnNode, Schema, SchemaNode } from "../schema/model.ts"
import { canonical, schemasOf } from "../scratch/canonical.ts"
import type { Replay } from "../scratch/replay.ts"
import { canScratch } from "../scratch/scratch.ts"
import { aligned, differing } from "./align.ts"
import { ours } from "./ours.ts"
import { questionTable, unanswered, type Ask, type Decision, type Question } from "./questions.ts"

/** What a declaration is compared with. */
export interface ComparisonRequest {
  readonly db: AnyDatabase
  readonly dialect: Dialect
  readonly engine: Engine
  readonly tables: HistoryTables
  readonly defaultSchema: string | undefined
  readonly declared: Schema
  readonly replayed: Replay
}

/** Two schemas in the same words, ready for an exact comparison. */
export interface Comparison {
  readonly from: Schema
  readonly to: Schema
  /** Objects of the database that are left alone, one line each. */
  readonly unmanaged: readonly string[]
}

/**
 * Brings the database and the declaration to the same words.
 *
 * @throws AludelError `dialect/unsupported` where the dialect can't read the database
 */
export async function compare({
  db,
  dialect,
  engine,
  tables,
  defaultSchema,
  declared,
  replayed,
}: ComparisonRequest): Promise<Comparison> {
  if (dialect.introspect === undefined) {
    throw new AludelError(
      "dialect/unsupported",
      `the ${dialect.name} dialect can't read a database, so nothing can be compared with it`,
      {
        hint: "Install @aludel/dialect-postgres or @aludel/dialect-sqlite, or write the revision by hand.",
      },
    )
  }
  const plain = db.withoutPlugins()
  const wanted = catalog(declared)
  const schemas = [...new Set([...schemasOf(declared), ...schemasOf(replayed.catalog.schema())])]
  const live = await dialect.introspect(plain, {
    defaultSchema,
    schemas,
    exclude: tableNames(tables, defaultSchema),
  })
  const { schema, unmanaged } = ours(live, wanted, replayed, (kind) => holds(dialect, kind))
  const canon = canScratch(dialect)
    ? await canonical(declared, differing(schema, wanted), { db: plain, dialect, engine, defaultSchema })
    : { nodes: [] }
  return {
    from: aligned(schema, { declared: wanted, canonical: catalog(canon), replayed: replayed.catalog }),
    to: declared,
    unmanaged,
  }
}

/** A comparison with every question answered. */
export interface Decided extends Pick<Comparison, "from" | "to"> {
  readonly upgrade: readonly Operation[]
}

/**
 * The operations from the database to the declaration, with every question answered. `from` lacks the tables that are
 * to be left alone.
 *
 * @throws AludelError `generate/unanswered` with the questions that stay open
 */
export async function decide({ from, to }: Comparison, ask: Ask): Promise<Decided> {
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
    const decision = await answer({ kind: "dropTable", table: questionTable(table) })
    if (decision?.answer === false) kept.add(tableKey(table))
  }
  const isKept = (node: SchemaNode) =>
    "table" in node ? kept.has(tableKey(tableOf(node))) : node.kind === "table" && kept.has(tableKey(node))
  const without = { nodes: from.nodes.filter((node) => !isKept(node)) }
  const operations: Operation[] = []
  for (const operation of diff(without, to)) operations.push(await filled(operation, declared, answer))
  if (open.length > 0) throw unanswered(open)
  return { from: without, to, upgrade: operations }
}

async function filled(operation: Operation, to: Catalog, answer: Ask): Promise<Operation> {
  const because = mustFill(operation)
  if (because === undefined) return operation
  const onColumn = operation as AddColumn | AlterColumn
  const { name } = onColumn
  const column = to.get(nodeKey({ ...onColumn, kind: "column" })) as ColumnNode
  const table = questionTable(tableOf(column))
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
