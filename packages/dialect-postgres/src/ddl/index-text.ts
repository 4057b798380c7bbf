import type { CompileContext, IndexNode, Postcheck } from "@aludel/core/dialect"
import { literal, quoteName } from "@aludel/core/dialect"

import { included } from "./constraint-text.ts"
import { keyText } from "./key-text.ts"
import { withParameters } from "./parameters-text.ts"
import { tablePath } from "./path-text.ts"

/** How an index is made. */
export interface IndexOptions {
  readonly concurrently?: true
  readonly ifNotExists?: true
}

/** `create unique index concurrently if not exists "ix" on "hotels" using gin ("tags")` */
export function indexText(index: IndexNode, context: CompileContext, options: IndexOptions = {}): string {
  return [
    `create ${index.unique ? "unique " : ""}index`,
    options.concurrently ? " concurrently" : "",
    options.ifNotExists ? " if not exists" : "",
    ` ${quoteName(index.name)} on ${index.only ? "only " : ""}${tablePath(index, context)}`,
    index.method === undefined ? "" : ` using ${quoteName(index.method)}`,
    ` (${index.keys.map(keyText).join(", ")})`,
    included(index.include),
    index.nullsNotDistinct ? " nulls not distinct" : "",
    withParameters(index.parameters),
    index.where === undefined ? "" : ` where ${index.where}`,
  ].join("")
}

type OnTable = Pick<IndexNode, "schema" | "table" | "name">

/** Tells whether an index that is built outside of a transaction is there: one that failed is, but is not valid. */
export function built(index: OnTable, context: CompileContext): Postcheck {
  return {
    query: `select coalesce((${stateOf(index, context)}), 'absent') as state`,
    repair: dropIndexText(index, context, { concurrently: true, ifExists: true }),
  }
}

/** Tells whether an index that is dropped outside of a transaction is gone. One that is there can be dropped again, valid or not. */
export function dropped(index: OnTable, context: CompileContext): Postcheck {
  return {
    query: `select case when exists (${stateOf(index, context)}) then 'absent' else 'done' end as state`,
    repair: dropIndexText(index, context, { concurrently: true, ifExists: true }),
  }
}

/** `drop index concurrently if exists "ix"` */
export function dropIndexText(
  index: OnTable,
  context: CompileContext,
  { concurrently, ifExists }: { readonly concurrently?: true; readonly ifExists?: true } = {},
): string {
  const path = tablePath({ ...index, table: index.name }, context)
  return `drop index ${concurrently ? "concurrently " : ""}${ifExists ? "if exists " : ""}${path}`
}

// By the catalog's tables, and with the table: an index of the same name on another one is none of ours.
function stateOf(index: OnTable, context: CompileContext): string {
  const path = context.path({
    ...(index.schema === undefined ? {} : { schema: index.schema }),
    name: index.name,
  })
  const place = path.length > 1 ? `n.nspname = ${literal(path[0])}` : "pg_catalog.pg_table_is_visible(c.oid)"
  return `select case when i.indisvalid and i.indisready and i.indislive then 'done' else 'invalid' end from pg_catalog.pg_index i join pg_catalog.pg_class c on c.oid = i.indexrelid join pg_catalog.pg_namespace n on n.oid = c.relnamespace join pg_catalog.pg_class t on t.oid = i.indrelid where c.relname = ${literal(index.name)} and t.relname = ${literal(index.table)} and ${place}`
}
