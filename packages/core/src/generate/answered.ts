import type { Operation } from "../operations/definition.ts"
import type { AddColumn, AlterColumn } from "../operations/operation.ts"
import { displayName, nodeKey, tableKey, tableOf, type Catalog } from "../schema/catalog.ts"
import type { ColumnNode } from "../schema/nodes/columns.ts"
import { areAkin, keepsValues, type TypeChange } from "./conversion.ts"
import type { Ask, ConvertQuestion, FillQuestion } from "./questions.ts"

/** What asking about operations takes. */
export interface AnsweredOptions {
  readonly declared: Catalog
  /** The keys of what another question is about already. */
  readonly about: ReadonlySet<string>
  readonly ask: Ask
  columnType(column: ColumnNode): string
  /** Asks the database how many rows an operation concerns; `undefined` where it can't say. Absent: nobody looks. */
  readonly concerned?:
    | ((operation: AddColumn | AlterColumn, what: "fill" | "convert") => Promise<number | undefined>)
    | undefined
}

/** Operations with the SQL that values are made from, where rows that exist may have none or one that does not fit. */
export async function answered(
  operations: readonly Operation[],
  options: AnsweredOptions,
): Promise<readonly Operation[]> {
  const done: Operation[] = []
  for (const operation of operations) done.push(await filled(await converted(operation, options), options))
  return done
}

async function filled(operation: Operation, options: AnsweredOptions): Promise<Operation> {
  const because = mustFill(operation)
  if (because === undefined) return operation
  const onColumn = operation as AddColumn | AlterColumn
  const column = columnOf(onColumn, options.declared)
  if (column === undefined) return operation
  if (options.about.has(nodeKey(column)) || options.about.has(tableKey(tableOf(column)))) return operation
  const rows = await options.concerned?.(onColumn, "fill")
  if (rows === 0) return operation
  const question: FillQuestion = {
    kind: "fill",
    ...placeOf(column),
    type: column.type,
    because,
    ...counted(rows),
  }
  const decision = await options.ask(question)
  if (decision?.kind !== "fill") return operation
  const withFill: AddColumn | AlterColumn = { ...onColumn, fill: decision.answer }
  return withFill
}

async function converted(operation: Operation, options: AnsweredOptions): Promise<Operation> {
  if (operation.kind !== "alterColumn") return operation
  const change = operation as AlterColumn
  if (change.to.type === undefined || change.from === undefined) return operation
  const column = columnOf(change, options.declared)
  // What is computed is computed again.
  if (column === undefined || column.generated !== undefined) return operation
  const [from, to]: readonly TypeChange[] = [change.from, change.to]
  if (keepsValues(from!, to!)) return operation
  const rows = await options.concerned?.(change, "convert")
  if (rows === 0) return operation
  const using = await conversion(change, column, "upgrade", options, rows)
  // Taken back, what is of one family is converted by the engine itself.
  const back =
    keepsValues(to!, from!) || areAkin(to!, from!)
      ? undefined
      : await conversion(change, column, "downgrade", options)
  const withUsing: AlterColumn = {
    ...change,
    ...(using === undefined ? {} : { using }),
    ...(back === undefined ? {} : { back: { using: back } }),
  }
  return withUsing
}

async function conversion(
  { from, to }: AlterColumn,
  column: ColumnNode,
  direction: ConvertQuestion["direction"],
  { ask, columnType }: AnsweredOptions,
  rows?: number,
): Promise<string | undefined> {
  const [old, wanted] = direction === "upgrade" ? [from!, to] : [to, from!]
  const { enum: _, ...plain } = column
  const type = columnType({ ...plain, type: wanted.type!, ...(wanted.enum ? { enum: wanted.enum } : {}) })
  const question: ConvertQuestion = {
    kind: "convert",
    ...placeOf(column),
    from: old.type!,
    to: wanted.type!,
    direction,
    suggestion: suggestion(column.name, type, from?.enum != null && to.enum != null),
    ...counted(rows),
  }
  const decision = await ask(question)
  return decision?.kind === "convert" ? decision.answer : undefined
}

// A cast cuts texts off without a word; an assignment refuses them. One enum becomes another through text alone.
function suggestion(name: string, type: string, betweenEnums: boolean): string {
  const column = /^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`
  return /^(?:var)?char|^character/i.test(type)
    ? column
    : `cast(${betweenEnums ? `cast(${column} as text)` : column} as ${type})`
}

function counted(rows: number | undefined): { readonly rows?: number } {
  return rows === undefined ? {} : { rows }
}

// What a table will have from another one is asked of that one.
function columnOf(operation: AddColumn | AlterColumn, declared: Catalog): ColumnNode | undefined {
  return declared.get(nodeKey({ ...operation, kind: "column" })) as ColumnNode | undefined
}

function placeOf(column: ColumnNode): { readonly table: string; readonly column: string } {
  return { table: displayName(tableOf(column)), column: column.name }
}

// Rows that exist get no value for a new NOT NULL column, and may hold NULL where a column becomes NOT NULL.
function mustFill(operation: Operation): "new" | "was nullable" | undefined {
  if (operation.kind === "alterColumn") {
    return (operation as AlterColumn).to.nullable === false ? "was nullable" : undefined
  }
  if (operation.kind !== "addColumn") return undefined
  const column = (operation as AddColumn).nodes[0] as ColumnNode
  const hasValue =
    column.nullable === true ||
    column.default !== undefined ||
    column.identity !== undefined ||
    column.generated !== undefined
  return hasValue ? undefined : "new"
}
