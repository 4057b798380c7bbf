import {
  catalog,
  definitionOf,
  nodeKey,
  type AnyDatabase,
  type Operation,
  type Schema,
} from "@aludel/core/dialect"
import fc from "fast-check"
import { expect, it } from "vitest"

import { diff } from "../../../core/src/diff/diff.ts"
import { asWritten, reverseAll } from "../../../core/src/operations/reverse.ts"
import {
  countChanges,
  holes,
  printChanges,
  type ChangeCoverage,
} from "../../../core/test/changes/coverage.ts"
import { evaluated } from "../../../core/test/changes/evaluated.ts"
import { introspect } from "../../src/introspect.ts"
import { sqlite } from "../../src/sqlite.ts"
import { open, runOperations } from "../database.ts"
import { randomOperation } from "../rebuild/random-operations.ts"
import { draws, randomSchema, type Draw } from "../rebuild/random-schema.ts"
import { createTables, insertRows } from "../rebuild/random-rows.ts"
import { picked, survivors, type Surviving } from "../rebuild/surviving.ts"
import { expected } from "./expected.ts"

const dialect = sqlite()
// To the letter: what SQLite takes for the same stays as it was where nobody wants it otherwise.
const exact = { ...dialect, same: undefined }
const { ALUDEL_PROPERTY_RUNS, ALUDEL_PROPERTY_SEED = ALUDEL_PROPERTY_RUNS ? undefined : "1" } = process.env
// Each database is taken to so many schemas, and back each time; a few end before, for their rows.
const perDatabase = 5
const databases = Number(ALUDEL_PROPERTY_RUNS ?? 420)
const least = Math.floor((databases * perDatabase) / 1.05)

it(
  `from one random schema to another and back, ${least} times: the difference leads there, to the letter of its printed revision, and rows stay`,
  { timeout: 600_000 },
  async () => {
    const coverage: ChangeCoverage = new Map()
    const counts: Counts = { ran: 0, withRows: 0, refused: 0 }
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const draw = draws(seed)
        const db = open()
        const tables = randomSchema(draw, numberOfTables(draw))
        await createTables(db, tables)
        const from = await introspect(db, {})
        expect(diff(from, from, exact)).toEqual([])
        await insertRows(db, tables, draw)
        await takenAround(db, { from, draw, coverage, counts })
        await db.destroy()
      }),
      {
        numRuns: databases,
        endOnFailure: true,
        ...(ALUDEL_PROPERTY_SEED === undefined ? {} : { seed: Number(ALUDEL_PROPERTY_SEED) }),
      },
    )
    if (ALUDEL_PROPERTY_RUNS !== undefined) console.log(printChanges(coverage, expected))
    if (databases >= 1000) expect(holes(coverage, expected)).toEqual([])
    // A property that mostly looks at refusals would say little.
    expect(counts.ran).toBeGreaterThan(counts.refused * 3)
    expect(counts.withRows).toBeGreaterThan(counts.ran / 2)
    expect(counts.ran + counts.refused).toBeGreaterThanOrEqual(least)
  },
)

interface Counts {
  ran: number
  /** Of those that ran: with values to look at. */
  withRows: number
  refused: number
}

interface Around {
  readonly from: Schema
  readonly draw: Draw
  readonly coverage: ChangeCoverage
  readonly counts: Counts
}

