// What the author of a dialect tests it with.
export { conformance, type ConformanceCase, type ConformanceOptions } from "./conformance.ts"
export { schemaChanges, type SchemaChange } from "./changes.ts"
