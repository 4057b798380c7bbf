import { AludelError } from "../errors/error.ts"
import { sqlText } from "../sql/sql.ts"
import { displayName, inOrder, type ObjectName } from "./catalog.ts"
import type { AnyColumn, ColumnData } from "./column.ts"
import type { Extra } from "./constraints.ts"
import { defaultText } from "./default-text.ts"
import type { SchemaNode, TablePartNode } from "./model.ts"
import type { ColumnNode } from "./nodes/columns.ts"
import type { ConstraintNode } from "./nodes/constraints.ts"
import type { IndexNode } from "./nodes/indexes.ts"
import type { TableNode } from "./nodes/tables.ts"
import { builtInNames, type Names } from "./names.ts"
import { partNode } from "./part-node.ts"
import { tableAttributes, type TableOptions } from "./table-options.ts"

/**
 * The nodes of a table in the order of a schema, the table's own first.
 *
 * @param name the table
 * @param columns its columns by name, with the constraints written on them
 * @param extras its other constraints and its indexes
 * @param names how what is declared is called in the database; default: as in revisions
 * @throws AludelError `schema/invalid` where a column or a reference is none, or a default does not fit its column
 */
export function tableNodes(
  name: ObjectName,
  columns: Readonly<Record<string, AnyColumn>>,
  extras: readonly Extra[],
  names: Names = builtInNames,
): readonly SchemaNode[] {
  return inOrder(nodeMakers(name, columns, extras, names).flatMap(({ make }) => make()))
}

/** Makes some of the nodes of a table, and others where these cannot be made and the rest is still to be looked at. */
export interface NodeMaker {
  /** The keys and names by which what it makes is declared, for messages. */
  readonly names: readonly string[]
  /** @throws AludelError `schema/invalid` */
  make(): readonly SchemaNode[]
  otherwise(): readonly SchemaNode[]
}

/** What {@link tableNodes} does, in pieces that fail one by one. */
export function nodeMakers(
  name: ObjectName,
  columns: Readonly<Record<string, AnyColumn>>,
  extras: readonly Extra[],
  names: Names,
): readonly NodeMaker[] {
  const options = extras.map((extra) => extra["~extra"]).filter((data) => data.kind === "tableOptions")
  const parts = extras.filter((extra) => extra["~extra"].kind !== "tableOptions")
  return [
    {
      names: [],
      make: () => [tableNode(name, Object.assign({}, ...options.map((data) => data.options)), names)],
      otherwise: () => [tableNode(name, {}, names)],
    },
    ...Object.entries(columns).flatMap(([key, column]) => columnMakers(name, key, column, names)),
    ...parts.map((extra) => ({
      names: namesOf(extra),
      make: () => [extraNode(name, extra, names)],
      otherwise: () => [],
    })),
  ]
}

function namesOf({ "~extra": data }: Extra): readonly string[] {
  return "name" in data && data.name !== undefined ? [data.name] : []
}

function tableNode(name: ObjectName, options: TableOptions, names: Names): TableNode {
  return frozen({ kind: "table", ...spelled(name, names), ...tableAttributes(options, names) })
}

/**
 * A column's node, then those of the constraints written on it.
 *
 * @throws AludelError `schema/invalid` where the column or its reference is none, or its default does not fit
 */
export function columnNodes(
  table: ObjectName,
  name: string,
  column: AnyColumn,
  names: Names = builtInNames,
): readonly TablePartNode[] {
  return inOrder(columnMakers(table, name, column, names).flatMap(({ make }) => make()) as TablePartNode[])
}

function columnMakers(
  table: ObjectName,
  name: string,
  column: AnyColumn,
  names: Names,
): readonly NodeMaker[] {
  const data = (column as AnyColumn | undefined)?.["~column"]
  if (data === undefined)
    return [{ names: [name], make: () => notAColumn(`${displayName(table)}.${name}`), otherwise: () => [] }]
  const { default: _, ...rest } = data
  return [
    {
      names: [name],
      make: () => [columnNode(table, name, data, names)],
      otherwise: () => [columnNode(table, name, rest, names)],
    },
    ...data.constraints.map((constraint) => ({
      names: [name],
      make: () => [extraNode(table, { "~extra": { ...constraint, columns: [name] } }, names)],
      otherwise: () => [],
    })),
  ]
}

function notAColumn(name: string): never {
  throw new AludelError("schema/invalid", `${name} is not a column`, {
    hint: "Write the type with parentheses: t.text().",
  })
}

/**
 * The node of a constraint or an index.
 *
 * @throws AludelError `schema/invalid` where a reference is none, or an expression holds a value without a literal
 */
export function extraNode(
  table: ObjectName,
  extra: Extra,
  names: Names = builtInNames,
): ConstraintNode | IndexNode {
  const data = extra["~extra"]
  if (data.kind !== "tableOptions") return frozen(partNode(spelled(table, names), data, names))
  throw new AludelError("schema/invalid", "what a table is besides is no constraint and no index", {
    hint: "tableOptions() stands among the extras of a table; in a revision a table is changed by op.alterTable().",
  })
}

function columnNode(table: ObjectName, name: string, data: ColumnData, names: Names): ColumnNode {
  const { schema, name: tableName } = spelled(table, names)
  const text = defaultText(data, `${displayName(table)}.${name}`)
  return frozen({
    kind: "column",
    ...(schema === undefined ? {} : { schema }),
    table: tableName,
    name: names.spell(name),
    type: data.type,
    ...(data.enum && { enum: enumName(data.enum) }),
    ...(data.nullable && { nullable: true }),
    ...(text === undefined ? {} : { default: text }),
    ...(data.identity && { identity: data.identity }),
    ...(data.generated && {
      generated: { ...data.generated, expression: sqlText(data.generated.expression).trim() },
    }),
    ...data.attributes,
  })
}

function enumName({ schema, name }: ObjectName): ObjectName {
  return schema === undefined ? { name } : { schema, name }
}

function spelled({ schema, name }: ObjectName, names: Names): ObjectName {
  return schema === undefined
    ? { name: names.spell(name) }
    : { schema: names.spell(schema), name: names.spell(name) }
}

function frozen<T extends object>(value: T): T {
  for (const key in value) {
    const inner: unknown = value[key]
    if (typeof inner === "object" && inner !== null && !Object.isFrozen(inner)) frozen(inner)
  }
  return Object.freeze(value)
}
