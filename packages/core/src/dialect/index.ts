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
export { type Token, tokens } from "../sql/tokens.ts"
export {
  catalog,
  columnName,
  columnText,
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
  type DefinedNode,
  type DefinedPart,
  type EnumNode,
  type Grant,
  type NamespaceNode,
  type NodeKind,
  type ObjectRights,
  type Schema,
  type SchemaNode,
  type TablePartNode,
  type UnmodelledObject,
} from "../schema/model.ts"
export type { ColumnNode, Identity } from "../schema/nodes/columns.ts"
export type {
  CheckNode,
  ConstraintNode,
  ExclusionNode,
  ForeignKeyNode,
  PrimaryKeyNode,
  ReferentialAction,
  UniqueNode,
} from "../schema/nodes/constraints.ts"
export type { IndexKey, IndexNode } from "../schema/nodes/indexes.ts"
export type {
  ConflictAction,
  Deferrable,
  JsonValue,
  Parameters,
  TableReference,
} from "../schema/nodes/parts.ts"
export type { ColumnOverride, PartitionKey, TableAttributes, TableNode } from "../schema/nodes/tables.ts"
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
export { splitRoutineName } from "../schema/routine-name.ts"
export { sequenceNumbers, type SequenceNumber, type SequenceOptions } from "../schema/sequence-numbers.ts"
export { commentSteps } from "../operations/comment-steps.ts"
export { isKey } from "../schema/reference-problems.ts"
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
  HeldLock,
  ImpliedNames,
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
