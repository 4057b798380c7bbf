import type { ScratchPlace } from "../dialect/dialect.ts"
import type { Operation } from "../operations/definition.ts"
import type { Schema, SchemaNode } from "../schema/model.ts"
import { quoteName } from "../sql/sql.ts"

/** What a schema is called at a place; `undefined` stands for the default one. */
export type Renaming = (schema: string | undefined) => string | undefined

/** An operation with its schemas called as they are at a place. */
export function renamedThere(operation: Operation, there: Renaming): Operation {
  return renamed(operation, there)
}

/** What was read at a place, under the names it was given. */
export function renamedBack(schema: Schema, place: ScratchPlace, schemas: readonly string[]): Schema {
  const names = new Map(schemas.map((name) => [place.schemaName?.(name) ?? name, name]))
  const changed = new Map([...names].filter(([there, here]) => there !== here))
  if (changed.size === 0) return schema
  const back = (name: string | undefined) => (name === undefined ? undefined : (names.get(name) ?? name))
  return { ...schema, nodes: schema.nodes.map((node): SchemaNode => respelled(renamed(node, back), changed)) }
}

// A schema's name stands in a key `schema`, of a node or of a payload; only what is about a schema has it as its own name.
function renamed<T>(value: T, rename: Renaming): T {
  if (Array.isArray(value)) return value.map((item: unknown) => renamed(item, rename)) as T
  if (!isPlain(value)) return value
  const own = ownNames[String(value["kind"])] ?? []
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      typeof inner === "string" && (key === "schema" || own.includes(key))
        ? rename(inner)
        : renamed(inner, rename),
    ]),
  ) as T
}

const ownNames: Readonly<Record<string, readonly string[]>> = {
  namespace: ["name"],
  createSchema: ["name"],
  dropSchema: ["name"],
  renameSchema: ["from", "to"],
}

// An engine spells other schemas out in expressions, too: a default of an enum's, a cast in a check.
function respelled<T>(value: T, names: ReadonlyMap<string, string>): T {
  if (typeof value === "string") {
    let text: string = value
    for (const [there, here] of names) text = text.replaceAll(there, spelled(here))
    return text as T
  }
  if (Array.isArray(value)) return value.map((item: unknown) => respelled(item, names)) as T
  if (!isPlain(value)) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, respelled(inner, names)])) as T
}

function spelled(name: string): string {
  return /^[a-z_][a-z0-9_$]*$/.test(name) ? name : quoteName(name)
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype
}
