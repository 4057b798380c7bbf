import type { ProjectCase, ProjectOptions, RegisterTest, RowsThrough } from "./project-options.ts"
import { revisionsIn, type ProjectPlace } from "./project-place.ts"

/**
 * Registers the tests of a project's own migrations: there is one head; every revision goes up, down and up again; code
 * changes the schema only where it says so; the declared schema is what the revisions give; and what `rows` expects.
 *
 * ```ts
 * import { test } from "vitest" // or "node:test"
 * testMigrations(test, { dialect: sqlite(), source: folder("migrations"), schema })
 * ```
 *
 * @param test what registers a test
 */
export function testMigrations(test: RegisterTest, options: ProjectOptions): void {
  for (const { name, run } of migrationCases(options)) test(name, run, options.timeout ?? 120_000)
}

/** The tests that {@link testMigrations} registers, as cases for any runner. */
export function migrationCases(options: ProjectOptions): readonly ProjectCase[] {
  const declared = options.schema === undefined ? [] : [declaredIsReached]
  return [
    oneHead,
    upDownUp,
    codeSaysWhatItChanges,
    ...declared,
    ...(options.rows ?? []).map((rows) => rowsThrough(rows)),
  ].map(({ name, check }) => ({ name, run: () => revisionsIn(options, check) }))
}

interface Check {
  readonly name: string
  check(place: ProjectPlace): Promise<void>
}

const oneHead: Check = {
  name: "migrations: there is one head",
  async check({ graph }) {
    const { realHeads } = graph
    if (realHeads.length > 1)
      throw new Error(
        `there are ${realHeads.length} heads: ${realHeads.map((id) => `${id} (${graph.get(id).location})`).join(", ")}. Type: aludel merge heads -m "merge"`,
      )
  },
}

const upDownUp: Check = {
  name: "migrations: every revision goes up, down and up again",
  check: ({ graph, options, onScratch }) =>
    onScratch(async (run) => {
      for (const id of graph.ids) {
        const before = await run.schema()
        await run.upgrade(id)
        if (options.irreversible?.includes(id) === true) continue
        const after = await run.schema()
        await run.downgrade(id)
        run.refuseDifference(`${run.named(id)} was taken back, and left`, await run.schema(), before)
        await run.upgrade(id)
        run.refuseDifference(
          `${run.named(id)} went up again, and made something else:`,
          await run.schema(),
          after,
        )
      }
    }),
}

const codeSaysWhatItChanges: Check = {
  name: "migrations: op.run changes the schema only where it says so",
  check: ({ graph, onScratch }) =>
    onScratch(async (run) => {
      for (const id of graph.ids) await run.upgradeStepwise(id)
    }),
}

const declaredIsReached: Check = {
  name: "migrations: the declared schema is what the revisions give",
  check: ({ graph, onScratch }) =>
    onScratch(async (run) => {
      for (const id of graph.ids) await run.upgrade(id)
      const changes = await run.pending(await run.schema())
      if (changes.length > 0)
        throw new Error(
          `the declared schema has what no revision makes:\n${lines(changes)}\nType: aludel revision --autogenerate -m "…"`,
        )
    }),
}

function rowsThrough({ name, revision, before, after, afterDowngrade }: RowsThrough): Check {
  return {
    name: `migrations: rows go through ${name ?? revision}`,
    check: ({ graph, one, onScratch }) =>
      onScratch(async (run) => {
        const id = one(revision)
        for (const below of graph.order([...graph.ancestors([id])]))
          if (below !== id) await run.upgrade(below)
        await before(run.db)
        await run.upgrade(id)
        await after(run.db)
        if (afterDowngrade === undefined) return
        await run.downgrade(id)
        await afterDowngrade(run.db)
      }),
  }
}

function lines(changes: readonly string[]): string {
  return changes.map((change) => `  ${change}`).join("\n")
}
