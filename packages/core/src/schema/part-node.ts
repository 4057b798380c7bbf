import { sqlText, type Sql } from "../sql/sql.ts"
import { displayName, tableOf, type ObjectName } from "./catalog.ts"
import type { KeyAttributes } from "./constraint-options.ts"
import type { ConstraintData, IndexData, PartData } from "./constraints.ts"
import type { IndexKeyData } from "./index-keys.ts"
import type { ConstraintNode } from "./nodes/constraints.ts"
import type { IndexKey, IndexNode } from "./nodes/indexes.ts"
import type { Names } from "./names.ts"
import { resolveReference } from "./reference.ts"

/**
 * The node of a constraint or an index.
 *
 * @param table the table, as it is called in the database
 * @param data what is written
 * @param names how what is declared is called in the database
 * @throws AludelError `schema/invalid` where a reference is none, or an expression holds a value without a literal
 */
export function partNode(table: ObjectName, data: PartData, names: Names): ConstraintNode | IndexNode {
  const columns = columnsOf(data).map((column) => names.spell(column))
  const name = data.name ?? names.constraint(data.kind, table.name, columns)
  const part = { ...(table.schema === undefined ? {} : { schema: table.schema }), table: table.name, name }
  return data.kind === "index" ? indexNode(data, part, names) : constraint(data, part, columns, names)
}

type Part = { readonly schema?: string; readonly table: string; readonly name: string }

function constraint(
  data: ConstraintData,
  part: Part,
  columns: readonly string[],
  names: Names,
): ConstraintNode {
  switch (data.kind) {
    case "primaryKey":
    case "unique":
      return { kind: data.kind, ...part, columns, ...spelled(data.attributes, names) }
    case "check":
      return { kind: "check", ...part, expression: text(data.expression), ...data.attributes }
    case "exclusion":
      return {
        kind: "exclusion",
        ...part,
        method: data.method,
        elements: data.elements.map(({ key, operator }) => ({ ...indexKey(key, names), operator })),
        ...(data.where && { where: text(data.where) }),
        ...spelled(data.attributes, names),
      }
    case "foreignKey":
      return {
        kind: "foreignKey",
        ...part,
        columns,
        references: resolveReference(
          data.target,
          `${displayName(tableOf(part))}.${columns.join(", ")}`,
          names,
        ),
        ...spelled(data.attributes, names),
      }
  }
}

function indexNode(data: IndexData, part: Part, names: Names): IndexNode {
  return {
    kind: "index",
    ...part,
    keys: data.keys.map((key) => indexKey(key, names)),
    ...(data.where && { where: text(data.where) }),
    ...spelled(data.attributes, names),
  }
}

function indexKey(key: IndexKeyData, names: Names): IndexKey {
  return "column" in key
    ? { ...key, column: names.spell(key.column) }
    : { ...key, expression: text(key.expression) }
}

// Attributes that name columns.
interface Naming extends Pick<KeyAttributes, "include" | "descending" | "collations"> {
  readonly onDeleteColumns?: readonly string[]
}

function spelled<A extends Naming>(attributes: A | undefined, names: Names): A {
  const { include, descending, collations, onDeleteColumns, ...rest } = (attributes ?? {}) as A
  const spell = (columns: readonly string[]) => columns.map((column) => names.spell(column))
  return {
    ...rest,
    ...(include && { include: spell(include) }),
    ...(descending && { descending: spell(descending) }),
    ...(onDeleteColumns && { onDeleteColumns: spell(onDeleteColumns) }),
    ...(collations && {
      collations: Object.fromEntries(
        Object.entries(collations).map(([column, collation]) => [names.spell(column), collation]),
      ),
    }),
  } as unknown as A
}

function columnsOf(data: PartData): readonly string[] {
  switch (data.kind) {
    case "index":
      return data.keys.map(keyName)
    case "exclusion":
      return data.elements.map(({ key }) => keyName(key))
    default:
      return data.columns
  }
}

function keyName(key: IndexKeyData): string {
  return "column" in key ? key.column : "expression"
}

function text(expression: Sql | string): string {
  return (typeof expression === "string" ? expression : sqlText(expression)).trim()
}
