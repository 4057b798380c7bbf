import type { DefinedNode } from "@aludel/core/dialect"

import { withoutParentheses } from "../expression.ts"
import { withCastElements } from "./cast-elements.ts"
import type { Naming } from "./naming.ts"
import { present } from "./naming.ts"
import type { ObjectRow } from "./objects.ts"
import type { Relation } from "./relations.ts"
import { classOf, type Source } from "./source.ts"
import { isVanished, VanishedError } from "./vanished.ts"

interface Policy {
  readonly command: "r" | "a" | "w" | "d" | "*"
  readonly restrictive?: true
  readonly roles?: readonly string[]
  readonly using?: string
  readonly check?: string
}

/** Policies of row level security. */
export function policies({ schemas }: Source): string {
  return `
    select 'policy', ${classOf("pg_policy")}, p.oid, c.oid, null::oid, p.polname::text, null::text,
      pg_catalog.json_strip_nulls(pg_catalog.json_build_object(
        'command', p.polcmd, 'restrictive', nullif(not p.polpermissive, false),
        'roles', case when p.polroles <> '{0}' then (
          select pg_catalog.json_agg(pg_catalog.pg_get_userbyid(r) order by pg_catalog.pg_get_userbyid(r))
          from pg_catalog.unnest(p.polroles) r where r <> 0) end,
        'using', case when p.polqual is not null then coalesce(pg_catalog.pg_get_expr(p.polqual, p.polrelid), '') end,
        'check', case when p.polwithcheck is not null then coalesce(pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid), '') end))::text
    from pg_catalog.pg_policy p join pg_catalog.pg_class c on c.oid = p.polrelid
    where c.relnamespace in (${schemas}) and c.relkind in ('r', 'p')`
}

const commands = { r: "select", a: "insert", w: "update", d: "delete", "*": undefined } as const

/** The node of a policy. */
export function policyNode(
  { name, data }: ObjectRow,
  _: Naming,
  relation: Relation | undefined,
): DefinedNode {
  const { command, restrictive, roles, using, check } = JSON.parse(data!) as Policy
  if (isVanished(using) || isVanished(check)) throw new VanishedError(`the policy ${name}`)
  const { schema, name: table } = relation!
  const options = {
    ...present({ command: commands[command] }),
    ...(restrictive === undefined ? {} : { permissive: false }),
    ...present({
      roles,
      using: using === undefined ? undefined : withoutParentheses(withCastElements(using)),
      withCheck: check === undefined ? undefined : withoutParentheses(withCastElements(check)),
    }),
  }
  return {
    kind: "defined",
    type: "policy",
    ...(schema === undefined ? {} : { schema }),
    table,
    name,
    ...(Object.keys(options).length === 0 ? {} : { options }),
  }
}
