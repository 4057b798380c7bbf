import { AludelError } from "../errors/error.ts"
import { snakeCase } from "./casing.ts"
import type { ConstraintKind } from "./nodes/constraints.ts"

/** What gets a name by the convention where none is written. */
export type NamedKind = ConstraintKind | "index"

/**
 * Patterns for names that are left out, by kind. `{table}` stands for the table, `{columns}` for its columns, joined
 * with `_`; a key of an index or an exclusion constraint that is an expression counts as `expression`.
 */
export type NamingConvention = Readonly<Record<NamedKind, string>>

/** The convention of hand-written revisions, and the default one of a declared schema. It never changes. */
const builtInConvention: NamingConvention = Object.freeze({
  primaryKey: "pk_{table}",
  unique: "uq_{table}_{columns}",
  index: "ix_{table}_{columns}",
  foreignKey: "fk_{table}_{columns}",
  check: "ck_{table}_{columns}",
  exclusion: "ex_{table}_{columns}",
})

/** How what is declared is called in the database. */
export interface Names {
  /** The name of a constraint or index that has none of its own. */
  constraint(kind: NamedKind, table: string, columns: readonly string[]): string
  /** What a table, a column or a schema is called, from how it is declared. */
  spell(name: string): string
}

/** The names of revisions: the built-in convention, everything else as it is written. */
export const builtInNames: Names = Object.freeze({
  constraint: (kind: NamedKind, table: string, columns: readonly string[]) =>
    constraintName(kind, table, columns),
  spell: (name: string) => name,
})

/** The most bytes that a name may have; PostgreSQL cuts longer ones silently. */
export const longestName = 63

/** What is settable about names. */
export interface NameOptions {
  /** Patterns by kind. Default: those of {@link builtInConvention} for the kinds left out. */
  readonly names?: { readonly [K in NamedKind]?: string | undefined } | undefined
  /** `snake_case`: `createdAt` is `created_at` in the database; needs Kysely's `CamelCasePlugin`. Default: names stay as they are. */
  readonly casing?: "snake_case" | undefined
}

/**
 * The names of a declared schema.
 *
 * @throws AludelError `schema/invalid` where a pattern has a placeholder that does not exist
 */
export function namesOf(options: NameOptions): Names {
  const convention = { ...builtInConvention }
  for (const [kind, pattern] of Object.entries(options.names ?? {}) as [NamedKind, string | undefined][]) {
    if (pattern !== undefined) convention[kind] = checked(kind, pattern)
  }
  return {
    constraint: (kind, table, columns) => constraintName(kind, table, columns, convention),
    spell: options.casing === "snake_case" ? snakeCase : (name) => name,
  }
}

/** The name that a convention gives. Beyond {@link longestName} bytes it is cut and ends in a hash of the whole. */
export function constraintName(
  kind: NamedKind,
  table: string,
  columns: readonly string[],
  convention: NamingConvention = builtInConvention,
): string {
  return shortened(
    convention[kind].replaceAll("{table}", () => table).replaceAll("{columns}", () => columns.join("_")),
  )
}

const encoder = new TextEncoder()

/** How long a name is where it counts: in bytes of UTF-8. */
export function byteLength(name: string): number {
  return encoder.encode(name).length
}

function checked(kind: NamedKind, pattern: string): string {
  if (!(kind in builtInConvention)) {
    throw new AludelError("schema/invalid", `the naming convention has no kind "${kind}"`, {
      hint: `The kinds are ${Object.keys(builtInConvention).join(", ")}.`,
    })
  }
  const unknown = pattern.match(/\{[^}]*\}/g)?.find((hole) => hole !== "{table}" && hole !== "{columns}")
  if (unknown === undefined) return pattern
  throw new AludelError(
    "schema/invalid",
    `the naming pattern "${pattern}" of ${kind} has an unknown placeholder ${unknown}`,
    {
      hint: "Write {table} and {columns}.",
    },
  )
}

function shortened(name: string): string {
  if (byteLength(name) <= longestName) return name
  let kept = ""
  // By character, so that none is cut in its middle.
  for (const character of name) {
    if (byteLength(kept + character) > longestName - 9) break
    kept += character
  }
  return `${kept}_${hash(name)}`
}

// FNV-1a over the bytes: it must be the same everywhere and for ever, and `crypto.subtle` is asynchronous.
function hash(text: string): string {
  let value = 0x811c9dc5
  for (const byte of encoder.encode(text)) value = Math.imul(value ^ byte, 0x01000193) >>> 0
  return value.toString(16).padStart(8, "0")
}
