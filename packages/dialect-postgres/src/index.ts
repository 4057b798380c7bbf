// What a schema file imports: core's builders, and the types of PostgreSQL.
export {
  check,
  defineSchema,
  exclusion,
  foreignKey,
  index,
  namespace,
  primaryKey,
  sql,
  table,
  tableOptions,
  unique,
  type AnyColumn,
  type AnyNamespace,
  type AnyObject,
  type AnyTable,
  type Column,
  type ColumnRef,
  type DeclaredSchema,
  type EnumType,
  type ExclusionExtra,
  type Extra,
  type IndexExtra,
  type InferDatabase,
  type KeyExtra,
  type KyselyColumn,
  type Schema,
  type Sql,
  type Table,
  type View,
} from "@aludel/core"
export { t } from "./t.ts"
export { typesFor, type TypeProfile, type TypesFor } from "./t/profile.ts"
export type { ArrayGiven, Unparsed } from "./t/given.ts"
export type { Circle, Point } from "./t/geometry.ts"
export type { PostgresEnum } from "./t/made.ts"
export type { PostgresInterval } from "./t/times.ts"

// What else a schema is made of: the definers of PostgreSQL's objects.
export { compositeType, type CompositeType } from "./definers/composite-type.ts"
export { domain, type Domain, type DomainOptions } from "./definers/domain.ts"
export { extension, type ExtensionOptions } from "./definers/extension.ts"
export { materializedView, type MaterializedViewOptions } from "./definers/materialized-view.ts"
export { partition } from "./definers/partition.ts"
export { policy, type PolicyOptions } from "./definers/policy.ts"
export { rangeType, type RangeType, type RangeTypeOptions } from "./definers/range-type.ts"
export { procedure, storedFunction, type RoutineOptions } from "./definers/routine.ts"
export { sequence, type SequenceDefinition } from "./definers/sequence.ts"
export { trigger, type TriggerOptions } from "./definers/trigger.ts"
export { view, type ViewOptions } from "./definers/view.ts"

// What a configuration or an application imports.
export { postgres } from "./postgres.ts"
