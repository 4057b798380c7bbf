import type { RenameColumn } from "../operations/operation.ts"
import { kinds } from "../operations/registry.ts"
import { catalog, nodeKey, type Catalog } from "../schema/catalog.ts"
import type { DeclaredRename } from "../schema/define-schema.ts"
import type { Schema } from "../schema/model.ts"

/** A declared schema as the migrator takes it. */
export interface Declaration {
  readonly "~schema": Schema
  /** Default: nothing was renamed. */
  readonly "~renames"?: readonly DeclaredRename[] | undefined
}

/**
 * The declared renames that the database has not seen yet. A rename stays in the declaration as long as people like, so
 * it counts only where the old column is there and the new one is not.
 */
export function pendingRenames(declared: Declaration, live: Catalog): readonly RenameColumn[] {
  return (declared["~renames"] ?? [])
    .map((each): RenameColumn => ({ ...each, kind: "renameColumn" }))
    .filter((each) => hasColumn(live, each, each.from) && !hasColumn(live, each, each.to))
}

/** Makes renames in a catalog, as far as it has the columns. */
export function rename(schema: Catalog, renames: readonly RenameColumn[]): void {
  for (const each of renames) if (hasColumn(schema, each, each.from)) kinds.renameColumn.apply(each, schema)
}

/** A schema with renames made. */
export function renamed(schema: Schema, renames: readonly RenameColumn[]): Schema {
  if (renames.length === 0) return schema
  const changed = catalog(schema)
  rename(changed, renames)
  return changed.schema()
}

/** A schema as it was before these renames. */
export function unrenamed(schema: Schema, renames: readonly RenameColumn[]): Schema {
  return renamed(
    schema,
    renames.toReversed().map((each) => ({ ...each, from: each.to, to: each.from })),
  )
}

function hasColumn(
  schema: Catalog,
  on: { readonly schema?: string; readonly table: string },
  name: string,
): boolean {
  return schema.get(nodeKey({ ...on, kind: "column", name })) !== undefined
}
