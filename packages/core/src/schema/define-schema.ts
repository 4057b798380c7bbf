import { AludelError, isAludelError } from "../errors/error.ts"
import { camelCase } from "./casing.ts"
import { catalog, displayName, objectName, tableKey, type ObjectName } from "./catalog.ts"
import type { Extra } from "./constraints.ts"
import { isEnum, isNamespace, isObject, isTable, type Declared } from "./declared.ts"
import { objectNodes } from "./declared-objects.ts"
import type { EnumNode, NamespaceNode, Schema, SchemaNode } from "./model.ts"
import { namesOf, type NameOptions, type Names } from "./names.ts"
import type { SchemaProblem } from "./problem.ts"
import { schemaProblems } from "./problems.ts"
import { declaredAt, type AnyTable } from "./table.ts"
import { nodeMakers } from "./table-nodes.ts"

/** A declared schema. */
export interface DeclaredSchema<T> {
  /** The model that it amounts to. */
  readonly "~schema": Schema
  /** What was declared, for types. */
  readonly "~declared": T
  /** The tables and columns that say what they were called before. */
  readonly "~renames": readonly DeclaredRename[]
}

/** A table or a column that says what it was called before, with the names of the database. */
export interface DeclaredRename {
  readonly schema?: string
  /** The table of a column; absent: it is a table that was renamed. */
  readonly table?: string
  readonly from: string
  readonly to: string
}

/** How what is declared is named in the database. */
export interface SchemaOptions extends NameOptions {}

/**
 * Declares a schema: all its tables, and the enumerated types and domains, which may be left out where a column has
 * them; views, functions and whatever else the definers of a dialect give.
 *
 * @param declared what it is made of; the keys do not count
 * @param options how what is declared is named in the database
 * @throws AludelError `schema/invalid` with all problems at once, in `details.problems`, too
 */
export function defineSchema<T extends Readonly<Record<string, Declared>>>(
  declared: T,
  options: SchemaOptions = {},
): DeclaredSchema<T> {
  const problems: SchemaProblem[] = []
  const names = namesOf(options)
  const tables = tablesIn(declared, problems)
  const nodes = tables.flatMap((table) => nodesOf(table, names, problems))
  const enums = enumsIn(declared, tables, problems)
  const objects = objectNodes(declared, tables, names, problems)
  const listed = Object.values(declared).flatMap((value) => (isNamespace(value) ? [value["~namespace"]] : []))
  const all = [...namespaces(listed, [...enums, ...nodes, ...objects]), ...enums, ...nodes, ...objects]
  if (options.casing !== undefined) problems.push(...tables.flatMap((table) => casingProblems(table, names)))
  problems.push(...schemaProblems(all))
  if (problems.length > 0) throw invalid(placed(problems, tables, names))
  return Object.freeze({
    "~schema": Object.freeze({ nodes: Object.freeze(catalog({ nodes: all }).schema().nodes) }),
    "~declared": declared,
    "~renames": Object.freeze(tables.flatMap((table) => renames(table, names))),
  })
}

/** The problems with where the tables that they are about are declared. */
function placed(
  problems: readonly SchemaProblem[],
  tables: readonly AnyTable[],
  names: Names,
): readonly SchemaProblem[] {
  const declared = new Map(
    // A name that is none has been told, with its place.
    tables.flatMap((table) =>
      attempt<readonly string[]>(
        () => [tableKey(spelledName(table, names))],
        () => [],
        [],
      ).map((key) => [key, table] as const),
    ),
  )
  return problems.map(({ of, ...problem }) => {
    const table = of && declared.get(tableKey(of))
    const place = problem.place ?? (table && declaredAt(table))
    if (place === undefined) return problem
    // In the file columns have the names that they are declared by.
    const keys = new Map(
      Object.keys(table?.["~table"].columns ?? {}).map((key) => [names.spell(key), key] as const),
    )
    return {
      ...problem,
      place,
      ...(problem.names && { names: problem.names.map((name) => keys.get(name) ?? name) }),
    }
  })
}

function spelledName(table: AnyTable, names: Names): ObjectName {
  const { schema, name } = objectName(table["~table"].name)
  return { ...(schema === undefined ? {} : { schema: names.spell(schema) }), name: names.spell(name) }
}

function tablesIn(
  declared: Readonly<Record<string, Declared>>,
  problems: SchemaProblem[],
): readonly AnyTable[] {
  const tables = new Map<string, AnyTable>()
  for (const [key, value] of Object.entries(declared)) {
    if (isTable(value)) {
      const { name } = value["~table"]
      if (tables.has(name))
        problems.push({ message: `the table ${name} is declared twice`, place: declaredAt(value) })
      else tables.set(name, value)
    } else if (!isEnum(value) && !isNamespace(value) && !isObject(value)) {
      problems.push({
        message: `"${key}" is nothing that a schema is made of`,
        hint: "Hand over what table(), t.enum(), namespace() and the definers of your dialect give.",
      })
    }
  }
  return [...tables.values()]
}

