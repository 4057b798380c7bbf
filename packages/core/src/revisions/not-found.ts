import { AludelError } from "../errors/error.ts"
import { suggestions } from "./suggestions.ts"

/** What is needed of a graph to say what may have been meant. */
export interface Names {
  readonly names: readonly string[]
}

/** The error for a name that no revision has, with those that come close. */
export function notFound(graph: Names, name: string, text = name): AludelError {
  const close = suggestions(graph.names, name)
  const within = text === name ? "" : ` (in '${text}')`
  return new AludelError("revision/not-found", `Can't locate revision identified by '${name}'${within}`, {
    hint:
      close.length > 0
        ? `Did you mean ${close.map((each) => `'${each}'`).join(" or ")}?`
        : "To see what there is, run: aludel history",
    details: { identifier: text, suggestions: close },
  })
}
