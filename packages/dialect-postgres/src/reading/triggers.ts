import type { DefinedNode } from "@aludel/core/dialect"

import { withCastElements } from "./cast-elements.ts"
import type { Naming } from "./naming.ts"
import { present } from "./naming.ts"
import type { ObjectRow } from "./objects.ts"
import type { Relation } from "./relations.ts"
import { classOf, type Source } from "./source.ts"

interface Trigger {
  readonly constraint?: true
  readonly enabled?: "D" | "R" | "A"
  /** What the definition begins with, and what stands between the timing and the rest. */
  readonly head: string
  readonly target: string
}

/** Triggers that people made; a partition's copies of its parent's are not theirs. */
export function triggers({ schemas }: Source): string {
  return `
    select 'trigger', ${classOf("pg_trigger")}, g.oid, c.oid, null::oid, g.tgname::text,
      coalesce(pg_catalog.pg_get_triggerdef(g.oid), ''),
      pg_catalog.json_strip_nulls(pg_catalog.json_build_object(
        'constraint', nullif(g.tgconstraint <> 0, false), 'enabled', nullif(g.tgenabled, 'O'),
        'head', case when g.tgconstraint <> 0 then 'CREATE CONSTRAINT TRIGGER ' else 'CREATE TRIGGER ' end
          || pg_catalog.quote_ident(g.tgname) || ' ',
        'target', ' ON ' || pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) || ' '))::text
    from pg_catalog.pg_trigger g
      join pg_catalog.pg_class c on c.oid = g.tgrelid
      join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where c.relnamespace in (${schemas}) and c.relkind in ('r', 'p', 'v') and not g.tgisinternal and g.tgparentid = 0`
}

const states = { D: "disabled", R: "replica", A: "always" } as const

/** The node of a trigger. */
export function triggerNode(
  { name, definition, data }: ObjectRow,
  _: Naming,
  relation: Relation | undefined,
): DefinedNode {
  const { constraint, enabled, head, target } = JSON.parse(data!) as Trigger
  const end = definition!.indexOf(target, head.length)
  const { schema, name: table } = relation!
  return {
    kind: "defined",
    type: "trigger",
    ...(schema === undefined ? {} : { schema }),
    table,
    name,
    definition: withCastElements(definition!.slice(end + target.length).trim()),
    options: {
      timing: definition!.slice(head.length, end),
      ...present({ constraint, enabled: enabled === undefined ? undefined : states[enabled] }),
    },
  }
}
