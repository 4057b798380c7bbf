import { creationOrder, isTable } from "../diff/creation-order.ts"
import type { WholeTable } from "../diff/changes.ts"
import type { Operation } from "../operations/definition.ts"
import type { AlterColumn } from "../operations/operation.ts"
import { mentions } from "../operations/expression.ts"
import { catalog, displayName, nodeKey, tableKey, tableOf } from "../schema/catalog.ts"
import type { DefinedNode, EnumNode, Schema, TablePartNode } from "../schema/model.ts"
import type { ColumnNode } from "../schema/nodes/columns.ts"
import type { ForeignKeyNode } from "../schema/nodes/constraints.ts"
import { quoteName } from "../sql/sql.ts"
import type { Scratch } from "../scratch/scratch.ts"
import { isRename, placeBefore, type Rename } from "./renames.ts"
import { namedIn, sampleValues, type ValueSources } from "./sample-value.ts"

/** What became of the rows. */
export interface SampleRows {
  /** The tables that have one. */
  readonly tables: readonly WholeTable[]
  /** Why others have none, one line each. */
  readonly refused: readonly string[]
}

/**
 * Puts a row into each table of a scratch, those first that others refer to, as far as the engine takes one.
 *
 * @param schema what is there
 * @param to what it is to become, whose checks the rows had better keep, too
 * @param upgrade the operations that lead there
 */
export async function addSampleRows(
  scratch: Scratch,
  schema: Schema,
  to: Schema,
  upgrade: readonly Operation[],
): Promise<SampleRows> {
  const known = catalog(schema)
  const wholes = schema.nodes.flatMap((node): readonly WholeTable[] =>
    // The rows of a partition are those of its table.
    node.kind === "table" && node.partitionOf === undefined
      ? [{ table: node, parts: known.parts(node) }]
      : [],
  )
  const changes = changesIn(upgrade)
  const sources = sourcesOf(schema, to, upgrade.filter(isRename))
  const tables: WholeTable[] = []
  const full = new Set<string>()
  const refused = new Map<string, string>()
  let open = creationOrder(wholes).wholes.filter(isTable)
  // Around a ring of foreign keys one of them may need another that comes later.
  for (let before = -1; before !== open.length;) {
    before = open.length
    const again: WholeTable[] = []
    for (const whole of open) {
      const name = displayName(whole.table)
      const reason = await addRow(scratch, whole, { sources, changes, full })
      if (reason === undefined) {
        full.add(tableKey(whole.table))
        tables.push(whole)
        refused.delete(name)
      } else {
        refused.set(name, `${name}: ${reason}`)
        if (whole.parts.some((part) => part.kind === "foreignKey")) again.push(whole)
      }
    }
    open = again
  }
  return { tables, refused: [...refused.values()] }
}

interface Surroundings {
  readonly sources: (table: WholeTable) => ValueSources
  readonly changes: ReadonlyMap<string, AlterColumn>
  /** The keys of the tables that have a row. */
  readonly full: ReadonlySet<string>
}

/** Why the engine takes no row, or nothing where it took one. */
async function addRow(
  scratch: Scratch,
  whole: WholeTable,
  around: Surroundings,
): Promise<string | undefined> {
  const { table, parts } = whole
  const columns = parts.filter((part) => part.kind === "column")
  const choices = columns.map((column) => choicesFor(column, whole, scratch, around))
  const unknown = columns.find((_, index) => choices[index]?.length === 0)
  if (unknown !== undefined) return `nothing is known of the type ${unknown.type}`
  const given = columns.filter((_, index) => choices[index] !== undefined)
  const of = choices.filter((each) => each !== undefined)
  const turn = given.map(() => 0)
  const names = given.map(({ name }) => quoteName(name)).join(", ")
  const path = scratch.path(table).map(quoteName).join(".")
  let reason: string | undefined
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const values = of.map((each, index) => each[turn[index]!]).join(", ")
    const rest = given.length === 0 ? "default values" : `(${names}) values (${values})`
    const refusal = await scratch.attempt(`insert into ${path} ${rest}`)
    if (refusal === undefined) return undefined
    reason ??= refusal
    if (!advance(turn, of, concernedBy(refusal, given, parts))) return reason
  }
  return reason
}

const mostAttempts = 200

