import type { AnyDatabase, Dialect } from "../dialect/dialect.ts"
import { AludelError } from "../errors/error.ts"
import type { Definition, Irreversible, Operation } from "../operations/definition.ts"
import type { AppliedRevision, RecordedOperation } from "../history/applied.ts"
import { operationHash, operationsFormat, operationsHash, textHash } from "../operations/json.ts"
import { record } from "../operations/recorder.ts"
import { definitionOf, type Definitions } from "../operations/registry.ts"
import { stale } from "../revisions/bundled.ts"
import type { RevisionGraph } from "../revisions/graph.ts"
import type { LoadedRevision, RevisionSource } from "../revisions/source.ts"
import { derivedDowngrade, replay, type Replay, type ReplayedRevision } from "../scratch/replay.ts"
import { inRevision } from "./in-revision.ts"

/** A revision's operations as written, and what identifies them. */
export interface Identified extends ReplayedRevision {
  /** The downgrade as written; nothing where it is to be derived. */
  readonly written: readonly Operation[] | undefined
  readonly textHash?: string
  readonly operationsHash: string
  /** Whether it may share a transaction; as written, `false` says no. */
  readonly transaction: boolean
}

/** A revision ready to run. */
export interface Prepared extends Identified {
  /** As written, or reversed from the upgrade, or why neither is possible. */
  readonly downgrade: readonly Operation[] | Irreversible
  /** The operations of its upgrade, each by itself. */
  readonly operations: readonly RecordedOperation[]
}

/** Loads revisions when they are needed, each once. */
export interface Loader {
  /** A revision with both its directions. */
  prepare(id: string): Promise<Prepared>
  /** A revision as written, and what identifies it, without deriving anything. */
  identify(id: string): Promise<Identified>
  /** The hash that the operations of a revision would have with these parents and dependencies. */
  hashWith(id: string, below: Pick<AppliedRevision, "parents" | "dependsOn">): Promise<string>
  /** Operations as the history keeps them: each in words, with its hash. */
  recorded(operations: readonly Operation[]): Promise<readonly RecordedOperation[]>
  /** What revisions do, without deriving anything. */
  upgrades(ids: readonly string[]): Promise<readonly ReplayedRevision[]>
  /** The definition of an operation's kind, the dialect's own included. */
  definition(operation: Operation): Definition<Operation>
}

interface Loaded extends Pick<Identified, "id" | "upgrade" | "transaction"> {
  readonly loaded: LoadedRevision
  /** The downgrade as written, recorded when it is asked for: comparing needs none. */
  written(): Identified["written"]
}

/** Makes a loader over a source. Revisions are imported on first use. */
export function loader(
  graph: RevisionGraph,
  source: RevisionSource,
  context: { readonly dialect: Dialect; readonly db?: AnyDatabase | undefined },
): Loader {
  const definitions = context.dialect.operations
  const definition = (operation: Operation) => definitionOf(operation, definitions)
  const load = once(async (id: string): Promise<Loaded> => {
    const loaded = await source.load(id)
    const { revision } = loaded
    const options = { definitions, db: context.db?.withoutPlugins(), where: `revision ${id}` }
    const transaction = revision.transaction !== false
    const written = () => (revision.downgrade === undefined ? undefined : record(revision.downgrade, options))
    return { id, upgrade: record(revision.upgrade, options), written, loaded, transaction }
  })
  const upgrades = async (ids: readonly string[]) => {
    const loaded: ReplayedRevision[] = []
    for (const id of ids) loaded.push(await load(id))
    return loaded
  }
  const hashWith: Loader["hashWith"] = async (id, { parents, dependsOn }) => {
    const { upgrade, written, transaction } = await load(id)
    const downgrade = written() ?? "derived"
    const hash = await operationsHash({ id, parents, dependsOn, transaction, upgrade, downgrade })
    return `${operationsFormat}:${hash}`
  }
  const recorded = (operations: readonly Operation[]) =>
    Promise.all(
      operations.map(async (operation): Promise<RecordedOperation> => ({
        description: definition(operation).describe(operation),
        hash: await operationHash(operation),
      })),
    )
  const identify = once(async (id: string): Promise<Identified> => {
    const { upgrade, written, loaded, transaction } = await load(id)
    const text = loaded.textHash ?? (loaded.text === undefined ? undefined : await textHash(loaded.text))
    const header = graph.get(id)
    const hash = await hashWith(id, { parents: header.parents, dependsOn: graph.dependencies(id) })
    if (header.operationsHash !== undefined && header.operationsHash !== hash)
      throw stale(header, "its operations are not those of the index")
    return {
      id,
      upgrade,
      written: written(),
      transaction,
      ...(text === undefined ? {} : { textHash: text }),
      operationsHash: hash,
    }
  })
  const derive = deriver(graph, upgrades, definitions)
  const prepare = once(async (id: string): Promise<Prepared> => {
    const identified = await identify(id)
    return {
      ...identified,
      downgrade: identified.written ?? (await derive(identified)),
      operations: await recorded(identified.upgrade),
    }
  })
  return { prepare, identify, hashWith, recorded, upgrades, definition }
}

// One replay serves all revisions of a line, for each stands on the one before; replaying what is below each of them would
// be quadratic.
function deriver(
  graph: RevisionGraph,
  upgrades: Loader["upgrades"],
  definitions: Definitions | undefined,
): (revision: ReplayedRevision) => Promise<readonly Operation[] | Irreversible> {
  let last: { readonly id: string; readonly after: Replay } | undefined
  return async (revision) => {
    const { id } = revision
    const direct = new Set([...graph.get(id).parents, ...graph.dependencies(id)])
    const isNext = direct.size === 1 && last !== undefined && direct.has(last.id)
    const below = isNext ? [] : await upgrades(graph.below([id]).filter((other) => other !== id))
    const before = replay(below, definitions, isNext ? last?.after : undefined)
    last = undefined
    const { downgrade, after } = inRevision(id, () => derivedDowngrade(revision, before, definitions))
    last = { id, after }
    return downgrade
  }
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
