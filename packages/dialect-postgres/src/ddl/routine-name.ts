import { splitRoutineName, type DefinedNode, type ObjectName } from "@aludel/core/dialect"

import { pathText, type Naming } from "./path-text.ts"

/** The name of a routine without types, as its own statement and others' texts have it. */
export function routineName({ schema, name }: DefinedNode): ObjectName {
  const own = splitRoutineName(name).name
  return schema === undefined ? { name: own } : { schema, name: own }
}

/** The quoted name of a routine with its types: `"app"."last_day"(timestamp with time zone)`. */
export function signatureText(node: DefinedNode, context: Naming): string {
  return `${pathText(routineName(node), context)}${splitRoutineName(node.name).types}`
}

/** Whether a type of defined objects is one of routines. */
export function isRoutine(type: string): boolean {
  return type === "function" || type === "procedure"
}
