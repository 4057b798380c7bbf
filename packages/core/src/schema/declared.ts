import type { AnyObject, AnyView } from "./defined-object.ts"
import type { AnyEnumType } from "./enum-type.ts"
import type { AnyNamespace } from "./namespace.ts"
import type { AnyTable } from "./table.ts"

/** What a schema is made of: tables, enumerated types, schemas of the database, and what a dialect's definers give. */
export type Declared = AnyTable | AnyEnumType | AnyNamespace | AnyObject

/** Whether it is a table. */
export function isTable(value: unknown): value is AnyTable {
  return has(value, "~table")
}

/** Whether it is an enumerated type. */
export function isEnum(value: unknown): value is AnyEnumType {
  return has(value, "~enum")
}

/** Whether it is a schema of the database. */
export function isNamespace(value: unknown): value is AnyNamespace {
  return has(value, "~namespace")
}

/** Whether it is a defined object. */
export function isObject(value: unknown): value is AnyObject {
  return has(value, "~object")
}

/** Whether it is a defined object that has rows. */
export function isView(value: AnyObject): value is AnyView {
  return has(value, "~view")
}

// Enumerated types and domains are functions.
function has(value: unknown, brand: string): boolean {
  return ((typeof value === "object" && value !== null) || typeof value === "function") && brand in value
}
