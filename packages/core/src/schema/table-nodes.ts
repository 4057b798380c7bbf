import { AludelError } from "../errors/error.ts"
import { sqlText, type Sql } from "../sql/sql.ts"
import { displayName, inOrder, tableOf, type ObjectName } from "./catalog.ts"
import type { AnyColumn, ColumnData } from "./column.ts"
import type { Extra, ExtraData, IndexData, IndexKeyData } from "./constraints.ts"
import { defaultText } from "./default-text.ts"
import type { ColumnNode, ConstraintNode, IndexKey, IndexNode, SchemaNode, TablePartNode } from "./model.ts"
import { builtInNames, type Names } from "./names.ts"
import { resolveReference } from "./reference.ts"

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
  const none = () => []
  return [
    { make: () => [frozen({ kind: "table", ...spelled(name, names) })], otherwise: none },
    ...Object.entries(columns).flatMap(([key, column]) => columnMakers(name, key, column, names)),
    ...extras.map((extra) => ({ make: () => [extraNode(name, extra, names)], otherwise: none })),
  ]
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
    return [{ make: () => notAColumn(`${displayName(table)}.${name}`), otherwise: () => [] }]
  const { default: _, ...rest } = data
  return [
    {
      make: () => [columnNode(table, name, data, names)],
      otherwise: () => [columnNode(table, name, rest, names)],
    },
    ...data.constraints.map((constraint) => ({
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
  const { schema, name: tableName } = spelled(table, names)
  const columns = columnsOf(data).map((column) => names.spell(column))
  const name = data.name ?? names.constraint(data.kind, tableName, columns)
  const part = { ...(schema === undefined ? {} : { schema }), table: tableName, name }
  return frozen(
    data.kind === "index"
      ? { kind: "index", ...part, ...indexAttributes(data, names) }
      : constraint(data, part, columns, names),
  )
}

type Part = { readonly schema?: string; readonly table: string; readonly name: string }

function constraint(
  data: Exclude<ExtraData, IndexData>,
  part: Part,
  columns: readonly string[],
  names: Names,
): ConstraintNode {
  switch (data.kind) {
    case "primaryKey":
    case "unique":
      return { kind: data.kind, ...part, columns }
    case "check":
      return { kind: "check", ...part, expression: text(data.expression) }
    case "foreignKey": {
      const { onDelete, onUpdate } = data
      const references = resolveReference(
        data.target,
        `${displayName(tableOf(part))}.${columns.join(", ")}`,
        names,
      )
      return {
        kind: "foreignKey",
        ...part,
        columns,
        references,
        ...(onDelete && { onDelete }),
        ...(onUpdate && { onUpdate }),
      }
    }
  }
}

function indexAttributes(data: IndexData, names: Names): Pick<IndexNode, "keys" | "unique" | "where"> {
  return {
    keys: data.keys.map((key) => indexKey(key, names)),
    ...(data.unique && { unique: true }),
    ...(data.where && { where: text(data.where) }),
  }
}

function indexKey(key: IndexKeyData, names: Names): IndexKey {
  const order = {
    ...(key.descending && { descending: key.descending }),
    ...(key.nulls && { nulls: key.nulls }),
  }
  if ("column" in key) return { column: names.spell(key.column), ...order }
  return { expression: text(key.expression), ...order }
}

function columnsOf(data: ExtraData): readonly string[] {
  if (data.kind !== "index") return data.columns
  return data.keys.map((key) => ("column" in key ? key.column : "expression"))
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

function text(expression: Sql | string): string {
  return (typeof expression === "string" ? expression : sqlText(expression)).trim()
}

function frozen<T extends object>(value: T): T {
  for (const inner of Object.values(value))
    if (typeof inner === "object" && inner !== null) frozen(inner as object)
  return Object.freeze(value)
}
