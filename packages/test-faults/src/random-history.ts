import { check, defineRevision, foreignKey, index, sql, t, unique, type Revision } from "@aludel/core"

type Call = Parameters<typeof defineRevision>[0]["upgrade"]

/** A table as far as the next change must know it. */
interface Known {
  readonly name: string
  /** Its columns besides `id`, with their types. */
  readonly columns: Map<string, "text" | "integer">
  readonly indexes: string[]
  readonly constraints: string[]
}

/** What a history is made for. */
export interface HistoryOptions {
  /** Another history for each. */
  readonly seed: number
  /** Whether indexes may be built concurrently, and there are enums. */
  readonly isPostgres: boolean
}

const hard = "it's \\ \n ☃ $$ ? $1 :x --"

/**
 * A history of eight revisions that create, alter, rename, fill and drop, with a branch that is merged; it can be gone
 * through in both directions.
 */
export function randomHistory({ seed, isPostgres }: HistoryOptions): readonly Revision[] {
  const random = generator(seed)
  const below = (count: number) => Math.floor(random() * count)
  const pick = <T>(items: readonly T[]): T => items[below(items.length)]!
  const tables: Known[] = []
  let named = 0
  const name = (kind: string) => `${kind}_${(named += 1)}`

  const createTable = (): Call => {
    const columns = new Map([[name("c"), "text"] as const, [name("c"), "integer"] as const])
    const table: Known = { name: name("table"), columns, indexes: [], constraints: [] }
    const other = tables.length > 0 && below(2) === 0 ? pick(tables).name : undefined
    const own = [...columns].map(([column, type]) => [column, t[type]().nullable()] as const)
    tables.push(table)
    return (op) =>
      op.createTable(
        table.name,
        {
          id: t.integer().primaryKey(`pk_${table.name}`),
          other: t.integer().nullable(),
          ...Object.fromEntries(own),
        },
        () =>
          other === undefined ? [] : [foreignKey(`fk_${table.name}`).on("other").references(other, ["id"])],
      )
  }
  const alterations: readonly ((table: Known) => Call)[] = [
    createTable,
    (table) => {
      const column = name("c")
      const type = pick(["text", "integer"] as const)
      table.columns.set(column, type)
      return (op) =>
        op.addColumn(table.name, column, t[type]().default((type === "text" ? hard : -7) as never))
    },
    (table) => {
      const [column, type] = pick([...table.columns])
      const to = name("c")
      table.columns.delete(column)
      table.columns.set(to, type)
      return (op) => op.renameColumn(table.name, column, to)
    },
    (table) => {
      const [column, type] = pick([...table.columns])
      return (op) => op.alterColumn(table.name, column, { default: type === "text" ? hard : 42 })
    },
    (table) => {
      const made = name("ix")
      const [column] = pick([...table.columns])
      const concurrently = isPostgres && below(2) === 0
      table.indexes.push(made)
      return (op) => op.createIndex(table.name, index(made).on(column), { concurrently })
    },
    (table) => {
      const found = table.indexes.pop()
      return found === undefined ? () => {} : (op) => op.dropIndex(table.name, found)
    },
    (table) => {
      const made = name("ck")
      const least = -1 - below(9)
      table.constraints.push(made)
      return (op) => op.addConstraint(table.name, check(made, sql.raw(`id > ${least}`)))
    },
    (table) => {
      const made = name("uq")
      const [column] = pick([...table.columns])
      table.constraints.push(made)
      return (op) => op.addConstraint(table.name, unique(made).on("id", column))
    },
    (table) => {
      const found = table.constraints.pop()
      return found === undefined ? () => {} : (op) => op.dropConstraint(table.name, found)
    },
    () => {
      if (!isPostgres) return () => {}
      const [type, table] = [name("kind"), name("table")]
      return (op) => {
        op.createEnum(type, ["one", "it's two"])
        op.alterEnum(type, ["one", "it's two", "three"])
        op.createTable(table, {
          id: t.integer().primaryKey(`pk_${table}`),
          kind: t.enum(type, ["one", "it's two", "three"])().default("three"),
        })
      }
    },
  ]

  const altered = (id: string, parents: readonly string[]): Revision => {
    const calls = tables.length === 0 ? [createTable()] : []
    for (let left = 1 + below(3); left > 0; left -= 1) calls.push(pick(alterations)(pick(tables)))
    return defineRevision({
      id,
      parents,
      message: `changes\nof ${id}`,
      ...(below(5) === 0 ? { transaction: false as const } : {}),
      upgrade: (op) => calls.forEach((call) => call(op)),
    })
  }
  const branch = (id: string, parents: readonly string[]): Revision => {
    const call = createTable()
    return defineRevision({ id, parents, message: "a branch", upgrade: (op) => void call(op) })
  }
  const filled = (id: string, parents: readonly string[]): Revision => {
    const { name: table, columns } = pick(tables)
    const base = 10 * (named += 1)
    const [column, type] = pick([...columns])
    const value = type === "text" ? hard : -3
    const insert = (id: number) =>
      sql`insert into ${sql.id(table)} (id, ${sql.id(column)}) values (${id}, ${value})`
    return defineRevision({
      id,
      parents,
      message: "rows",
      upgrade(op) {
        op.bulkInsert(
          table,
          [1, 2].map((number) => ({ id: base + number, [column]: value })),
        )
        op.sql(insert(base + 3), { effect: [] })
        op.run(
          async (db) =>
            void (await db
              .insertInto(table)
              .values({ id: base + 4, [column]: value })
              .execute()),
          { offline: insert(base + 4) },
        )
      },
      downgrade: (op) => op.sql(sql`delete from ${sql.id(table)} where id > ${base}`, { effect: [] }),
    })
  }
  return [
    altered("r1", []),
    altered("r2", ["r1"]),
    filled("r3", ["r2"]),
    altered("r4", ["r3"]),
    branch("r5", ["r3"]),
    altered("r6", ["r4", "r5"]),
    filled("r7", ["r6"]),
    altered("r8", ["r7"]),
  ]
}

// mulberry32
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
