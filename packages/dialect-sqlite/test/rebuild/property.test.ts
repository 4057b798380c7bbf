import {
  catalog,
  definitionOf,
  inOrder,
  quoteName,
  type AnyDatabase,
  type Operation,
  type Schema,
} from "@aludel/core/dialect"
import fc from "fast-check"
import { expect, it } from "vitest"

import { resolveAll, reverseAll } from "../../../core/src/operations/reverse.ts"
import { createIndexText, tableText } from "../../src/definition-text.ts"
import { introspect } from "../../src/introspect.ts"
import { objects } from "../../src/objects.ts"
import { query } from "../../src/query.ts"
import { open, runOperations } from "../database.ts"
import { randomOperation } from "./random-operations.ts"
import { draws, nodesOf, randomSchema, type Draw, type RandomTable } from "./random-schema.ts"

// Ordinary runs are the same each time, so that a failure is of the change at hand; a longer one looks further.
function seed(): { readonly seed?: number } {
  const { ALUDEL_PROPERTY_RUNS, ALUDEL_PROPERTY_SEED = ALUDEL_PROPERTY_RUNS ? undefined : "1" } = process.env
  return ALUDEL_PROPERTY_SEED === undefined ? {} : { seed: Number(ALUDEL_PROPERTY_SEED) }
}

const runs = Number(process.env["ALUDEL_PROPERTY_RUNS"] ?? 1000)

it(
  `random changes of random tables go there and back without a loss, ${runs} times`,
  { timeout: 600_000 },
  async () => {
    const counts = { ran: 0, refused: 0 }
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const draw = draws(seed)
        const db = open()
        const tables = randomSchema(draw)
        await create(db, tables)
        await insert(db, tables, draw)
        const before = await introspect(db, {})
        const operations = drawOperations(before, tables, draw)
        const rows = await allRows(db, before)
        const back = reverseAll(resolveAll(operations, catalog(before)))
        if (!Array.isArray(back)) throw new Error(JSON.stringify(back))
        if (!(await succeeds(db, operations))) {
          counts.refused += 1
          expect([await introspect(db, {}), await allRows(db, before)]).toEqual([before, rows])
          return
        }
        counts.ran += 1
        await expectSound(db)
        const after = await introspect(db, {})
        const renamed = operations.some(({ kind }) => kind === "renameColumn")
        if (!renamed) expect(sorted(after)).toEqual(sorted(inMemory(before, operations)))
        const surviving = survivors(before, operations)
        if (!renamed) expect(await picked(db, surviving)).toEqual(pick(rows, surviving))
        const changed = await allRows(db, after)
        if (!(await succeeds(db, back as readonly Operation[]))) {
          counts.refused += 1
          expect([await introspect(db, {}), await allRows(db, after)]).toEqual([after, changed])
          return
        }
        await expectSound(db)
        expect(sorted(await introspect(db, {}))).toEqual(sorted(before))
        expect(await picked(db, surviving)).toEqual(pick(rows, surviving))
      }),
      {
        numRuns: runs,
        endOnFailure: true,
        ...seed(),
      },
    )
    // A property that mostly looks at refusals would say little.
    expect(counts.ran).toBeGreaterThan(counts.refused)
  },
)

async function create(db: AnyDatabase, tables: readonly RandomTable[]): Promise<void> {
  const others = tables.flatMap((table) => table.others)
  for (const table of tables) await query(db, `create table ${tableText(table.table.name, nodesOf(table))}`)
  for (const node of others) if (node.kind === "index") await query(db, createIndexText(node))
  for (const node of others) {
    if (node.kind !== "defined") continue
    for (const text of objects[node.type]!.create(node, {} as never)) await query(db, text)
  }
}

const values = ["1", "2", "3", "'x'", "'12'", "null", "4.5", "x'00'", "''"] as const

// What breaks a constraint is left out.
async function insert(db: AnyDatabase, tables: readonly RandomTable[], draw: Draw): Promise<void> {
  for (const { table, columns } of tables) {
    for (let row = 0; row < draw.number(0, 4); row += 1) {
      const given = columns.filter(
        ({ name, generated }) => generated === undefined && (name === "id" || draw.chance(70)),
      )
      const list = given.map(({ name }) => quoteName(name)).join(", ")
      const drawn = given
        .map(({ name }) => (name === "id" ? `${draw.number(1, 9)}` : draw.one(values)))
        .join(", ")
      await query(db, `insert into ${table.name} (${list}) values (${drawn})`).catch(() => [])
    }
    if (draw.chance(30)) await query(db, `delete from ${table.name} where id > 5`).catch(() => [])
  }
  for (let broken = await violations(db); broken.length > 0; broken = await violations(db)) {
    await query(db, "pragma foreign_keys = off")
    for (const { table, rowid } of broken)
      await query(db, `delete from ${table}${rowid === null ? "" : ` where rowid = ${rowid}`}`)
    await query(db, "pragma foreign_keys = on")
  }
}

function violations(
  db: AnyDatabase,
): Promise<readonly { readonly table: string; readonly rowid: number | null }[]> {
  return query<{ table: string; rowid: number | null }>(db, "pragma foreign_key_check").catch(() => [])
}

