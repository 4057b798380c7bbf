import type {
  ColumnNode,
  ConstraintNode,
  DefinedNode,
  ForeignKeyNode,
  IndexNode,
  PrimaryKeyNode,
  SchemaNode,
  TableNode,
} from "@aludel/core/dialect"

/** A table of a random schema, as nodes. */
export interface RandomTable {
  readonly table: TableNode
  readonly columns: readonly ColumnNode[]
  readonly others: readonly (ConstraintNode | IndexNode | DefinedNode)[]
}

export const names = ["a", "b c", 'd"e', "order", "f", "größe"] as const

/** Draws values by a seed: one of a list, yes or no, a number. */
export function draws(seed: number) {
  let state = seed
  // mulberry32
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
  const number = (min: number, max: number) => min + Math.floor(next() * (max - min + 1))
  return {
    number,
    chance: (percent: number): boolean => next() * 100 < percent,
    one: <T>(values: readonly T[]): T => values[number(0, values.length - 1)] as T,
  }
}

export type Draw = ReturnType<typeof draws>

/** Two or three tables that refer to each other and themselves, a view over each, triggers; or as many as are asked for. */
export function randomSchema(draw: Draw, count = draw.number(2, 3)): readonly RandomTable[] {
  const tables = Array.from({ length: count }, (_, index) => `t${index + 1}`)
  return tables.map((name) => randomTable(name, tables, draw))
}

export function randomColumn(table: string, name: string, strict: boolean, draw: Draw): ColumnNode {
  const type = draw.one(
    strict
      ? ["integer", "text", "double", "bytes", "any"]
      : ["integer", "text", "double", "bytes", "", "numeric(5,1)", "VARCHAR(9)", "BOOLEAN", "datetime"],
  )
  const nullable = draw.chance(70)
  return {
    kind: "column",
    table,
    name,
    type,
    ...(nullable ? { nullable: true } : {}),
    ...(draw.chance(40) || !nullable ? { default: draw.one(defaults(type)) } : {}),
    ...(draw.chance(20) ? { collation: draw.one(["NOCASE", "RTRIM"]) } : {}),
    ...(draw.chance(10) && !nullable
      ? { notNull: { onConflict: draw.one(["replace", "ignore"] as const) } }
      : {}),
  }
}

function defaults(type: string): readonly string[] {
  if (["integer", "double", "BOOLEAN", "numeric(5,1)"].includes(type)) return ["7", "-1", "abs(-3)"]
  return type === "bytes" ? ["x'01'"] : ["'x'", "'it''s'", "lower('Q')"]
}

function randomTable(name: string, tables: readonly string[], draw: Draw): RandomTable {
  const strict = draw.chance(25)
  const key = draw.one(["rowid", "rowid", "autoincrement", "text", "pair", "descending", "none"] as const)
  const withoutRowid = ["text", "pair"].includes(key) && draw.chance(50)
  const columns = names.slice(0, draw.number(2, 4)).map((column) => randomColumn(name, column, strict, draw))
  const id: ColumnNode = {
    kind: "column",
    table: name,
    name: "id",
    type: key === "text" ? "text" : "integer",
    ...(key === "autoincrement" ? { identity: { always: false, sequence: "sqlite_sequence" } } : {}),
  }
  const generated: ColumnNode = {
    kind: "column",
    table: name,
    name: "computed",
    type: "text",
    nullable: true,
    generated: { expression: "a || '!'", ...(draw.chance(50) ? { stored: true } : {}) },
  }
  const all = [id, ...columns, ...(draw.chance(30) ? [generated] : [])]
  return {
    table: {
      kind: "table",
      name,
      ...(strict ? { strict: true } : {}),
      ...(withoutRowid ? { withoutRowid: true } : {}),
    },
    columns: all,
    others: [
      ...primaryKey(name, key, columns, draw),
      ...constraints(name, columns, tables, draw),
      ...indexes(name, columns, draw),
      ...defined(name, tables, draw),
    ],
  }
}

