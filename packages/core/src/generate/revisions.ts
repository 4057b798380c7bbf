import { holds } from "../dialect/generic.ts"
import { AludelError } from "../errors/error.ts"
import { catalog } from "../schema/catalog.ts"
import { replay, type Replay } from "../scratch/replay.ts"
import { canScratch, withScratch } from "../scratch/scratch.ts"
import type { Given } from "./compare.ts"
import { scratchRequest, type Generation } from "./generation.ts"

/** What revisions give as far as that is known without a database. */
export async function replayed(
  { run }: Pick<Generation, "run">,
  ids: readonly string[] = run.graph.ids,
): Promise<Replay> {
  return replay(await run.loader.upgrades(ids), run.dialect.operations)
}

/**
 * The schema that revisions give, with no database at hand: by replay in memory, or where raw SQL hides it, by running
 * them all on a scratch, their SQL and code too, as on any new database.
 *
 * @param ids the revisions in order. Default: all
 * @throws AludelError `scratch/unavailable` where SQL hides the schema and there is no scratch of its own; `run/failed`
 */
export async function revisionsSchema(
  generation: Generation,
  ids: readonly string[] = generation.run.graph.ids,
): Promise<Given> {
  const { loader } = generation.run
  const known = await replayed(generation, ids)
  const inMemory = known.catalog.schema()
  if (known.hiddenBy === undefined) return { schema: inMemory, isRead: false }
  const request = scratchRequest(generation)
  const { dialect } = request
  if (!canScratch(dialect)) throw hidden(known.hiddenBy, dialect.name)
  const schema = await withScratch(
    { ...request, dialect, schemas: [inMemory], ownPlace: true },
    async (scratch) => {
      for (const id of ids) {
        const { upgrade, transaction } = await loader.identify(id)
        await scratch.run(upgrade, { alone: !transaction })
      }
      return scratch.introspect()
    },
  )
  // What the engine has no kind for, only the replay knows.
  const unheld = inMemory.nodes.filter(({ kind }) => !holds(dialect, kind))
  return { schema: catalog({ nodes: [...schema.nodes, ...unheld] }).schema(), isRead: true }
}

function hidden(id: string, dialect: string): AludelError {
  return new AludelError(
    "scratch/unavailable",
    `the raw SQL of revision ${id} hides the schema, and the ${dialect} dialect has no scratch to run it on`,
    { hint: "Say what that SQL does: op.sql(…, { effect: (op) => { … } })." },
  )
}
