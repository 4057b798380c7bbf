import type { Sql } from "../sql/sql.ts"
import { attributesOf, type ExclusionAttributes, type ExclusionOptions } from "./constraint-options.ts"
import type { Extra } from "./constraints.ts"
import { indexKey, type IndexKeyData, type IndexKeyInput } from "./index-keys.ts"

/** What an exclusion constraint is, as plain data. */
export interface ExclusionData {
  readonly kind: "exclusion"
  readonly name?: string
  readonly method: string
  readonly elements: readonly { readonly key: IndexKeyData; readonly operator: string }[]
  readonly where?: Sql
  readonly attributes?: ExclusionAttributes
}

/** What is compared, and the operator: `[c.room, "="]`, `` [sql`tstzrange(since, until)`, "&&"] ``. */
export type ExclusionElement = readonly [key: IndexKeyInput, operator: string]

/** An exclusion constraint that can still be narrowed down. */
export interface ExclusionExtra extends Extra {
  /** Only rows for which the SQL gives true are compared. */
  where(predicate: Sql): ExclusionExtra
  /** What it is besides. Said again, it adds to what was said. */
  with(options: ExclusionOptions): ExclusionExtra
}

/**
 * No two rows for which all the operators give true, as PostgreSQL has it:
 * `` exclusion("ex_stays").using("gist").on([c.room, "="], [c.during, "&&"]) ``.
 *
 * @param name its name. Default: by the naming convention
 */
export function exclusion(name?: string): {
  /** The method of its index: `gist`, `spgist`, `btree`, `hash`. */
  using(method: string): {
    on(...elements: readonly [ExclusionElement, ...ExclusionElement[]]): ExclusionExtra
  }
} {
  return {
    using: (method) => ({
      on: (...elements) =>
        exclusionExtra({
          kind: "exclusion",
          ...(name === undefined ? {} : { name }),
          method,
          elements: elements.map(([key, operator]) => ({ key: indexKey(key), operator })),
        }),
    }),
  }
}

function exclusionExtra(data: ExclusionData): ExclusionExtra {
  return Object.freeze({
    "~extra": Object.freeze(data),
    where: (predicate: Sql) => exclusionExtra({ ...data, where: predicate }),
    with: (options: ExclusionOptions) =>
      exclusionExtra({ ...data, attributes: { ...data.attributes, ...attributesOf(options) } }),
  })
}
