import { AludelError } from "../errors/error.ts"
import { suggestions } from "../errors/suggestions.ts"

/** What is needed of a graph to say what may have been meant. */
export interface Names {
  readonly names: readonly string[]
}

/** The error for a name that no revision has, with those that come close. */
export function notFound(graph: Names, name: string, text = name): AludelError {
  const close = suggestions([...graph.names, "head", "heads", "base"], name)
  const within = text === name ? "" : ` (in '${text}')`
  return new AludelError("revision/not-found", `Can't locate revision identified by '${name}'${within}`, {
    hint: hintFor(name, close),
    details: { identifier: text, suggestions: close },
  })
}

function hintFor(name: string, close: readonly string[]): string {
  if (/^[+-]\d+$/.test(name))
    return "Steps are for upgrade, downgrade and ranges; name a revision here: aludel history shows them."
  return close.length > 0
    ? `Did you mean ${close.map((each) => `'${each}'`).join(" or ")}?`
    : "To see what there is, run: aludel history"
}
