import type { DefinedNode } from "@aludel/core/dialect"

import { withoutGuessedNames } from "./guessed-names.ts"
import type { Naming } from "./naming.ts"
import type { ObjectRow } from "./objects.ts"
import { classOf, isOfExtension, type Source } from "./source.ts"

/**
 * Functions and procedures, but for those that a range type brings with it; the definition without its head, which says
 * the name.
 */
export function routines({ schemas }: Source): string {
  return `
    select case p.prokind when 'p' then 'procedure' else 'function' end, ${classOf("pg_proc")}, p.oid, null::oid, p.pronamespace,
      p.proname || '(' || pg_catalog.oidvectortypes(p.proargtypes) || ')',
      coalesce(pg_catalog.substr(pg_catalog.pg_get_functiondef(p.oid), pg_catalog.length(
        case p.prokind when 'p' then 'CREATE OR REPLACE PROCEDURE ' else 'CREATE OR REPLACE FUNCTION ' end
        || pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(p.proname)) + 1), ''), ''
    from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
    where p.prokind in ('f', 'p', 'w') and p.pronamespace in (${schemas}) and not ${isOfExtension("pg_proc", "p.oid")}
      and not ${isOfType}`
}

// What a range type brings with it: its constructors.
const isOfType = `p.oid in (select e.objid from pg_catalog.pg_depend e
    where e.classid = ${classOf("pg_proc")} and e.refclassid = ${classOf("pg_type")} and e.deptype = 'i')`

/** The node of a function or a procedure. */
export function routineNode({ kind, namespace, name, definition }: ObjectRow, naming: Naming): DefinedNode {
  return {
    kind: "defined",
    type: kind,
    ...naming.inNamespace(namespace!),
    name,
    definition: isText(definition!) ? definition!.trim() : withoutGuessedNames(definition!.trim()),
  }
}

// The body of most is a text that PostgreSQL gives back as it was written.
function isText(definition: string): boolean {
  return !/\nBEGIN ATOMIC\n/.test(definition)
}
