/** A revision as the vectors write it. */
export interface VectorNode {
  readonly revision: string
  readonly down: readonly string[]
  readonly dependsOn: readonly string[]
  readonly branchLabels: readonly string[]
}

export interface GraphLine {
  readonly type: "graph"
  readonly id: string
  readonly nodes: readonly VectorNode[]
}

interface Common {
  readonly type: "vector"
  readonly id: string
  readonly graph: string
}

export type VectorLine =
  | (Common & {
      readonly kind: "upgrade"
      readonly rows: readonly string[]
      readonly target: string | readonly string[]
    })
  | (Common & { readonly kind: "downgrade"; readonly rows: readonly string[]; readonly target: string })
  | (Common & { readonly kind: "offline"; readonly op: "upgrade" | "downgrade"; readonly target: string })
  | (Common & {
      readonly kind: "stamp"
      readonly rows: readonly string[]
      readonly targets: readonly string[]
      readonly purge: boolean
    })
  | (Common & {
      readonly kind: "resolve"
      readonly op: "get_revision" | "get_revisions"
      readonly ident: string | readonly string[]
    })
  | (Common & { readonly kind: "info" })
  | (Common & { readonly kind: "current"; readonly rows: readonly string[] })
  | (Common & {
      readonly kind: "iterate"
      readonly op: "history"
      readonly range: string
      readonly rows: readonly string[]
    })
  | (Common & { readonly kind: "iterate"; readonly op: "walk"; readonly base: string; readonly head: string })
  | (Common & IterateArguments)
  | (Common & CreateArguments)
  | (Common & { readonly kind: "load" })

export interface IterateArguments {
  readonly kind: "iterate"
  readonly op: "iterate"
  readonly upper: string | readonly string[] | null
  readonly lower: string | readonly string[] | null
  readonly inclusive: boolean
  readonly implicitBase: boolean
  readonly assertRelativeLength: boolean
  readonly selectForDowngrade: boolean
}

export interface CreateArguments {
  readonly kind: "create"
  readonly op: "revision" | "merge"
  readonly revision: string
  readonly heads: readonly string[]
  readonly splice: boolean
  readonly branchLabels: readonly string[]
  readonly dependsOn: readonly string[]
}

export type InputLine = GraphLine | VectorLine

/** An answer, or what went wrong, with the code and details of our error for the tests. */
export type Answer =
  | { readonly ok: true; readonly [field: string]: unknown }
  | {
      readonly ok: false
      readonly error: { readonly kind: string; readonly message: string; readonly code: string }
    }
