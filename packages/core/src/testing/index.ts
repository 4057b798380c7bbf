// What the author of a dialect tests it with.
export { schemaChanges, type SchemaChange } from "./changes.ts"
export { conformance, type ConformanceCase } from "./conformance.ts"
export type { ConformanceOptions } from "./options.ts"
export { createSchema, type CreateSchemaOptions } from "./create-schema.ts"
export { firstRevision } from "./first-revision.ts"
