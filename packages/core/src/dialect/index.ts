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
  type CheckNode,
  type ColumnNode,
  type ConstraintNode,
  type EnumNode,
  type ForeignKeyNode,
  type IndexKey,
  type IndexNode,
  type NamespaceNode,
  type NodeKind,
  type PrimaryKeyNode,
  type ReferentialAction,
  type Schema,
  type SchemaNode,
  type TableNode,
  type TablePartNode,
  type UniqueNode,
} from "../schema/model.ts"
export { column } from "../schema/column.ts"
export { columnRefs } from "../schema/column-ref.ts"
export { enumType, type EnumType } from "../schema/enum-type.ts"
export { builtInNames, constraintName } from "../schema/names.ts"
export { columnNodes, extraNode, tableNodes } from "../schema/table-nodes.ts"
export { t } from "../schema/t.ts"
export type {
  Argument,
  CompileContext,
  Compiler,
  DataCode,
  Definition,
  Hazard,
  Irreversible,
  Operation,
  Statement,
  Step,
} from "../operations/definition.ts"
export type {
  AddColumn,
  AddConstraint,
  AlterColumn,
  AlterEnum,
  BulkInsert,
  ColumnChange,
  CreateEnum,
  CreateIndex,
  CreateNamespace,
  CreateTable,
  DropColumn,
  DropConstraint,
  DropEnum,
  DropIndex,
  DropNamespace,
  DropTable,
  RenameColumn,
  RenameConstraint,
  RenameIndex,
  RenameTable,
  RunCode,
  RunSql,
} from "../operations/operation.ts"
export type {
  AnyDatabase,
  ConnectOptions,
  Dialect,
  IntrospectOptions,
  ScratchOptions,
  ScratchPlace,
  SessionOptions,
} from "./dialect.ts"
export { polled, type Polling } from "./polled.ts"
