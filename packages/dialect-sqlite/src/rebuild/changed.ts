import {
  catalog,
  definitionOf,
  type Catalog,
  type Operation,
  type Step,
  type TableReference,
} from "@aludel/core/dialect"

import { inPlace } from "../in-place.ts"
import type { Library } from "../library.ts"
import { refuseNulls } from "./nulls.ts"
import { rebuild } from "./rebuild.ts"

/**
 * The steps that change a table by operations on it: in place where all of them can be done so, else by building it anew.
 *
 * @param library what the library beneath can do
 */
export function changed(
  operations: readonly (Operation & TableReference)[],
  before: Catalog | undefined,
  library: Library,
): readonly Step[] {
  const texts = allInPlace(operations, before, library) ?? rebuild(operations, before, library)
  const statements = texts.map((sql): Step => ({ kind: "statement", sql, parameters: [] }))
  // What rows there are an offline script can't ask.
  return library.isThere ? [...refuseNulls(operations, before), ...statements] : statements
}

function allInPlace(
  operations: readonly Operation[],
  before: Catalog | undefined,
  library: Library,
): readonly string[] | undefined {
  const schema = before && catalog(before.schema())
  const texts: string[] = []
  for (const operation of operations) {
    const own = inPlace(operation, schema, library)
    if (own === undefined) return undefined
    texts.push(...own)
    if (schema !== undefined) definitionOf(operation).apply(operation, schema)
  }
  return texts
}
