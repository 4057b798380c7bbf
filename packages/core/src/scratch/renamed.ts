import type { ScratchPlace } from "../dialect/dialect.ts"
import type { Operation } from "../operations/definition.ts"
import type { Schema, SchemaNode } from "../schema/model.ts"
import { splitRoutineName } from "../schema/routine-name.ts"
import { quoteName } from "../sql/sql.ts"
import { quotedIfNeeded, type SchemaOf, withSchemas } from "../sql/with-schemas.ts"

/** What a schema is called at a place; `undefined` stands for the default one. */
export type Renaming = (schema: string | undefined) => string | undefined

/** An operation with its schemas called as they are at a place; `inTexts` says it of those that stand in SQL. */
export function renamedThere(operation: Operation, there: Renaming, inTexts: SchemaOf): Operation {
  return renamed(operation, there, (text) => withSchemas(text, inTexts))
}

/**
 * What the schemas in SQL texts are called at a place: those of what will be made there. What lies in the same schema and is
 * not made anew (the types and functions of an extension) stays where it is.
 *
 * @param written is told by what name each was written
 */
export function madeThere(
  schemas: readonly Schema[],
  there: Renaming,
  written: Map<string, string>,
): SchemaOf {
  const key = (schema: string | undefined, name: string) => JSON.stringify([schema, name])
  const made = new Set(
    schemas.flatMap(({ nodes }) =>
      nodes.flatMap((node) => {
        if (node.kind === "namespace" || "table" in node) return []
        return [
          key(there(node.schema), node.kind === "defined" ? splitRoutineName(node.name).name : node.name),
        ]
      }),
    ),
  )
  return (schema, name) => {
    const other = there(schema)
    if (other === undefined || other === schema || !made.has(key(other, name))) return undefined
    written.set(other, schema)
    return other
  }
}

/** What was read at a place, under the names it was given; `written` are those that texts had besides. */
export function renamedBack(
  schema: Schema,
  place: ScratchPlace,
  {
    schemas,
    written,
  }: { readonly schemas: readonly string[]; readonly written: ReadonlyMap<string, string> },
): Schema {
  const names = new Map(schemas.map((name) => [place.schemaName?.(name) ?? name, name]))
  // One may begin with another: the longer ones first.
  const changed = [...new Map([...written, ...names])]
    .filter(([there, here]) => there !== here)
    .toSorted(([a], [b]) => b.length - a.length)
  if (changed.length === 0) return schema
  const back = (name: string | undefined) => (name === undefined ? undefined : (names.get(name) ?? name))
  const respell = (text: string) => respelled(text, changed)
  return { ...schema, nodes: schema.nodes.map((node): SchemaNode => renamed(node, back, respell)) }
}

// A schema's name stands in a key `schema`, of a node or of a payload; only what is about a schema has it as its own name.
function renamed<T>(value: T, rename: Renaming, text: (sql: string) => string): T {
  if (typeof value === "string") return text(value) as T
  if (Array.isArray(value)) return value.map((item: unknown) => renamed(item, rename, text)) as T
  if (!isPlain(value)) return value
  const own = ownNames[String(value["kind"])] ?? []
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (typeof inner === "string" && (key === "schema" || own.includes(key))) return [key, rename(inner)]
      return [key, said.has(key) ? inner : renamed(inner, rename, text)]
    }),
  ) as T
}

const ownNames: Readonly<Record<string, readonly string[]>> = {
  namespace: ["name"],
  createSchema: ["name"],
  dropSchema: ["name"],
  renameSchema: ["from", "to"],
}

// What people say, and what stands in rows, is no SQL.
const said: ReadonlySet<string> = new Set(["comment", "columnComments", "rows", "values"])

// An engine spells other schemas out in expressions, too: a default of an enum's, a cast in a check.
function respelled(text: string, names: readonly (readonly [there: string, here: string])[]): string {
  return names.reduce(
    (made, [there, here]) =>
      made.replaceAll(`"${there}"`, () => quoteName(here)).replaceAll(there, () => quotedIfNeeded(here)),
    text,
  )
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype
}
