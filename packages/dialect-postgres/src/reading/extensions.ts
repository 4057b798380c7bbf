import type { DefinedNode } from "@aludel/core/dialect"

import type { Naming } from "./naming.ts"
import type { ObjectRow } from "./objects.ts"
import { classOf } from "./source.ts"

/** Extensions but for `plpgsql`, which every database has. */
export function extensions(): string {
  return `
    select 'extension', ${classOf("pg_extension")}, e.oid, null::oid, null::oid, e.extname::text, null::text,
      pg_catalog.json_build_object('version', e.extversion, 'schema', n.nspname, 'comment',
        (select v.comment from pg_catalog.pg_available_extensions() v where v.name = e.extname))::text
    from pg_catalog.pg_extension e join pg_catalog.pg_namespace n on n.oid = e.extnamespace
    where e.extname <> 'plpgsql'`
}

interface Extension {
  readonly version: string
  readonly schema: string
  /** What its control file says, which PostgreSQL makes its comment. */
  readonly comment: string | null
}

/** The node of an extension; it lies in no schema, only what it made does. */
export function extensionNode(row: ObjectRow, naming: Naming): DefinedNode {
  const { version, schema, comment } = JSON.parse(row.data!) as Extension
  return {
    kind: "defined",
    type: "extension",
    name: row.name,
    options: { version, ...naming.inReplacedSchema(schema) },
    ...(row.comment === null || row.comment === comment ? {} : { comment: row.comment }),
  }
}
