import type { CompileContext, DefinedKind, DefinedNode } from "@aludel/core/dialect"
import { literal } from "@aludel/core/dialect"

import { block } from "../ddl/block-text.ts"
import { typeAnew } from "../dependents/type-anew.ts"
import { pathText } from "../ddl/path-text.ts"
import { rangeRenamed } from "../ddl/type-renames.ts"
import { engineType } from "../types.ts"
import { optionsOf } from "./options.ts"

interface RangeOptions {
  readonly subtype: string
  readonly operatorClass: string
  readonly collation: string
  readonly canonical: string
  readonly difference: string
  readonly multirange: string
}

/**
 * A type whose values are ranges of another. PostgreSQL alters nothing of it but its name. It goes with the function that
 * brings its values into one form, for each of the two stands on the other.
 */
export const rangeType: DefinedKind = {
  rank: -80,
  create(node, context) {
    const {
      subtype = "",
      operatorClass,
      collation,
      canonical,
      difference,
      multirange,
    } = optionsOf<RangeOptions>(node)
    const multi =
      multirange === undefined
        ? undefined
        : pathText(
            { ...(node.schema === undefined ? {} : { schema: node.schema }), name: multirange },
            context,
          )
    const parts: readonly (readonly [string, string | undefined])[] = [
      ["subtype", engineType(subtype)],
      ["subtype_opclass", operatorClass],
      ["collation", collation],
      ["canonical", canonical],
      ["subtype_diff", difference],
      ["multirange_type_name", multi],
    ]
    const said = parts.filter(([, value]) => value !== undefined).map(([word, value]) => `${word} = ${value}`)
    return [`create type ${pathText(node, context)} as range (${said.join(", ")})`]
  },
  drop: (node, context) => [dropText(node, context)],
  replace: (from, to, context) =>
    JSON.stringify(optionsOf(from)) === JSON.stringify(optionsOf(to)) ? [] : typeAnew(from, to, context),
  rename: rangeRenamed,
  commentTarget: (node, context) => `type ${pathText(node, context)}`,
}

// Nothing else goes with it: PostgreSQL has no words for dropping these two alone.
function dropText(node: DefinedNode, context: CompileContext): string {
  const path = pathText(node, context)
  const { canonical } = optionsOf<RangeOptions>(node)
  if (canonical === undefined) return `drop type ${path}`
  const type = `${literal(path)}::regtype`
  return block(
    "if exists (select from pg_catalog.pg_depend d",
    `  where d.refclassid = 'pg_catalog.pg_type'::regclass and d.deptype = 'n'`,
    `    and d.refobjid in (select oid from pg_catalog.pg_type where ${type} in (oid, typelem) union select rngmultitypid from pg_catalog.pg_range where rngtypid = ${type})`,
    `    and not (d.classid = 'pg_catalog.pg_proc'::regclass and (d.objid in (select rngcanonical from pg_catalog.pg_range where rngtypid = ${type})`,
    `      or exists (select from pg_catalog.pg_depend i where i.classid = d.classid and i.objid = d.objid and i.deptype = 'i'))))`,
    `then raise dependent_objects_still_exist using message = ${literal(`cannot drop type ${node.name} because other objects depend on it`)}; end if;`,
    `drop type ${path} cascade;`,
  )
}
