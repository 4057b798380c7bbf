// What a schema file imports: core's builders, and the types of SQLite.
export {
  check,
  foreignKey,
  index,
  primaryKey,
  sql,
  table,
  tableOptions,
  unique,
  type AnyColumn,
  type Column,
  type ColumnRef,
  type DeclaredSchema,
  type EnumType,
  type Extra,
  type IndexExtra,
  type InferDatabase,
  type KeyExtra,
  type KyselyColumn,
  type Schema,
  type Sql,
  type Table,
} from "@aludel/core"
export { defineSchema, type SqliteSchemaOptions } from "./define-schema.ts"
export { t } from "./t.ts"
export { typesFor, type TypeProfile, type TypesFor } from "./profile.ts"
export { trigger } from "./definers/trigger.ts"
export { view, type ViewOptions } from "./definers/view.ts"

// What a configuration or an application imports.
export { sqlite } from "./sqlite.ts"