/** The next combination of choices for the columns that matter; whether there is one. */
function advance(
  turn: number[],
  choices: readonly (readonly string[])[],
  matters: readonly boolean[],
): boolean {
  for (const [index, each] of choices.entries()) {
    if (!matters[index]) continue
    turn[index] = (turn[index]! + 1) % each.length
    if (turn[index] !== 0) return true
  }
  return false
}

/** Which columns a refusal is about: those of the check or the column that it names, else all. */
function concernedBy(
  refusal: string,
  columns: readonly ColumnNode[],
  parts: readonly TablePartNode[],
): readonly boolean[] {
  const checks = parts.filter((part) => part.kind === "check" && refusal.includes(part.name))
  const about = columns.map(
    ({ name, type }) =>
      refusal.includes(`domain ${type} `) ||
      refusal.includes(`"${name}"`) ||
      refusal.endsWith(`.${name}`) ||
      checks.some((check) => check.kind === "check" && mentions(check.expression, name)),
  )
  return about.some(Boolean) ? about : columns.map(() => true)
}

/** The values that a column may get; nothing where the engine gives one, none where nobody knows any. */
function choicesFor(
  column: ColumnNode,
  { table, parts }: WholeTable,
  scratch: Scratch,
  { sources, changes, full }: Surroundings,
): readonly string[] | undefined {
  if (column.identity !== undefined || column.generated !== undefined) return undefined
  const change = changes.get(nodeKey(column))
  // What the generated SQL fills is there to be filled.
  if (change?.fill !== undefined && column.nullable) return ["null"]
  const key = parts.find(
    (part): part is ForeignKeyNode => part.kind === "foreignKey" && part.columns.includes(column.name),
  )
  const referred = key === undefined ? undefined : reference(key, column.name, scratch, full)
  if (referred !== undefined) return [referred]
  if (key !== undefined && column.nullable) return ["null"]
  if (column.default !== undefined && change === undefined) return undefined
  const values = sampleValues(column, sources({ table, parts }), change?.to.type)
  return column.nullable ? [...values, "null"] : values
}

function reference(
  { columns, references }: ForeignKeyNode,
  column: string,
  scratch: Scratch,
  full: ReadonlySet<string>,
): string | undefined {
  const target = tableOf(references)
  const own = references.columns[columns.indexOf(column)]
  if (!full.has(tableKey(target)) || own === undefined) return undefined
  return `(select ${quoteName(own)} from ${scratch.path(target).map(quoteName).join(".")})`
}

function changesIn(upgrade: readonly Operation[]): ReadonlyMap<string, AlterColumn> {
  const alterations = upgrade.filter(
    (operation): operation is AlterColumn => operation.kind === "alterColumn",
  )
  const renames = upgrade.filter(isRename)
  return new Map(
    alterations.map((operation) => {
      const {
        column = operation.name,
        name,
        schema,
      } = placeBefore(renames, tableOf(operation), operation.name)
      const place = schema === undefined ? { table: name } : { schema, table: name }
      return [nodeKey({ kind: "column", ...place, name: column }), operation]
    }),
  )
}

function sourcesOf(
  schema: Schema,
  to: Schema,
  renames: readonly Rename[],
): (table: WholeTable) => ValueSources {
  const types = new Map<string, EnumNode | DefinedNode>()
  for (const node of schema.nodes)
    if (node.kind === "enum" || (node.kind === "defined" && node.type === "domain"))
      types.set(displayName(node), node)
  const declared = catalog(to)
  const next = new Map(
    to.nodes.flatMap((node) =>
      node.kind === "table" ? [[tableKey(placeBefore(renames, node)), declared.parts(node)]] : [],
    ),
  )
  const bounds = Map.groupBy(
    schema.nodes.flatMap((node) => (node.kind === "table" && node.partitionOf ? [node.partitionOf] : [])),
    (parent) => tableKey(tableOf(parent)),
  )
  return ({ table, parts }) => {
    const expressions = [...parts, ...(next.get(tableKey(table)) ?? [])].flatMap((part) =>
      part.kind === "check" ? [part.expression] : [],
    )
    const inBounds = (bounds.get(tableKey(table)) ?? []).map(({ bound }) => bound)
    return { types, ...namedIn([...expressions, ...inBounds]) }
  }
}
