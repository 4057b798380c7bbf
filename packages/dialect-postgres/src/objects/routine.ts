import type { CompileContext, DefinedKind, DefinedNode } from "@aludel/core/dialect"
import { literal, quoteName, splitRoutineName } from "@aludel/core/dialect"

import { block, tried } from "../ddl/block-text.ts"
import { place } from "../dependents/changed.ts"
import { anew } from "../dependents/surroundings.ts"
import { pathText } from "../ddl/path-text.ts"
import { routineName, signatureText } from "../ddl/routine-name.ts"
import { words } from "../ddl/words.ts"

/** A function. */
export const storedFunction = routine("function")

/** A procedure. */
export const procedure = routine("procedure")

function routine(word: "function" | "procedure"): DefinedKind {
  return {
    rank: -40,
    create: (node, context) => [
      ...shells(node, context),
      `create ${word} ${nameText(node, context)}${node.definition}`,
    ],
    // A range may have taken it along, see `rangeType`.
    drop: (node, context) => [
      `drop ${word} ${isOfServer(node) ? "if exists " : ""}${signatureText(node, context)}`,
    ],
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

// The function that brings the values of a range into one form is there before the range, and takes it: it stands on a type
// that is nothing but a name. Only a function written in C can. https://www.postgresql.org/docs/current/sql-createtype.html#SQL-CREATETYPE-RANGE
function shells(node: DefinedNode, context: CompileContext): readonly string[] {
  const [, type] = /^\(([^,]+)\)$/.exec(splitRoutineName(node.name).types) ?? []
  const isOfOne =
    type !== undefined &&
    (node.definition ?? "")
      .split(/\breturns\b/i)[1]
      ?.trim()
      .startsWith(type)
  if (!isOfServer(node) || !isOfOne) return []
  const [last, schema] = words(type).toReversed()
  return [
    block(
      `perform ${literal(type)}::regtype;`,
      "exception when undefined_object then",
      `  create type ${pathText(place(schema?.name, last!.name), context)};`,
    ),
  ]
}

/** Whether a routine is written in C, which only superusers may. */
function isOfServer({ definition = "" }: DefinedNode): boolean {
  return /\blanguage\s+(?:c|internal)\b/i.test(definition)
}

function nameText(node: DefinedNode, context: CompileContext): string {
  return pathText(routineName(node), context)
}