function nodesOf(table: AnyTable, names: Names, problems: SchemaProblem[]): readonly SchemaNode[] {
  const { name, columns, extras } = table["~table"]
  const found: SchemaProblem[] = []
  const given = attempt(extras, () => [], found)
  const makers = attempt(
    () => nodeMakers(objectName(name), columns, given, names),
    () => [],
    found,
  )
  const nodes = makers.flatMap(({ names: sought, make, otherwise }) => {
    const before = found.length
    const made = attempt(make, otherwise, found)
    for (let at = before; at < found.length; at++) found[at] = { ...found[at]!, names: sought }
    return made
  })
  problems.push(...found.map((problem) => ({ ...problem, place: declaredAt(table) })))
  return nodes
}

function enumsIn(
  declared: Readonly<Record<string, Declared>>,
  tables: readonly AnyTable[],
  problems: SchemaProblem[],
): readonly EnumNode[] {
  const used = tables.flatMap((table) =>
    Object.values(table["~table"].columns).flatMap((column) => {
      const { enum: own, needs = [] } = column?.["~column"] ?? {}
      return [...(own === undefined ? [] : [own]), ...needs.filter((node) => node.kind === "enum")]
    }),
  )
  const enums = new Map<string, EnumNode>()
  for (const node of [
    ...Object.values(declared).flatMap((value) => (isEnum(value) ? [value["~enum"]] : [])),
    ...used,
  ]) {
    const same = enums.get(displayName(node))
    if (same === undefined) enums.set(displayName(node), node)
    else if (JSON.stringify(same.values) !== JSON.stringify(node.values)) {
      problems.push({ message: `the enum ${displayName(node)} is declared twice, with different values` })
    }
  }
  return [...enums.values()]
}

// Those that are listed, and those that something lies in.
function namespaces(
  listed: readonly NamespaceNode[],
  nodes: readonly SchemaNode[],
): readonly NamespaceNode[] {
  const schemas = new Set(
    nodes.flatMap((node) => ("schema" in node && node.schema !== undefined ? [node.schema] : [])),
  )
  for (const { name } of listed) schemas.delete(name)
  return [...listed, ...[...schemas].map((name) => Object.freeze({ kind: "namespace" as const, name }))]
}

// The rows of a query come back with the names that the plugin makes of those in the database.
function casingProblems(table: AnyTable, names: Names): readonly SchemaProblem[] {
  return Object.keys(table["~table"].columns).flatMap((key) => {
    const [spelled, back] = [names.spell(key), camelCase(names.spell(key))]
    if (back === key) return []
    const message = `${table["~table"].name}.${key} does not survive the casing: it is ${spelled} in the database, and ${back} in rows`
    return [{ message, hint: `Call it ${back}.`, place: declaredAt(table), names: [key] }]
  })
}

function renames(table: AnyTable, names: Names): readonly DeclaredRename[] {
  const { columns, extras } = table["~table"]
  const { schema, name } = objectName(table["~table"].name)
  const place = schema === undefined ? {} : { schema: names.spell(schema) }
  const own = tableName(extras()).map((from) => ({
    ...place,
    from: names.spell(objectName(from).name),
    to: names.spell(name),
  }))
  const ofColumns = Object.entries(columns).flatMap(([key, column]) => {
    const from = column["~column"].renamedFrom
    if (from === undefined) return []
    return [{ ...place, table: names.spell(name), from: names.spell(from), to: names.spell(key) }]
  })
  return [...own, ...ofColumns]
}

function tableName(extras: readonly Extra[]): readonly string[] {
  return extras.flatMap(({ "~extra": data }) =>
    data.kind === "tableOptions" && data.options.renamedFrom !== undefined ? [data.options.renamedFrom] : [],
  )
}

function attempt<R>(make: () => R, otherwise: () => R, problems: SchemaProblem[]): R {
  try {
    return make()
  } catch (error) {
    if (!isAludelError(error)) throw error
    problems.push({ message: error.message, hint: error.hint })
    return otherwise()
  }
}

function invalid(problems: readonly SchemaProblem[]): AludelError {
  const [first] = problems
  const details = { problems }
  if (problems.length === 1)
    return new AludelError("schema/invalid", first!.message, { hint: first!.hint, details })
  const lines = problems.map(({ message, hint }) => `\n- ${message}${hint === undefined ? "" : `. ${hint}`}`)
  return new AludelError(
    "schema/invalid",
    `the declared schema has ${problems.length} problems:${lines.join("")}`,
    { details },
  )
}
