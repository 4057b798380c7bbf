import type { CompileContext, DefinedKind, DefinedNode } from "@aludel/core/dialect"
import { quoteName, splitRoutineName } from "@aludel/core/dialect"

import { tried } from "../ddl/block-text.ts"
import { anew } from "../ddl/dependents.ts"
import { pathText } from "../ddl/path-text.ts"
import { routineName, signatureText } from "../ddl/routine-name.ts"

/** A function. */
export const storedFunction = routine("function")

/** A procedure. */
export const procedure = routine("procedure")

function routine(word: "function" | "procedure"): DefinedKind {
  return {
    rank: -40,
    create: (node, context) => [`create ${word} ${nameText(node, context)}${node.definition}`],
    drop: (node, context) => [`drop ${word} ${signatureText(node, context)}`],
    // https://www.postgresql.org/docs/current/sql-createfunction.html: names and types of what comes out must stay.
    replace(from, to, context) {
      if (from.definition === to.definition) return []
      const inPlace = `create or replace ${word} ${nameText(to, context)}${to.definition}`
      return [tried([inPlace], "invalid_function_definition", anew(from, to, context))]
    },
    rename: (from, to, context) => [
      `alter ${word} ${signatureText(from, context)} rename to ${quoteName(splitRoutineName(to).name)}`,
    ],
    commentTarget: (node, context) => `${word} ${signatureText(node, context)}`,
  }
}

function nameText(node: DefinedNode, context: CompileContext): string {
  return pathText(routineName(node), context)
}
