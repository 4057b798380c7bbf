// What schema, revision and application files import. Loads neither Kysely nor a driver.
export { AludelError, isAludelError, type ErrorCode, type ErrorOptions } from "./errors/error.ts"
export { sql, type Sql } from "./sql/sql.ts"

export type { AnyColumn, Column } from "./schema/column.ts"
export type { ColumnOptions, IdentityOptions } from "./schema/column-options.ts"
export type { ColumnRef } from "./schema/column-ref.ts"
export type {
  CheckOptions,
  ExclusionOptions,
  IndexOptions,
  PrimaryKeyOptions,
  UniqueOptions,
} from "./schema/constraint-options.ts"
export {
  check,
  foreignKey,
  index,
  primaryKey,
  unique,
  type Extra,
  type IndexExtra,
  type KeyExtra,
} from "./schema/constraints.ts"
export type { Declared } from "./schema/declared.ts"
export type { AnyObject, View } from "./schema/defined-object.ts"
export {
  defineSchema,
  type DeclaredRename,
  type DeclaredSchema,
  type SchemaOptions,
} from "./schema/define-schema.ts"
export type { EnumType } from "./schema/enum-type.ts"
export { exclusion, type ExclusionExtra } from "./schema/exclusion.ts"
export type { IndexKeyOptions } from "./schema/index-keys.ts"
export type { InferDatabase, KyselyColumn } from "./schema/infer.ts"
export type { Schema } from "./schema/model.ts"
export type { NamingConvention } from "./schema/names.ts"
export { namespace, type AnyNamespace } from "./schema/namespace.ts"
export type { ForeignKeyOptions, ReferenceOptions, ReferenceTarget } from "./schema/reference.ts"
export { t } from "./schema/t.ts"
export { table, type AnyTable, type Table } from "./schema/table.ts"
export { tableOptions, type TableOptions } from "./schema/table-options.ts"

export type { Operation } from "./operations/definition.ts"
export type { Operations } from "./operations/registry.ts"
export { bundled, type BundledRevision } from "./revisions/bundled.ts"
export { inMemory } from "./revisions/in-memory.ts"
export {
  defineRevision,
  type Revision,
  type RevisionHeader,
  type RevisionInput,
} from "./revisions/revision.ts"
export type { RevisionSource } from "./revisions/source.ts"

export type { Dialect } from "./dialect/dialect.ts"
export type { SessionHook } from "./dialect/session-hook.ts"
export { decided, sentence, type Ask, type Decision, type Question } from "./generate/questions.ts"
export type { ProofPlace } from "./generate/proven.ts"
export type { TypedRename } from "./generate/typed-renames.ts"
export type { Declaration } from "./generate/renames.ts"
export type { BundleOptions } from "./migrator/bundle.ts"
export { createHistory } from "./migrator/create-history.ts"
export { createMigrator } from "./migrator/create-migrator.ts"
export type { SchemaSource } from "./generate/difference.ts"
export type { PrintedCode, Printers } from "./codegen/scope.ts"
export type { ReviewedChange } from "./generate/review.ts"
export type {
  AutogenerateSettings,
  CompareAttribute,
  FilteredObject,
  ObjectFilter,
  ObjectPattern,
  RefuseChange,
} from "./generate/settings.ts"
export type { CreateOptions, MigratorOptions, RunOptions, TargetOptions } from "./migrator/options.ts"
export type { CurrentRevision, PartialRevision, RevisionInfo } from "./migrator/revision-info.ts"
export type { DiffOptions, SchemaDiff } from "./migrator/schema-diff.ts"
export type { Finding } from "./migrator/finding.ts"
export type { History, HistoryOptions, Migrator } from "./migrator/migrator.ts"
export type { MergeOptions, NewRevision, NewRevisionOptions } from "./migrator/new-revision-options.ts"
export type { Adopted, AdoptOptions } from "./migrator/adopt.ts"
export type { OtherTool } from "./migrator/other-tools.ts"
export type { Pulled, PullOptions } from "./migrator/pull.ts"
export type { TransactionMode } from "./runner/context.ts"
export type { RevisionParts, RevisionTemplate } from "./codegen/revision-template.ts"
export type { EditedRevision } from "./runner/edited.ts"
export type { AppliedChange, RevisionHook } from "./runner/revision-hook.ts"
export type { Direction, RunEvent, RunResult } from "./runner/event.ts"
export type { Plan, PlannedOperations, PlanStep } from "./runner/plan.ts"
