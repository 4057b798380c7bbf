import type { Operation } from "../operations/definition.ts"
import type {
  RenameColumn,
  RenameConstraint,
  RenameEnum,
  RenameEnumValue,
  RenameIndex,
  RenameNamespace,
  RenameObject,
  RenameTable,
} from "../operations/operation.ts"
import { definitionOf } from "../operations/registry.ts"
import { isAludelError } from "../errors/error.ts"
import { catalog, type Catalog, type ObjectName } from "../schema/catalog.ts"
import type { DeclaredRename } from "../schema/define-schema.ts"
import type { Schema } from "../schema/model.ts"

/** A declared schema as the migrator takes it. */
export interface Declaration {
  readonly "~schema": Schema
  /** Default: nothing was renamed. */
  readonly "~renames"?: readonly DeclaredRename[] | undefined
}

/** An operation that gives something another name and changes nothing else. */
export type Rename =
  | RenameColumn
  | RenameConstraint
  | RenameEnum
  | RenameEnumValue
  | RenameIndex
  | RenameNamespace
  | RenameObject
  | RenameTable

/** Whether an operation gives something another name. */
export function isRename(operation: Operation): operation is Rename {
  return operation.kind.startsWith("rename")
}

/** Makes renames in a catalog, as far as it has what they name. */
export function rename(schema: Catalog, renames: readonly Rename[]): void {
  for (const each of renames) {
    try {
      apply(each, schema)
    } catch (error) {
      // The revisions need not know all that a database has.
      if (!isAludelError(error) || error.code !== "operation/invalid") throw error
    }
  }
}

/** A schema with renames made. */
function renamed(schema: Schema, renames: readonly Rename[]): Schema {
  if (renames.length === 0) return schema
  const changed = catalog(schema)
  rename(changed, renames)
  return { ...schema, nodes: changed.schema().nodes }
}

/** A schema as it was before these renames. */
export function unrenamed(schema: Schema, renames: readonly Rename[]): Schema {
  return renamed(schema, renames.toReversed().map(back))
}

/** What a table, and a column of it, was called before these renames. */
export function placeBefore(
  renames: readonly Rename[],
  table: ObjectName,
  column?: string,
): ObjectName & { readonly column?: string | undefined } {
  let { schema, name } = table
  let own = column
  for (const each of renames.toReversed()) {
    if (each.kind === "renameSchema" && each.to === schema) schema = each.from
    else if (each.kind === "renameTable" && each.to === name && each.schema === schema) name = each.from
    else if (each.kind === "renameColumn" && each.to === own && each.table === name && each.schema === schema)
      own = each.from
  }
  return { ...(schema === undefined ? {} : { schema }), name, column: own }
}

function back(operation: Rename): Rename {
  return definitionOf(operation).reverse(operation) as Operation as Rename
}

function apply(operation: Operation, schema: Catalog): void {
  definitionOf(operation).apply(operation, schema)
}
