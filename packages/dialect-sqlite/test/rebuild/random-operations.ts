import type { Catalog, ColumnNode, ConstraintNode, Operation, TablePartNode } from "@aludel/core/dialect"

import { foreignKey, names, randomColumn, type Draw } from "./random-schema.ts"

/** What an operation is drawn from: the schema at its moment. */
export interface Moment {
  readonly schema: Catalog
  readonly tables: readonly string[]
}

type On = Operation & { readonly table: string }

/** One operation on one table; nothing where what was drawn makes no sense there. */
export function randomOperation({ schema, tables }: Moment, draw: Draw): On | undefined {
  const table = draw.one(tables)
  const parts = schema.parts({ name: table })
  const strict = schema
    .schema()
    .nodes.some((node) => node.kind === "table" && node.name === table && node.strict)
  const kind = draw.one(kinds)
  return make[kind]!({ table, parts, strict, tables }, draw)
}

interface Place {
  readonly table: string
  readonly parts: readonly TablePartNode[]
  readonly strict: boolean
  readonly tables: readonly string[]
}

const columnsOf = ({ parts }: Place): readonly ColumnNode[] =>
  parts.filter((part): part is ColumnNode => part.kind === "column")
const ordinary = (place: Place) =>
  columnsOf(place).filter(({ name, generated }) => name !== "id" && !generated)
const constraintsOf = ({ parts }: Place): readonly ConstraintNode[] =>
  parts.filter(
    (part): part is ConstraintNode =>
      part.kind === "unique" ||
      part.kind === "check" ||
      part.kind === "foreignKey" ||
      part.kind === "primaryKey",
  )

// A key that spells out the collation that its column comes to have is read as one that says none, and follows the column from then on.
const isSortedOtherwise = ({ parts }: Place, column: string) =>
  parts.some(
    (part) =>
      part.kind === "index" &&
      part.keys.some((key) => "column" in key && key.column === column && key.collation !== undefined),
  )

const make: Readonly<Record<string, (place: Place, draw: Draw) => On | undefined>> = {
  addColumn(place, draw) {
    const { table, strict } = place
    const name = names.find((each) => !columnsOf(place).some((column) => column.name === each))
    if (name === undefined) return undefined
    const column = randomColumn(table, name, strict, draw)
    const fill = draw.chance(30) && column.type !== "bytes" ? { fill: "id" } : {}
    const unique: ConstraintNode = { kind: "unique", table, name: `uq_${table}_${name}`, columns: [name] }
    const isUnique = column.nullable && column.default === undefined && !("fill" in fill)
    const isText = strict && column.type !== "integer" && column.type !== "any"
    return {
      kind: "addColumn",
      table,
      name,
      nodes: [column, ...(isUnique && draw.chance(50) ? [unique] : [])],
      ...(isText ? {} : fill),
    } as unknown as On
  },
  dropColumn(place, draw) {
    const columns = ordinary(place)
    if (columns.length < 2) return undefined
    return { kind: "dropColumn", table: place.table, name: draw.one(columns).name } as unknown as On
  },
  alterColumn(place, draw) {
    // That a column of the key takes NULL or doesn't is a matter of its own.
    const key = place.parts.flatMap((part) => (part.kind === "primaryKey" ? part.columns : []))
    const columns = ordinary(place).filter((column) => !key.includes(column.name))
    if (columns.length === 0) return undefined
    const { name, nullable } = draw.one(columns)
    const drawn = draw.one(["default", "none", "nullable", "collation", "type"] as const)
    const change = drawn === "collation" && isSortedOtherwise(place, name) ? "none" : drawn
    const to = {
      default: { default: draw.one(["'y'", "5", "upper('q')"]) },
      none: { default: null },
      nullable: { nullable: !nullable },
      collation: { collation: draw.one(["NOCASE", null]) },
      type: { type: draw.one(place.strict ? ["any", "text"] : ["text", "integer", "double"]) },
    }[change]
    const fill = change === "nullable" && !nullable ? { fill: "''" } : {}
    return { kind: "alterColumn", table: place.table, name, to, ...fill } as unknown as On
  },
  addConstraint(place, draw) {
    const { table } = place
    const free = (name: string) => !place.parts.some((part) => part.name === name)
    const options: readonly ConstraintNode[] = [
      { kind: "check", table, name: `ck_${table}_new`, expression: "id <> -6" },
      { kind: "unique", table, name: `uq_${table}_new`, columns: ["id"] },
      foreignKey(table, draw.one(place.tables), draw),
      { kind: "primaryKey", table, name: `pk_${table}_new`, columns: ["id"] },
    ]
    const constraint = draw.one(options)
    const second = constraint.kind === "primaryKey" && place.parts.some(({ kind }) => kind === "primaryKey")
    return free(constraint.name) && !second
      ? ({ kind: "addConstraint", table, name: constraint.name, constraint } as unknown as On)
      : undefined
  },
  dropConstraint(place, draw) {
    const constraints = constraintsOf(place)
    if (constraints.length === 0) return undefined
    return { kind: "dropConstraint", table: place.table, name: draw.one(constraints).name } as unknown as On
  },
  renameConstraint(place, draw) {
    const constraints = constraintsOf(place).filter((each) => !("unnamed" in each))
    if (constraints.length === 0) return undefined
    const { name } = draw.one(constraints)
    return {
      kind: "renameConstraint",
      table: place.table,
      from: name,
      to: `${name} renamed`,
    } as unknown as On
  },
  renameColumn(place, draw) {
    const columns = ordinary(place)
    if (columns.length === 0) return undefined
    const { name } = draw.one(columns)
    return { kind: "renameColumn", table: place.table, from: name, to: `${name}_new` } as unknown as On
  },
  dropIndex(place, draw) {
    const indexes = place.parts.filter(({ kind }) => kind === "index")
    if (indexes.length === 0) return undefined
    return { kind: "dropIndex", table: place.table, name: draw.one(indexes).name } as unknown as On
  },
  alterTable({ table, strict }) {
    return { kind: "alterTable", name: table, table, to: { strict: strict ? null : true } } as unknown as On
  },
}

const kinds = Object.keys(make)
