import type { AnyDatabase } from "../dialect/dialect.ts"
import { holds } from "../dialect/generic.ts"
import { diff } from "../diff/diff.ts"
import { AludelError } from "../errors/error.ts"
import { inWordsOf } from "../generate/compare.ts"
import { generation, scratchRequest, type Generation } from "../generate/generation.ts"
import { openContext } from "../migrator/open.ts"
import type { Operation } from "../operations/definition.ts"
import type { RunCode } from "../operations/operation.ts"
import type { RevisionGraph } from "../revisions/graph.ts"
import { resolve } from "../revisions/resolve.ts"
import { downgradeOf } from "../runner/prepare.ts"
import { catalog } from "../schema/catalog.ts"
import type { Schema } from "../schema/model.ts"
import { replay } from "../scratch/replay.ts"
import { canScratch, withScratch, type Scratch } from "../scratch/scratch.ts"
import type { ProjectOptions } from "./project-options.ts"

/** A project whose revisions are tested. */
export interface ProjectPlace {
  readonly options: ProjectOptions
  readonly graph: RevisionGraph
  /** The one revision that a target names. */
  one(target: string): string
  /** Lends an empty scratch to run revisions on. */
  onScratch(work: (run: ScratchRun) => Promise<void>): Promise<void>
}

/** Revisions run on a scratch. */
export interface ScratchRun {
  readonly db: AnyDatabase
  /** The id with the message, for messages. */
  named(id: string): string
  schema(): Promise<Schema>
  upgrade(id: string): Promise<void>
  downgrade(id: string): Promise<void>
  /** Runs an upgrade operation by operation, and fails where code changes the schema otherwise than it says. */
  upgradeStepwise(id: string): Promise<void>
  /** Fails where two schemas differ, with what differs. */
  refuseDifference(what: string, schema: Schema, wanted: Schema): void
  /** What the declared schema has beyond another, one line each. */
  pending(schema: Schema): Promise<readonly string[]>
}

/** Reads the revisions of a project and lends them; whatever is opened is closed. */
export async function revisionsIn<T>(
  options: ProjectOptions,
  work: (place: ProjectPlace) => Promise<T>,
): Promise<T> {
  const { dialect, url } = options
  const connect = dialect.connect?.bind(dialect)
  if (connect === undefined)
    throw new AludelError(
      "dialect/unsupported",
      `the ${dialect.name} dialect can't open a database by itself`,
    )
  const offline = url === undefined
  const db = await connect({ url: url ?? "", offline })
  try {
    const byUrl = offline ? {} : { connect: (database: string) => connect({ url, database }) }
    const context = await openContext({ ...options, db, scratch: { ...byUrl, ...options.scratch } })
    const opened = await generation(context, { offline, settings: options.autogenerate })
    return await work(placeOf(options, opened))
  } finally {
    await db.destroy()
  }
}

function placeOf(options: ProjectOptions, opened: Generation): ProjectPlace {
  const { graph } = opened.run
  return {
    options,
    graph,
    one(target) {
      const [id, ...others] = resolve(graph, target)
      if (id !== undefined && others.length === 0) return id
      throw new AludelError("revision/not-found", `\`rows\` names ${target}, which is no single revision`)
    },
    async onScratch(work) {
      const request = scratchRequest(opened)
      const { dialect } = request
      if (!canScratch(dialect))
        throw new AludelError("scratch/unavailable", `the ${dialect.name} dialect has no scratch to run on`)
      const known = replay(await opened.run.loader.upgrades(graph.ids), dialect.operations)
      const schemas = [known.catalog.schema()]
      await withScratch({ ...request, dialect, schemas, ownPlace: true }, (scratch) =>
        work(runOn(scratch, opened, options)),
      )
    },
  }
}

function runOn(scratch: Scratch, opened: Generation, { schema: declared }: ProjectOptions): ScratchRun {
  const { loader, graph, dialect } = opened.run
  const describe = (operation: Operation) => loader.definition(operation).describe(operation)
  const named = (id: string) => `revision ${id}, ${graph.get(id).message},`
  const read = () => scratch.introspect()
  const refuseDifference: ScratchRun["refuseDifference"] = (what, schema, wanted) => {
    const changes = diff(wanted, schema, dialect).map(describe)
    if (changes.length > 0) throw new Error(`${what}\n${changes.map((change) => `  ${change}`).join("\n")}`)
  }
  return {
    db: scratch.db,
    named,
    schema: read,
    refuseDifference,
    async upgrade(id) {
      const { upgrade, transaction } = await loader.identify(id)
      await within(`${named(id)} does not go up`, () => scratch.run(upgrade, { alone: !transaction }))
    },
    async downgrade(id) {
      const prepared = await loader.prepare(id)
      const operations = downgradeOf(prepared)
      await within(`${named(id)} does not come down`, () =>
        scratch.run(operations, { alone: !prepared.transaction }),
      )
    },
    async upgradeStepwise(id) {
      const { upgrade, transaction } = await loader.identify(id)
      for (const operation of upgrade) {
        const before = operation.kind === "run" ? await read() : undefined
        await within(`${named(id)} does not go up`, () => scratch.run([operation], { alone: !transaction }))
        if (before === undefined) continue
        const expected = catalog(before)
        const { effect = [] } = operation as RunCode
        for (const each of effect) loader.definition(each).apply(each, expected)
        refuseDifference(
          `${named(id)} changes the schema by op.run otherwise than it says by \`effect\`:`,
          await read(),
          expected.schema(),
        )
      }
    },
    async pending(schema) {
      if (declared === undefined) return []
      const { say } = opened
      const to = say.looked(declared["~schema"])
      // What the engine has no kind for, only the replay knows.
      const made = replay(await loader.upgrades(graph.ids), dialect.operations).catalog.schema().nodes
      const nodes = [...schema.nodes, ...made.filter(({ kind }) => !holds(dialect, kind))]
      const from = say.settled(say.looked({ nodes }), catalog(to))
      const there = await inWordsOf({ schema: from, isRead: true }, { schema: to, isRead: false }, opened)
      return diff(there, to, dialect).map(describe)
    },
  }
}

async function within(what: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (cause) {
    throw new Error(`${what}: ${(cause as Error).message}`, { cause })
  }
}
