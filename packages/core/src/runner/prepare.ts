import type { AnyDatabase, Dialect } from "../dialect/dialect.ts"
import { AludelError } from "../errors/error.ts"
import type { Definition, Irreversible, Operation } from "../operations/definition.ts"
import { operationsFormat, operationsHash, textHash } from "../operations/json.ts"
import { record } from "../operations/recorder.ts"
import { definitionOf } from "../operations/registry.ts"
import type { RevisionGraph } from "../revisions/graph.ts"
import type { RevisionSource } from "../revisions/source.ts"
import { derivedDowngrade, replay, type ReplayedRevision } from "../scratch/replay.ts"
import { inRevision } from "./in-revision.ts"

/** A revision ready to run: its operations as written, and what identifies them. */
export interface Prepared extends ReplayedRevision {
  /** As written, or reversed from the upgrade, or why neither is possible. */
  readonly downgrade: readonly Operation[] | Irreversible
  readonly textHash?: string
  readonly operationsHash: string
}

/** Loads revisions when they are needed, each once. */
export interface Loader {
  /** A revision with both its directions. */
  prepare(id: string): Promise<Prepared>
  /** What revisions do, without deriving anything. */
  upgrades(ids: readonly string[]): Promise<readonly ReplayedRevision[]>
  /** The definition of an operation's kind, the dialect's own included. */
  definition(operation: Operation): Definition<Operation>
}

interface Recorded extends ReplayedRevision {
  readonly written: readonly Operation[] | undefined
  readonly text: string | undefined
}

/** Makes a loader over a source. Revisions are imported on first use. */
export function loader(
  graph: RevisionGraph,
  source: RevisionSource,
  context: { readonly dialect: Dialect; readonly db?: AnyDatabase | undefined },
): Loader {
  const definitions = context.dialect.operations
  const definition = (operation: Operation) => definitionOf(operation, definitions)
  const recorded = once(async (id: string): Promise<Recorded> => {
    const { revision, text } = await source.load(id)
    const options = { definitions, db: context.db?.withoutPlugins(), where: `revision ${id}` }
    const written = revision.downgrade === undefined ? undefined : record(revision.downgrade, options)
    return { id, upgrade: record(revision.upgrade, options), written, text }
  })
  const upgrades = async (ids: readonly string[]) => {
    const loaded: ReplayedRevision[] = []
    for (const id of ids) loaded.push(await recorded(id))
    return loaded
  }
  const prepare = once(async (id: string): Promise<Prepared> => {
    const { upgrade, written, text } = await recorded(id)
    const { parents } = graph.get(id)
    const hash = await operationsHash({
      id,
      parents,
      dependsOn: graph.dependencies(id),
      upgrade,
      downgrade: written ?? "derived",
    })
    const derived = async () => {
      const ids = graph.order([...graph.ancestors([id])].filter((other) => other !== id))
      const below = replay(await upgrades(ids), definitions)
      return inRevision(id, () => derivedDowngrade({ id, upgrade }, below, definitions))
    }
    return {
      id,
      upgrade,
      downgrade: written ?? (await derived()),
      ...(text === undefined ? {} : { textHash: await textHash(text) }),
      operationsHash: `${operationsFormat}:${hash}`,
    }
  })
  return { prepare, upgrades, definition }
}

/**
 * The operations that take a revision back.
 *
 * @throws AludelError `revision/irreversible` with the reason
 */
export function downgradeOf(prepared: Prepared): readonly Operation[] {
  if (!("irreversible" in prepared.downgrade)) return prepared.downgrade
  throw new AludelError(
    "revision/irreversible",
    `revision ${prepared.id} can't be taken back: ${prepared.downgrade.irreversible}`,
    {
      hint: "Write its downgrade(op) by hand.",
    },
  )
}

function once<T>(make: (id: string) => Promise<T>): (id: string) => Promise<T> {
  const made = new Map<string, Promise<T>>()
  return (id) => {
    const found = made.get(id) ?? make(id)
    made.set(id, found)
    return found
  }
}
