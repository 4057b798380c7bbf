import { tableOf, type ObjectName } from "../schema/catalog.ts"
import type { ConstraintNode, ForeignKeyNode } from "../schema/nodes/constraints.ts"
import type { IndexNode } from "../schema/nodes/indexes.ts"
import { plainName } from "./expression.ts"

/** How a query names a table. Default: its schema, where it has one, and its name. */
export type TableText = (table: ObjectName) => string

/** A table as people write it in a query: quoted only where it must be. */
export function tableInQuery({ schema, name }: ObjectName): string {
  return schema === undefined ? plainName(name) : `${plainName(schema)}.${plainName(name)}`
}

/**
 * The query that gives the rows which a constraint or a unique index would refuse; of duplicates each group once, with
 * their number. Nothing where rows can break nothing, or no plain query tells.
 */
export function violatingRows(
  part: ConstraintNode | IndexNode,
  text: TableText = tableInQuery,
): string | undefined {
  if ("notValid" in part || "notEnforced" in part || "invalid" in part) return undefined
  const table = text(tableOf(part))
  switch (part.kind) {
    case "check":
      return `select * from ${table} where not (${part.expression})`
    case "foreignKey":
      return part.period ? undefined : orphans(part, text)
    case "primaryKey":
    case "unique": {
      if (part.withoutOverlaps) return undefined
      const columns = part.columns.map(plainName)
      const isKey = part.kind === "primaryKey"
      return duplicates(table, columns, {
        hasNulls: isKey || part.nullsNotDistinct === true,
        refusesNull: isKey,
      })
    }
    case "index": {
      if (part.unique !== true) return undefined
      const keys = part.keys.map((key) => ("column" in key ? plainName(key.column) : `(${key.expression})`))
      return duplicates(table, keys, { hasNulls: part.nullsNotDistinct === true, where: part.where })
    }
    case "exclusion":
      return undefined
  }
}

function duplicates(
  table: string,
  keys: readonly string[],
  {
    hasNulls,
    refusesNull = false,
    where,
  }: {
    readonly hasNulls: boolean
    readonly refusesNull?: boolean
    readonly where?: string | undefined
  },
): string {
  const list = keys.join(", ")
  const conditions = [
    ...(where === undefined ? [] : [`(${where})`]),
    ...(hasNulls ? [] : keys.map((key) => `${key} is not null`)),
  ]
  const filter = conditions.length === 0 ? "" : ` where ${conditions.join(" and ")}`
  const nulls = refusesNull ? keys.map((key) => ` or ${key} is null`).join("") : ""
  return `select ${list}, count(*) from ${table}${filter} group by ${list} having count(*) > 1${nulls}`
}

function orphans({ columns, references, ...part }: ForeignKeyNode, text: TableText): string {
  const filled = columns.map((column) => `child.${plainName(column)} is not null`)
  const same = columns.map(
    (column, index) =>
      `parent.${plainName(references.columns[index] ?? column)} = child.${plainName(column)}`,
  )
  const parent = `select 1 from ${text(tableOf(references))} as parent where ${same.join(" and ")}`
  return `select child.* from ${text(tableOf(part))} as child where ${filled.join(" and ")} and not exists (${parent})`
}