/** Takes a database to several schemas, one after the other, and back each time, until it can't go back for its rows. */
async function takenAround(db: AnyDatabase, { from, draw, coverage, counts }: Around): Promise<void> {
  let there = from
  for (let number = 0; number < perDatabase; number += 1) {
    const to = await target(there, draw)
    const operations = diff(there, to, exact).map(withFill)
    const back = reverseAll(operations.map(withoutFill)) as readonly Operation[]
    const printed = evaluated(operations, back)
    expect(printed.upgrade).toEqual(operations.map((operation) => asWritten(operation)))
    expect(printed.downgrade).toEqual(back.map((operation) => asWritten(operation)))

    const kept = keptColumns(there, to, operations)
    const rows = await picked(db, kept)
    if (!(await succeeds(db, printed.upgrade, there))) {
      counts.refused += 1
      expect([rest(there, await introspect(db, {})), await picked(db, kept)]).toEqual([[], rows])
      continue
    }
    counts.ran += 1
    if (/\[\[?"/.test(JSON.stringify(rows))) counts.withRows += 1
    countChanges(coverage, there, to)
    const changed = await introspect(db, {})
    expect(rest(changed, to)).toEqual([])
    expect(await picked(db, kept)).toEqual(rows)
    if (!(await succeeds(db, printed.downgrade, changed))) return
    const again = await introspect(db, {})
    expect(rest(again, there)).toEqual([])
    expect(await picked(db, kept)).toEqual(rows)
    there = again
  }
}

// Most changes need no more than two tables to be seen.
function numberOfTables(draw: Draw): number {
  return draw.chance(15) ? 3 : draw.number(1, 2)
}

/** Another schema, as SQLite says it: one drawn anew, or the same with a few changes. */
async function target(from: Schema, draw: Draw): Promise<Schema> {
  for (;;) {
    const other = open()
    try {
      if (draw.chance(30)) {
        await createTables(other, randomSchema(draw, numberOfTables(draw)))
        return await introspect(other, {})
      }
      // What a few changes leave may be no schema of SQLite's: a column that numbers itself without being the key.
      const wanted = diff({ nodes: [] }, fewChanges(from, draw), dialect)
      if (await succeeds(other, wanted, { nodes: [] }).catch(() => false)) return await introspect(other, {})
    } finally {
      await other.destroy()
    }
  }
}

function fewChanges(from: Schema, draw: Draw): Schema {
  const wanted = catalog(from)
  const tables = from.nodes.flatMap((node) => (node.kind === "table" ? [node.name] : []))
  for (let count = draw.number(1, 4); count > 0; count -= 1) {
    const operation = randomOperation({ schema: wanted, tables }, draw)
    if (operation === undefined || /rename/i.test(operation.kind)) continue
    try {
      definitionOf(operation).apply(operation, wanted)
    } catch {
      // It names what an earlier one took away.
    }
  }
  for (const view of from.nodes)
    if (view.kind === "defined" && view.type === "view" && draw.chance(30))
      wanted.set({ ...view, definition: `select id from ${view.name.replace("v_", "")}` })
  return wanted.schema()
}

// What SQLite itself sees no difference in stays as it was.
function rest(there: Schema, wanted: Schema): readonly Operation[] {
  return diff(there, wanted, {
    ...dialect,
    same: (a, b) => JSON.stringify(a) === JSON.stringify(b) || dialect.same?.(a, b) === true,
  })
}

// Without the tables that go, which have no rows to look at.
function staying({ nodes }: Schema, to: Schema): Schema {
  const there = catalog(to)
  return {
    nodes: nodes.filter((node) => (node.kind === "table" ? there.get(nodeKey(node)) !== undefined : true)),
  }
}

/** The columns whose values nothing changes; the numbers of rows are another matter, for rows may get others as a key. */
function keptColumns(from: Schema, to: Schema, operations: readonly Operation[]): Surviving {
  return new Map(
    [...survivors(staying(from, to), operations)].flatMap(([table, columns]) => {
      const named = columns.filter((column) => column !== "rowid")
      return named.length === 0 ? [] : [[table, named] as const]
    }),
  )
}

function withFill(operation: Operation): Operation {
  const { nodes, to } = operation as Operation & {
    readonly nodes?: readonly {
      readonly nullable?: true
      readonly default?: string
      readonly generated?: object
    }[]
    readonly to?: { readonly nullable?: boolean }
  }
  const column = operation.kind === "addColumn" ? nodes?.[0] : undefined
  const isNeeded =
    (column !== undefined &&
      column.nullable !== true &&
      column.default === undefined &&
      column.generated === undefined) ||
    (operation.kind === "alterColumn" && to?.nullable === false)
  return isNeeded ? ({ ...operation, fill: "1" } as Operation) : operation
}

function withoutFill(operation: Operation): Operation {
  const { fill: _, ...rest } = operation as Operation & { readonly fill?: string }
  return rest
}

async function succeeds(db: AnyDatabase, operations: readonly Operation[], known?: Schema): Promise<boolean> {
  try {
    await runOperations(db, operations, { known })
    return true
  } catch (error) {
    if (isOfRows(String(error))) return false
    throw error
  }
}

function isOfRows(message: string): boolean {
  // While a view is yet to be replaced, a table may be strict before a column has gone that it can't have then.
  return /strict table does not take|no such column|constraint failed|cannot store|refer to nothing|point at no key|mismatch|datatype/i.test(
    message,
  )
}