function primaryKey(
  table: string,
  key: string,
  columns: readonly ColumnNode[],
  draw: Draw,
): readonly PrimaryKeyNode[] {
  if (key === "none") return []
  const unnamed = draw.chance(30)
  return [
    {
      kind: "primaryKey",
      table,
      name: unnamed ? `pk_${table}` : `key of ${table}`,
      ...(unnamed ? { unnamed: true } : {}),
      columns: key === "pair" && columns[0]?.nullable === undefined ? ["id", "a"] : ["id"],
      ...(key === "descending" ? { descending: ["id"] } : {}),
    },
  ]
}

function constraints(
  table: string,
  columns: readonly ColumnNode[],
  tables: readonly string[],
  draw: Draw,
): readonly ConstraintNode[] {
  const made: ConstraintNode[] = []
  if (draw.chance(25)) {
    made.push({
      kind: "unique",
      table,
      name: `uq_${table}`,
      columns: ["id", columns.at(-1)!.name],
      ...(draw.chance(30) ? { descending: ["id"] } : {}),
    })
  }
  if (draw.chance(30))
    made.push({ kind: "check", table, name: `ck_${table}`, expression: "id <> -5 and a <> 'no'" })
  if (draw.chance(20)) {
    made.push({
      kind: "check",
      table,
      name: `ck_${table}_${made.filter(({ kind }) => kind === "check").length + 1}`,
      unnamed: true,
      expression: "typeof(a) <> 'x'",
    })
  }
  if (draw.chance(50)) made.push(foreignKey(table, draw.one(tables), draw))
  return made
}

export function foreignKey(table: string, target: string, draw: Draw): ForeignKeyNode {
  const onDelete = draw.one(["cascade", "set null", "restrict", undefined] as const)
  return {
    kind: "foreignKey",
    table,
    name: `fk_${table}`,
    columns: ["a"],
    references: { table: target, columns: ["id"] },
    ...(onDelete === undefined ? {} : { onDelete }),
    ...(draw.chance(20) ? { deferrable: "deferred" } : {}),
  }
}

function indexes(table: string, columns: readonly ColumnNode[], draw: Draw): readonly IndexNode[] {
  const last = columns.at(-1)!.name
  const all: readonly IndexNode[] = [
    {
      kind: "index",
      table,
      name: `ix_${table}_1`,
      keys: [{ column: last, descending: true }, { column: "id" }],
    },
    {
      kind: "index",
      table,
      name: `ix ${table} 2`,
      keys: [{ expression: "lower(a)", collation: "NOCASE" }],
      where: "id > 2",
    },
    {
      kind: "index",
      table,
      name: `ix_${table}_3`,
      keys: [{ column: last, collation: "BINARY" }, { column: "id" }],
      unique: true,
    },
  ]
  return all.filter(({ name }) =>
    draw.chance(name.endsWith("3") && columns.at(-1)!.collation === undefined ? 0 : 35),
  )
}

function defined(table: string, tables: readonly string[], draw: Draw): readonly DefinedNode[] {
  const nodes: DefinedNode[] = []
  if (draw.chance(25)) {
    const other = draw.one(tables)
    nodes.push({
      kind: "defined",
      type: "trigger",
      table,
      name: `tr_${table}`,
      definition: `for each row when new.id = -77 begin\n  update ${other} set id = id; -- why;\nend`,
      options: { timing: draw.one(["AFTER INSERT", "BEFORE UPDATE OF a", "AFTER UPDATE OF id"]) },
    })
  }
  if (draw.chance(30))
    nodes.push({
      kind: "defined",
      type: "view",
      name: `v_${table}`,
      definition: `select id, count(*) as n from ${table} group by id`,
    })
  return nodes
}

/** All nodes of a table. */
export function nodesOf({ table, columns, others }: RandomTable): readonly SchemaNode[] {
  return [table, ...columns, ...others]
}