function drawOperations(before: Schema, tables: readonly RandomTable[], draw: Draw): readonly Operation[] {
  const schema = catalog(before)
  const operations: Operation[] = []
  for (let count = draw.number(1, 4); count > 0; count -= 1) {
    const operation = randomOperation({ schema, tables: tables.map(({ table }) => table.name) }, draw)
    if (operation === undefined) continue
    const { apply } = definitionOf(operation)
    try {
      apply(operation, schema)
      operations.push(operation)
    } catch {
      // It names what an earlier one took away.
    }
  }
  return operations
}

async function succeeds(db: AnyDatabase, operations: readonly Operation[]): Promise<boolean> {
  try {
    await runOperations(db, operations)
    return true
  } catch (error) {
    if (
      /SqliteError|SQLITE|constraint|no such column|cannot store|refer to nothing|point at no key|there is no constraint/i.test(
        String(error),
      )
    )
      return false
    throw error
  }
}

async function expectSound(db: AnyDatabase): Promise<void> {
  expect(await query(db, "pragma integrity_check")).toEqual([{ integrity_check: "ok" }])
  expect(
    await query(db, "pragma foreign_key_check").catch((error: unknown) =>
      /mismatch/.test(String(error)) ? [] : [error],
    ),
  ).toEqual([])
}

function inMemory(before: Schema, operations: readonly Operation[]): Schema {
  const after = catalog(before)
  for (const operation of operations) definitionOf(operation).apply(operation, after)
  return after.schema()
}

// A column that was dropped and added again stands last; what is made up for a check without a name goes by its place.
function sorted(schema: Schema): readonly string[] {
  return inOrder(schema.nodes)
    .map((node) => ("unnamed" in node ? { ...node, name: "" } : node))
    .map((node) => JSON.stringify(Object.entries(node).toSorted(([a], [b]) => (a < b ? -1 : 1))))
    .toSorted()
}

type Rows = ReadonlyMap<string, readonly Readonly<Record<string, unknown>>[]>
type Surviving = ReadonlyMap<string, readonly string[]>

async function allRows(db: AnyDatabase, schema: Schema): Promise<Rows> {
  const rows = new Map<string, readonly Readonly<Record<string, unknown>>[]>()
  for (const node of schema.nodes) {
    if (node.kind !== "table") continue
    const rowid = node.withoutRowid ? "" : ", rowid as rowid"
    rows.set(node.name, await query(db, `select *${rowid} from ${node.name}`))
  }
  return rows
}

/** The columns whose values nothing changes. */
function survivors(before: Schema, operations: readonly Operation[]): Surviving {
  const changed = new Set(
    operations.flatMap((operation) => {
      const { table, name, from, to, fill } = operation as Operation & Record<string, unknown>
      if (operation.kind === "alterColumn")
        return Object.keys(to as object).includes("type") || fill !== undefined
          ? [`${String(table)}.${String(name)}`]
          : []
      return ["dropColumn", "renameColumn"].includes(operation.kind)
        ? [`${String(table)}.${String(name ?? from)}`]
        : []
    }),
  )
  // "any" keeps every value as it is in a strict table alone; elsewhere it has numeric affinity.
  const isLoosened = (column: { readonly table: string; readonly type: string }) =>
    column.type === "any" &&
    operations.some(
      (operation) =>
        operation.kind === "alterTable" && "name" in operation && operation.name === column.table,
    )
  const isComputed = (name: string, table: string) =>
    name === "computed" &&
    (isLoosened({ table, type: "any" }) || [...changed].some((column) => column.startsWith(`${table}.`)))
  // Where a column becomes the rowid, the rowid becomes the column.
  const isNumberedAnew = (table: string) =>
    operations.some((operation) => JSON.stringify(operation).includes(`"primaryKey","table":"${table}"`))
  return new Map(
    before.nodes.flatMap((node) => {
      if (node.kind !== "table") return []
      const columns = before.nodes.flatMap((part) =>
        part.kind === "column" &&
        part.table === node.name &&
        !changed.has(`${part.table}.${part.name}`) &&
        !isComputed(part.name, part.table) &&
        !isLoosened(part)
          ? [part.name]
          : [],
      )
      return [
        [
          node.name,
          [...columns, ...(node.withoutRowid || isNumberedAnew(node.name) ? [] : ["rowid"])],
        ] as const,
      ]
    }),
  )
}

function pick(rows: Rows, surviving: Surviving): unknown {
  return [...surviving].map(([table, columns]) => [
    table,
    (rows.get(table) ?? []).map((row) => JSON.stringify(columns.map((column) => row[column]))).toSorted(),
  ])
}

async function picked(db: AnyDatabase, surviving: Surviving): Promise<unknown> {
  const rows = new Map<string, readonly Readonly<Record<string, unknown>>[]>()
  for (const [table, columns] of surviving) {
    const list = columns.map((column) => (column === "rowid" ? "rowid as rowid" : quoteName(column)))
    rows.set(table, await query(db, `select ${list.join(", ")} from ${table}`))
  }
  return pick(rows, surviving)
}
