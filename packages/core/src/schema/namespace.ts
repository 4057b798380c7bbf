import { given } from "./given.ts"
import type { NamespaceNode } from "./model.ts"

/** A schema of the database, declared. */
export interface AnyNamespace {
  readonly "~namespace": NamespaceNode
}

/**
 * Declares a schema of the database: `namespace("billing", { comment: "…" })`. Those that tables and types lie in may be
 * left out.
 *
 * @param name the name
 * @param options what people say about it. Default: nothing
 */
export function namespace(
  name: string,
  options: { readonly comment?: string | undefined } = {},
): AnyNamespace {
  return Object.freeze({ "~namespace": Object.freeze({ kind: "namespace", name, ...given(options) }) })
}
