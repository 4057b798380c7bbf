import type { Parameters } from "@aludel/core/dialect"
import { displayName } from "@aludel/core/dialect"

import type { Place } from "./place.ts"

/** How names of the database become names of the model. */
export interface Naming {
  /** The schema as a node carries it: nothing for the default one. */
  inSchema(schema: string): { readonly schema?: string }
  /** The same for what lies in no scratch place: nothing where its schema is the one whose place the scratch takes. */
  inReplacedSchema(schema: string): { readonly schema?: string }
  /** The schema with this oid, as a node carries it. */
  inNamespace(oid: number | string): { readonly schema?: string }
  /** Whether a table was asked to be left out. */
  isExcluded(table: { readonly schema?: string; readonly name: string }): boolean
}

/** The naming of one reading. */
export function namingOf(
  { defaultSchema, replacedSchema, namespaces }: Place,
  exclude: readonly string[],
): Naming {
  const excluded = new Set(exclude)
  const inSchema = (schema: string) => (schema === defaultSchema ? {} : { schema })
  const byOid = new Map(namespaces.map(({ oid, name }) => [String(oid), inSchema(name)]))
  return {
    inSchema,
    inReplacedSchema: (schema) => (schema === replacedSchema ? {} : inSchema(schema)),
    inNamespace: (oid) => byOid.get(String(oid))!,
    isExcluded: (table) => excluded.has(displayName(table)),
  }
}

/** The object without the attributes that say nothing. */
export function present<T extends object>(
  attributes: T,
): { [K in keyof T]?: Exclude<T[K], null | undefined | false> } {
  return Object.fromEntries(
    Object.entries(attributes).filter(
      ([, value]) => value !== null && value !== undefined && value !== false,
    ),
  ) as never
}

/** `["fillfactor=70"]` by name. */
export function parametersOf(options: readonly string[] | null | undefined): Parameters | undefined {
  if (options === null || options === undefined || options.length === 0) return undefined
  return Object.fromEntries(
    options.map((option) => {
      const equals = option.indexOf("=")
      return [option.slice(0, equals), option.slice(equals + 1)]
    }),
  )
}

/** A boolean option as people may write it: `on`, `true`, `1`. */
export function isOn(value: string | undefined): boolean {
  return value !== undefined && /^(t|tr|tru|true|y|ye|yes|on|1)$/i.test(value)
}
