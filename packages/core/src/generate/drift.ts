import { holds } from "../dialect/generic.ts"
import { diff } from "../diff/diff.ts"
import { catalog, nodeKey, ownerKeys, tableKey, tableOf, type Catalog } from "../schema/catalog.ts"
import { isTablePart, type Schema, type SchemaNode } from "../schema/model.ts"
import { aligned } from "./align.ts"
import { inWordsOf, sameToDialect } from "./compare.ts"
import { exactly, type Generation } from "./generation.ts"
import { readDatabase } from "./live.ts"
import { needsEngine } from "./needs-engine.ts"
import type { Declaration } from "./renames.ts"
import { revisionsSchema } from "./revisions.ts"

/**
 * What of the database is not as the applied revisions made it, one line each: what was changed, dropped or added by hand.
 * Objects that no revision made and nobody declares are no drift; what was added to tables of ours is.
 *
 * @param applied the applied revisions, in order
 */
export async function drift(
  generation: Generation,
  applied: readonly string[],
  declared: Declaration,
): Promise<readonly string[]> {
  const { run, say } = generation
  const made = await revisionsSchema(generation, applied)
  const wanted = say.looked(declared["~schema"])
  const given = { ...made, schema: say.looked(made.schema) }
  const live = say.looked(await readDatabase(generation, [given.schema, wanted]))
  const there = catalog(given.schema)
  const from = { schema: say.settled(known(live, there, catalog(wanted)), there), isRead: true }
  const isHeld = ({ kind }: SchemaNode) => holds(run.dialect, kind)
  const database = await inWordsOf(from, given, generation)
  const operations = diff({ nodes: given.schema.nodes.filter(isHeld) }, database, exactly(generation))
  return operations.map((operation) => run.loader.definition(operation).describe(operation))
}

/**
 * The same as far as it can be seen without asking the engine: what only it could compare counts as the same.
 *
 * @param live what of the database is looked at
 * @param made what the revisions give
 */
export function evidentDrift(
  { run, say }: Generation,
  live: Schema,
  made: Catalog,
  declared: Catalog,
): readonly string[] {
  const there = say.looked(made.schema())
  const wanted = catalog(there)
  const from = say.settled(known(live, wanted, declared), wanted)
  const database = aligned(from, {
    wanted,
    canonical: { from: catalog(), to: catalog() },
    replayed: catalog(),
    same: (node, other) => sameToDialect(run.dialect, node, other) || needsEngine(node, other),
  })
  const held = there.nodes.filter(({ kind }) => holds(run.dialect, kind))
  const operations = diff({ nodes: held }, database, { objects: run.dialect.objects })
  return operations.map((operation) => run.loader.definition(operation).describe(operation))
}

// Tables that somebody else made are not looked at; ours are, with all their parts.
function known(live: Schema, made: Catalog, declared: Catalog): Schema {
  const has = (key: string) => made.get(key) !== undefined || declared.get(key) !== undefined
  const isKnown = (node: SchemaNode) =>
    isTablePart(node)
      ? has(tableKey(tableOf(node))) || ownerKeys(tableOf(node)).some(has)
      : has(nodeKey(node))
  return { nodes: live.nodes.filter(isKnown) }
}
