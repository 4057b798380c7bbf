import {
  displayName,
  splitRoutineName,
  sqlArgument,
  type DefinedNode,
  type ObjectCall,
} from "@aludel/core/dialect"

import { modelType } from "../types.ts"
import { optionList } from "./option-list.ts"

/** `` storedFunction("last_day", ["date"], sql`(day date) returns …`) `` */
export function routineCall(definer: "storedFunction" | "procedure", node: DefinedNode): ObjectCall {
  const { name, types } = splitRoutineName(node.name)
  const place = node.schema === undefined ? { name } : { schema: node.schema, name }
  const start = [
    displayName(place),
    listed(types.slice(1, -1)).map(written),
    sqlArgument(node.definition ?? ""),
  ]
  return { definer, arguments: [...start, ...optionList({}, node)], file: "routines" }
}

/** The types between their commas; a name in quotes may hold one. */
function listed(types: string): readonly string[] {
  return types === "" ? [] : (types.match(/(?:"(?:[^"]|"")*"|[^,"])+/g) ?? []).map((type) => type.trim())
}

// In a person's text `json` is PostgreSQL's own, not the model's word for `jsonb`.
function written(type: string): string {
  return /^jsonb?(\[\])?$/.test(type) ? type : modelType(type)
}
