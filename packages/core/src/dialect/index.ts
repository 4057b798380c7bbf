// What the author of a dialect needs.
export { AludelError, isAludelError } from "../errors/error.ts"
export {
  fromData,
  isSql,
  literal,
  quoteName,
  sql,
  sqlText,
  type Sql,
  type SqlData,
  type SqlPart,
} from "../sql/sql.ts"
export {
  catalog,
  compareText,
  displayName,
  inOrder,
  nodeKey,
  objectName,
  tableKey,
  tableOf,
  type Catalog,
  type ObjectName,
} from "../schema/catalog.ts"
export {
  nodeKinds,
  isConstraint,
  isTablePart,
  type CheckNode,
  type ColumnNode,
  type ColumnOverride,
  type ConflictAction,
  type ConstraintNode,
  type Deferrable,
  type DefinedNode,
  type DefinedPart,
  type EnumNode,
  type ExclusionNode,
  type ForeignKeyNode,
  type Grant,
  type Identity,
  type IndexKey,
  type IndexNode,
  type NamespaceNode,
  type JsonValue,
  type NodeKind,
  type ObjectRights,
  type Parameters,
  type PartitionKey,
  type PrimaryKeyNode,
  type ReferentialAction,
  type Schema,
  type SchemaNode,
  type TableAttributes,
  type TableNode,
  type TablePartNode,
  type TableReference,
  type UniqueNode,
  type UnmodelledObject,
} from "../schema/model.ts"
export { column, columnFrom } from "../schema/column.ts"
export { columnRefs } from "../schema/column-ref.ts"
export {
  definedObject,
  definedView,
  type AnyObject,
  type ObjectInput,
  type View,
  type ViewData,
} from "../schema/defined-object.ts"
export { enumType, type EnumType } from "../schema/enum-type.ts"
export { builtInNames, constraintName } from "../schema/names.ts"
export { given, parametersOf, type ParametersInput } from "../schema/given.ts"
export { sequenceNumbers, type SequenceNumber, type SequenceOptions } from "../schema/sequence-numbers.ts"
export { columnNodes, extraNode, tableNodes } from "../schema/table-nodes.ts"
export { t } from "../schema/t.ts"
export type { Columns } from "../schema/table.ts"
export { definitionOf } from "../operations/registry.ts"
export { sqlArgument } from "../operations/definition.ts"
export type {
  Argument,
  CompileContext,
  Compiler,
  DataCode,
  DefinedKind,
  Definition,
  Hazard,
  Irreversible,
  Operation,
  Postcheck,
  Statement,
  Step,
} from "../operations/definition.ts"
export type {
  AddColumn,
  AddConstraint,
  AlterColumn,
  AlterEnum,
  AlterTable,
  BulkInsert,
  ColumnChange,
  CreateEnum,
  CreateIndex,
  CreateNamespace,
  CreateObject,
  CreateTable,
  DefinedName,
  DropColumn,
  DropConstraint,
  DropEnum,
  DropIndex,
  DropNamespace,
  DropObject,
  DropTable,
  RenameColumn,
  RenameConstraint,
  RenameEnum,
  RenameEnumValue,
  RenameIndex,
  RenameNamespace,
  RenameObject,
  RenameTable,
  ReplaceObject,
  RunCode,
  RunSql,
  SetComment,
  TableChange,
  ValidateConstraint,
} from "../operations/operation.ts"
export type {
  AnyDatabase,
  ConnectOptions,
  Dialect,
  IntrospectOptions,
  ScratchOptions,
  ScratchSettings,
  StatementFailure,
  ScratchPlace,
  SessionOptions,
  Together,
} from "./dialect.ts"
export type { DeclarationContext, DeclarationWords, ObjectCall, TypeCall } from "./declaration.ts"
export { polled, type Polling } from "./polled.ts"
