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
import { allRows, pick, picked, survivors, type Surviving } from "../rebuild/surviving.ts"
import { expected } from "./expected.ts"

const dialect = sqlite()
// To the letter: what SQLite takes for the same stays as it was where nobody wants it otherwise.
const exact = { ...dialect, same: undefined }
const { ALUDEL_PROPERTY_RUNS, ALUDEL_PROPERTY_SEED = ALUDEL_PROPERTY_RUNS ? undefined : "1" } = process.env
const runs = Number(ALUDEL_PROPERTY_RUNS ?? 150)

it(
  `from one random schema to another and back, ${runs} times: the difference leads there, to the letter of its printed revision, and rows stay`,
  { timeout: 600_000 },
  async () => {
    const coverage: ChangeCoverage = new Map()
    const counts = { ran: 0, refused: 0 }
    await fc.assert(
      fc.asyncProperty(fc.integer(), async (seed) => {
        const draw = draws(seed)
        const db = open()
        const tables = randomSchema(draw)
        await createTables(db, tables)
        const from = await introspect(db, {})
        const to = await target(from, draw)
        if (to === undefined) return
        expect(diff(from, from, exact)).toEqual([])
        const operations = diff(from, to, exact).map(withFill)
        const back = reverseAll(operations.map(withoutFill)) as readonly Operation[]
        const printed = evaluated(operations, back)
        expect(printed.upgrade).toEqual(operations.map((operation) => asWritten(operation)))
        expect(printed.downgrade).toEqual(back.map((operation) => asWritten(operation)))

        await insertRows(db, tables, draw)
        const kept = keptColumns(from, to, operations)
        const rows = pick(await allRows(db, from), kept)
        if (!(await succeeds(db, printed.upgrade))) {
          counts.refused += 1
          expect([rest(from, await introspect(db, {})), await picked(db, kept)]).toEqual([[], rows])
          return
        }
        counts.ran += 1
        countChanges(coverage, from, to)
        expect(rest(await introspect(db, {}), to)).toEqual([])
        expect(await picked(db, kept)).toEqual(rows)
        if (!(await succeeds(db, printed.downgrade))) return
        expect(rest(await introspect(db, {}), from)).toEqual([])
        expect(await picked(db, kept)).toEqual(rows)
      }),
      {
        numRuns: runs,
        endOnFailure: true,
        ...(ALUDEL_PROPERTY_SEED === undefined ? {} : { seed: Number(ALUDEL_PROPERTY_SEED) }),
      },
    )
    if (ALUDEL_PROPERTY_RUNS !== undefined) console.log(printChanges(coverage, expected))
    if (runs >= 1000) expect(holes(coverage, expected)).toEqual([])
    // A property that mostly looks at refusals would say little.
    expect(counts.ran).toBeGreaterThan(counts.refused * 3)
  },
)

/** Another schema, as SQLite says it: one drawn anew, or the same with a few changes; nothing where SQLite would not make it. */
async function target(from: Schema, draw: Draw): Promise<Schema | undefined> {
  const other = open()
  if (draw.chance(50)) {
    await createTables(other, randomSchema(draw))
    return introspect(other, {})
  }
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
  // What a few changes leave may be no schema of SQLite's: a column that numbers itself without being the key.
  const made = await succeeds(other, diff({ nodes: [] }, wanted.schema(), dialect)).catch(() => false)
  return made ? introspect(other, {}) : undefined
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

async function succeeds(db: AnyDatabase, operations: readonly Operation[]): Promise<boolean> {
  try {
    await runOperations(db, operations)
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
