import type { ColumnNode, Schema, SchemaNode, TableNode } from "@aludel/core/dialect"
import { catalog } from "@aludel/core/dialect"

import type { Choices } from "./choices.ts"
import { nameMaker, printedPath, quoted, type Place } from "./names.ts"
import { builtInTypes, type ValueType } from "./value-types.ts"

/** The server that schemas are made for. */
export interface Server {
  readonly major: number
  /** The versions of the extensions that it has, by name. */
  readonly extensions: Readonly<Record<string, string>>
  /** The ways of compression that it was built with. */
  readonly compressions: readonly string[]
}

/** A column of a table or a view, own or from elsewhere, as far as what is made of it must know. */
export interface GroundColumn {
  readonly name: string
  readonly type: ValueType
  /** Its node, where it has one of its own. */
  readonly node?: ColumnNode
  readonly nullable?: boolean
  /** What is inherited may be NULL there, or has not been looked at, though the parent's NOT NULL is. */
  readonly isWeak?: boolean
  /** Where it is not the usual one. */
  readonly collation?: string
  readonly default?: string
  readonly generated?: "stored" | "virtual"
  /** Its values stay in the row, however long they are. */
  readonly isPlain?: boolean
  readonly identity?: boolean
}

/** A key that foreign keys may point at. */
export interface GroundKey {
  readonly columns: readonly string[]
  readonly period?: true
}

/** A table or a view made so far. */
export interface Relation extends Place {
  readonly kind: "table" | "view" | "materialized view"
  readonly columns: GroundColumn[]
  readonly node?: TableNode
  readonly keys: GroundKey[]
  readonly parents: readonly Relation[]
  readonly children: Relation[]
  /** Of a partitioned table: what its partitions may be. */
  readonly partitions?: {
    readonly key: readonly GroundColumn[]
    readonly expression: boolean
    count: number
    hasDefault: boolean
  }
  primaryKey?: boolean
  /** A view that takes rows, so that its columns may have defaults. */
  readonly simple?: boolean
  /** A materialized view that was never filled stands beneath. */
  readonly unpopulated?: boolean
}

/** A function made so far, by what it may stand for. */
export interface GroundFunction extends Place {
  /**
   * `number`: immutable, from an integer to an integer; `caller`: the same, with a body that PostgreSQL 17 and later
   * understand only where `search_path` holds, so not while an index is made; `trigger`: for triggers; `difference`: for
   * ranges of integers.
   */
  readonly use: "number" | "caller" | "trigger" | "difference"
}

/** What has been made so far, and what may be made. */
export interface Ground {
  readonly server: Server
  readonly nodes: SchemaNode[]
  /** `undefined` is the default one. */
  readonly namespaces: (string | undefined)[]
  readonly relations: Relation[]
  readonly types: ValueType[]
  readonly functions: GroundFunction[]
  readonly extensions: Map<string, string | undefined>
  /** A new name. */
  name(choose: Choices): string
}

/** Nothing but what the server has. */
export function emptyGround(server: Server): Ground {
  return {
    server,
    nodes: [],
    namespaces: [undefined],
    relations: [],
    types: builtInTypes.filter(({ since = 0 }) => server.major >= since),
    functions: [],
    extensions: new Map(),
    name: nameMaker(),
  }
}

/** The schema that was made, in the order in which schemas list their nodes. */
export function schemaOf({ nodes }: Ground): Schema {
  return catalog({ nodes }).schema()
}

/** A new object's schema and name. */
export function newPlace(ground: Ground, choose: Choices): Place {
  const schema = choose.pick([undefined, undefined, ...ground.namespaces])
  return { ...(schema === undefined ? {} : { schema }), name: ground.name(choose) }
}

/** What the parts of a relation say of where they are. */
export function partOf(relation: Place): { readonly schema?: string; readonly table: string } {
  return relation.schema === undefined
    ? { table: relation.name }
    : { schema: relation.schema, table: relation.name }
}

/** Replaces the node of a column, and what is known of it. */
export function changeColumn(
  ground: Ground,
  relation: Relation,
  name: string,
  change: Partial<ColumnNode>,
): void {
  const position = relation.columns.findIndex((column) => column.name === name)
  const old = relation.columns[position]!
  const node = { ...old.node!, ...change }
  ground.nodes[ground.nodes.indexOf(old.node!)] = node
  relation.columns[position] = { ...old, node }
}

/** Adds a column to a table and to whatever has its columns from there. */
export function addColumn(ground: Ground, table: Relation, column: GroundColumn, node: ColumnNode): void {
  ground.nodes.push(node)
  table.columns.push({ ...column, node })
  const descend = (relation: Relation): void => {
    for (const child of relation.children) {
      child.columns.push({ ...column, identity: false })
      descend(child)
    }
  }
  descend(table)
}

/** An immutable condition on the columns, as SQL that PostgreSQL would print in another way. */
export function condition(
  ground: Ground,
  choose: Choices,
  columns: readonly GroundColumn[],
  options: { readonly functions?: boolean } = {},
): string {
  const one = (): string => {
    const column = choose.pick(columns)
    const name = quoted(column.name)
    const usable = ground.functions.filter(({ use }) => use === "number")
    if (
      options.functions === true &&
      column.type.type === "integer" &&
      usable.length > 0 &&
      choose.chance(60)
    )
      return `${printedPath(choose.pick(usable))}(${name}) > 0`
    return choose.pick([`${name} is not null`, `${name} is null`, ...column.type.conditions(name)])
  }
  // PostgreSQL flattens nested conditions each time that it reads what it has printed; such texts have no last form.
  const [left, right] = [one(), one()]
  const mixed = / (?:and|or|between) /
  return choose.chance(30) && !mixed.test(left) && !mixed.test(right)
    ? `(${left}) ${choose.pick(["and", "or"])} ${right}`
    : left
}

/** The tables made so far that satisfy the conditions. */
export function tables(
  ground: Ground,
  suits: (table: Relation) => boolean = () => true,
): readonly Relation[] {
  return ground.relations.filter((relation) => relation.kind === "table" && suits(relation))
}

/** Whether rows lie in the table itself or it is one of a tree of partitions. */
export function isPartitioned(table: Relation): boolean {
  return table.partitions !== undefined
}

/** The table and all that it has columns from. */
export function ancestors(table: Relation): readonly Relation[] {
  return [table, ...table.parents.flatMap(ancestors)]
}
