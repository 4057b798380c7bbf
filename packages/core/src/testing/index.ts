// What the author of a dialect tests it with.
export { schemaChanges, type SchemaChange } from "./changes.ts"
export { conformance, type ConformanceCase } from "./conformance.ts"
export type { ConformanceOptions } from "./options.ts"
export { createSchema, type CreateSchemaOptions } from "./create-schema.ts"
export { firstRevision } from "./first-revision.ts"
// What a project tests its own migrations with.
export { migrationCases, testMigrations } from "./project.ts"
export type { ProjectCase, ProjectOptions, RegisterTest, RowsThrough } from "./project-options.ts"
