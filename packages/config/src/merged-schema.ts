import { AludelError, defineSchema, isAludelError } from "@aludel/core"
import type { Declaration, DeclaredRename } from "@aludel/core"
import { placed, type PlacedProblem } from "./schema-place.ts"
import { catalog, displayName, isTablePart, nodeKey, type SchemaNode } from "@aludel/core/dialect"

/** A module of a declared schema. */
export interface SchemaModule {
  /** Its path as people are told it. */
  readonly shown: string
  readonly exports: Readonly<Record<string, unknown>>
}

type DeclaredValues = Parameters<typeof defineSchema>[0]

/**
 * The schema that several modules declare together: by default exports that are schemas, and by tables, types and other
 * objects that they export by name. The same object may be exported by several.
 *
 * @param problems what is wrong with the modules already
 * @param hint what to do about the first of these
 * @param root the folder that paths are told from
 * @throws AludelError `generate/invalid-schema` with all problems at once, each with its file
 */
export function mergedSchema(
  modules: readonly SchemaModule[],
  problems: readonly string[],
  hint?: string,
  root = "",
): Declaration {
  const told = [...problems]
  const nodes: SchemaNode[] = []
  const renames: DeclaredRename[] = []
  const parts = new Map<unknown, { readonly shown: string; readonly name: string }>()
  const owners = new Map<string, string>()
  for (const { shown, exports } of modules) {
    const schema = declarationIn(exports["default"])
    if (schema !== undefined) {
      nodes.push(...schema["~schema"].nodes)
      renames.push(...(schema["~renames"] ?? []))
      for (const node of schema["~schema"].nodes) claim(node, shown, owners, told)
      continue
    }
    const found = Object.entries(exports).filter(([, value]) => isDeclared(value))
    if (found.length === 0) told.push(`${shown} exports neither a schema nor anything that one is made of`)
    for (const [name, value] of found) {
      if (parts.has(value)) continue
      parts.set(value, { shown, name })
      const named = nameOf(value)
      if (named !== undefined) claimName(named, shown, owners, told)
    }
  }
  const rest = defined(parts, told, root)
  if (told.length > 0) throw invalid(told, hint)
  nodes.push(...(rest?.["~schema"].nodes ?? []))
  renames.push(...(rest?.["~renames"] ?? []))
  // Through a catalog: what two modules need, a schema of the database or an enum, is there once.
  return { "~schema": catalog({ nodes }).schema(), "~renames": renames }
}

function defined(
  parts: ReadonlyMap<unknown, { readonly shown: string; readonly name: string }>,
  told: string[],
  root: string,
): Declaration | undefined {
  if (parts.size === 0) return undefined
  try {
    const named = [...parts].map(([value, { shown, name }]) => [`${shown} ${name}`, value] as const)
    return defineSchema(Object.fromEntries(named) as DeclaredValues)
  } catch (error) {
    if (!isAludelError(error)) throw error
    const { problems: listed = [{ message: error.message }] } = error.details as {
      readonly problems?: readonly PlacedProblem[]
    }
    // A table that is declared twice was told with its files.
    const others = listed.filter(({ message }) => !message.endsWith(" is declared twice"))
    told.push(...others.map((problem) => located(problem, parts, root)))
    return undefined
  }
}

// With its line, else with the file of the table that it speaks of first.
function located(
  problem: PlacedProblem,
  parts: ReadonlyMap<unknown, { readonly shown: string; readonly name: string }>,
  root: string,
): string {
  const { message, hint } = problem
  const advice = hint === undefined ? "" : `. ${hint}`
  if (problem.place !== undefined) return `${placed(problem, root)}${advice}`
  const tables = [...parts].flatMap(([value, { shown }]) => {
    const name = (value as { readonly "~table"?: { readonly name: string } })["~table"]?.name
    const at = name === undefined ? -1 : message.search(wholeWord(name))
    return at < 0 ? [] : [{ at, shown }]
  })
  const [first] = tables.toSorted((a, b) => a.at - b.at)
  return `${first === undefined ? "" : `${first.shown}: `}${message}${advice}`
}

function wholeWord(name: string): RegExp {
  const escaped = name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
  return new RegExp(String.raw`(?<![\w.])${escaped}(?!\w)`)
}

// What tables share, schemas of the database and enums, may stand in several schemas, if it is the same.
function claim(node: SchemaNode, shown: string, owners: Map<string, string>, told: string[]): void {
  if (isTablePart(node) || node.kind === "namespace" || node.kind === "enum") return
  claimName(node, shown, owners, told)
}

type Named = Parameters<typeof nodeKey>[0]

function claimName(named: Named, shown: string, owners: Map<string, string>, told: string[]): void {
  const first = owners.get(nodeKey(named))
  const word = named.kind === "defined" ? named.type : named.kind
  if (first === undefined) owners.set(nodeKey(named), shown)
  else told.push(`the ${word} ${displayName(named)} is declared twice: in ${first} and in ${shown}`)
}

function nameOf(value: unknown): Named | undefined {
  const declared = value as Readonly<Record<string, { readonly name: string } & SchemaNode>>
  const table = declared["~table"]
  if (table !== undefined) {
    const [name, schema] = table.name.split(".").toReversed() as [string, string | undefined]
    return { kind: "table", name, ...(schema === undefined ? {} : { schema }) }
  }
  return declared["~enum"] ?? declared["~object"]
}

function declarationIn(value: unknown): Declaration | undefined {
  return typeof value === "object" && value !== null && "~schema" in value
    ? (value as Declaration)
    : undefined
}

const brands = ["~table", "~enum", "~namespace", "~object"]

function isDeclared(value: unknown): boolean {
  if ((typeof value !== "object" && typeof value !== "function") || value === null) return false
  return brands.some((brand) => brand in value)
}

function invalid(problems: readonly string[], hint: string | undefined): AludelError {
  const [only] = problems
  const message =
    problems.length === 1
      ? `The declared schema can't be read: ${only}`
      : `The declared schema has ${problems.length} problems:\n${problems.map((problem) => `  ${problem}`).join("\n")}`
  return new AludelError("generate/invalid-schema", message, {
    hint: hint ?? "Correct the modules, or `schema` in the configuration.",
    details: { problems },
  })
}
