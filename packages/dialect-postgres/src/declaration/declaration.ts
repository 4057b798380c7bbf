import type { DeclarationWords } from "@aludel/core/dialect"

import { objectCall } from "./object-call.ts"
import { typeCall } from "./type-call.ts"

/** How a declaration is printed with the builders of this package. */
export const declaration: DeclarationWords = {
  importFrom: "@aludel/dialect-postgres",
  type: typeCall,
  array: "array",
  object: objectCall,
}
