import {
  catalog,
  definitionOf,
  inOrder,
  type AnyDatabase,
  type Operation,
  type Schema,
} from "@aludel/core/dialect"
import fc from "fast-check"
import { expect, it } from "vitest"

import { resolveAll, reverseAll } from "../../../core/src/operations/reverse.ts"
import { introspect } from "../../src/introspect.ts"
import { query } from "../../src/query.ts"
import { open, runOperations } from "../database.ts"
import { randomOperation } from "./random-operations.ts"
import { createTables, insertRows } from "./random-rows.ts"
import { draws, randomSchema, type Draw, type RandomTable } from "./random-schema.ts"
import { allRows, pick, picked, survivors, type Rows } from "./surviving.ts"

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
      fc.asyncProperty(fc.integer(), (seed) => thereAndBack(draws(seed), counts)),
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

interface Counts {
  ran: number
  refused: number
}

async function thereAndBack(draw: Draw, counts: Counts): Promise<void> {
  const db = open()
  const tables = randomSchema(draw)
  await createTables(db, tables)
  await insertRows(db, tables, draw)
  const before = await introspect(db, {})
  const operations = drawOperations(before, tables, draw)
  const rows = await allRows(db, before)
  const story = [...(await statements(db)), ...operations.map((operation) => JSON.stringify(operation))]
  try {
    await expectBack(db, { before, rows, operations, counts })
  } catch (cause) {
    throw new Error(`of\n${story.join("\n")}\n${String(cause)}`, { cause })
  }
}

async function statements(db: AnyDatabase): Promise<readonly string[]> {
  const found = await query<{ sql: string | null }>(db, "select sql from sqlite_schema order by rowid")
  return found.flatMap(({ sql }) => sql ?? [])
}

interface Case {
  readonly before: Schema
  readonly rows: Rows
  readonly operations: readonly Operation[]
  readonly counts: Counts
}

async function expectBack(db: AnyDatabase, { before, rows, operations, counts }: Case): Promise<void> {
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
      /SqliteError|SQLITE|constraint|no such column|cannot store|refer to nothing|point at no key|there is no constraint|would have no value|strict table does not take/i.test(
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

// A column that was dropped and added again stands last; what is made up for a check without a name goes by its place;
// whether a foreign key points at a key is decided elsewhere.
function sorted(schema: Schema): readonly string[] {
  return inOrder(schema.nodes)
    .map((node) => ("unnamed" in node ? { ...node, name: "" } : node))
    .map((node) => (node.kind === "foreignKey" ? { ...node, dangling: true } : node))
    .map((node) => JSON.stringify(Object.entries(node).toSorted(([a], [b]) => (a < b ? -1 : 1))))
    .toSorted()
}
