import type { Argument } from "../operations/definition.ts"
import { columnCode, typeCode } from "./column.ts"
import { constraintCode, extrasCode } from "./constraint.ts"
import { plainCode } from "./plain.ts"
import type { Scope } from "./scope.ts"
import { sqlCode } from "./sql.ts"
import type { Code } from "./syntax.ts"

/** An argument of an operation as code. */
export function valueCode(value: Argument, scope: Scope): Code {
  return isMarked(value) ? markedCode(value, scope) : plainCode(value, (inner) => valueCode(inner, scope))
}

type Marked = Extract<Argument, { readonly "~print": string }>

// A row may have any keys; only the mark tells.
function isMarked(value: Argument): value is Marked {
  return (
    typeof value === "object" && value !== null && "~print" in value && typeof value["~print"] === "string"
  )
}

function markedCode(value: Marked, scope: Scope): Code {
  switch (value["~print"]) {
    case "sql":
      return sqlCode(value.sql, scope)
    case "column":
      return columnCode(value.column, value.parts, scope)
    case "type":
      return typeCode(value.column, scope)
    case "extras":
      return extrasCode(value, scope)
    case "constraint":
      return constraintCode(value.part, scope)
    case "code":
      return { doc: value.text, hugs: true, complex: true }
    case "effect":
      return scope.effect(value.operations)
  }
}
