import type { Dialect } from "../dialect/dialect.ts"
import { isAludelError } from "../errors/error.ts"
import { catalog, nodeKey, type Catalog } from "../schema/catalog.ts"
import type { DefinedNode, Schema, SchemaNode } from "../schema/model.ts"
import { canonical } from "../scratch/canonical.ts"
import { canScratch } from "../scratch/scratch.ts"
import { aligned, differing, isSame, sameNodes, type Alignment } from "./align.ts"
import { scratchRequest, type Generation } from "./generation.ts"
import type { Question } from "./questions.ts"
import type { Rename } from "./renames.ts"

/** A schema that is compared. */
export interface Given {
  readonly schema: Schema
  /** Whether its texts are the engine's own: it was read from a database. */
  readonly isRead: boolean
}

/** Two schemas in the same words, ready for an exact comparison. */
export interface Comparison {
  /** What is, with the renames made. */
  readonly from: Schema
  readonly to: Schema
  /** The renames that lead there, in their order. */
  readonly renames: readonly Rename[]
  /** What could be renames, where nobody has said. */
  readonly open: readonly Question[]
  /** The keys of what these are about. */
  readonly undecided: ReadonlySet<string>
  /** Objects of the database that are left alone, one line each. */
  readonly unmanaged: readonly string[]
  /** What of the database is evidently not as its revisions made it, one line each. */
  readonly drift: readonly string[]
}

/**
 * One schema in the words of another. What is structure is compared as it stands; only texts that are spelled in two ways
 * are put to the engine, and only for them a scratch is opened.
 *
 * @param replayed what the revisions give: the words for what differs. Default: its own
 */
export async function inWordsOf(
  from: Given,
  to: Given,
  generation: Generation,
  replayed: Catalog = catalog(),
): Promise<Schema> {
  const { dialect } = generation.run
  const wanted = catalog(to.schema)
  const nodes = sameNodes(from.schema, wanted)
  if (nodes !== undefined && generation.say.differs === undefined) return { nodes }
  const alignment = (canon: Alignment["canonical"]): Alignment => ({
    wanted,
    replayed,
    canonical: canon,
    same: (node, other) => sameToDialect(dialect, node, other),
    ...(generation.say.differs === undefined ? {} : { differs: generation.say.differs }),
  })
  const unequal = differing(from.schema, wanted)
  const first = alignment({ from: catalog(), to: await engineWords(to, unequal, generation) })
  const still = from.schema.nodes.filter((node) => unequal.has(nodeKey(node)) && !isSame(node, first))
  if (still.length === 0) return aligned(from.schema, first)
  // What an engine prints it may print otherwise when it has read that.
  const own = await engineWords({ ...from, isRead: false }, new Set(still.map(nodeKey)), generation).catch(
    (error: unknown) => {
      // A database may hold what can't be made anew without things that are not ours.
      if (from.isRead && isAludelError(error) && error.code === "run/failed") return catalog()
      throw error
    },
  )
  return aligned(from.schema, alignment({ from: own, to: first.canonical.to }))
}

async function engineWords(
  { schema, isRead }: Given,
  keys: ReadonlySet<string>,
  generation: Generation,
): Promise<Catalog> {
  const request = scratchRequest(generation)
  if (isRead || keys.size === 0 || !canScratch(request.dialect)) return catalog()
  return catalog(await canonical(schema, keys, { ...request, dialect: request.dialect }))
}

/** Whether the dialect takes two nodes of one identity for the same, though they are not equal. */
export function sameToDialect({ same, objects }: Dialect, from: SchemaNode, to: SchemaNode): boolean {
  if (same?.(from, to) === true) return true
  return from.kind === "defined" && objects?.[from.type]?.same?.(from, to as DefinedNode) === true
}
