import type { Choices } from "./choices.ts"
import type { Ground } from "./ground.ts"
import { comment, printed, printedPath } from "./names.ts"

/** The extensions that are made: of those that come with PostgreSQL, all trusted and few of them slow to create. */
const extensionNames = ["btree_gist", "pg_trgm", "citext", "hstore", "uuid-ossp", "ltree"] as const

/** Makes an extension, in the default schema or another one, and lets its types be used. */
export function makeExtension(ground: Ground, choose: Choices): void {
  const name = choose.pick(extensionNames)
  if (ground.extensions.has(name)) return
  const schema = choose.pick([undefined, undefined, undefined, ...ground.namespaces])
  ground.extensions.set(name, schema)
  const options = { version: ground.server.extensions[name]!, ...(schema === undefined ? {} : { schema }) }
  ground.nodes.push({ kind: "defined", type: "extension", name, options, ...comment(choose) })
  const type = printedPath({ ...(schema === undefined ? {} : { schema }), name })
  const shared = {
    ordered: true,
    hashed: true,
    long: true,
    made: true,
    conditions: () => [],
    ...(schema === undefined ? {} : { equality: `operator(${printed(schema)}.=)` }),
  } as const
  if (name === "citext") ground.types.push({ type, defaults: [`'a'::${type}`], collatable: true, ...shared })
  if (name === "hstore") ground.types.push({ type, defaults: [`''::${type}`], ...shared })
  if (name === "ltree") ground.types.push({ type, defaults: [], ...shared })
}
