import type { DefinedNode, EnumNode, SchemaNode } from "@aludel/core/dialect"

import { extensionNode, extensions } from "./extensions.ts"
import type { Naming } from "./naming.ts"
import { policies, policyNode } from "./policies.ts"
import type { Relation } from "./relations.ts"
import { routineNode, routines } from "./routines.ts"
import { identityOf, sequenceNode, sequences } from "./sequences.ts"
import type { Source } from "./source.ts"
import { triggerNode, triggers } from "./triggers.ts"
import { compositeNode, domainNode, enumNode, rangeNode, types } from "./types.ts"
import { VanishedError } from "./vanished.ts"

/** A row of {@link objectsQuery}: whatever is neither a table nor a part of one that has columns. */
export interface ObjectRow {
  readonly kind: keyof typeof readers | "identity"
  /** The relation that it stands on, if any. */
  readonly relation: number | string | null
  /** Absent where it stands on a relation, or in no schema. */
  readonly namespace: number | string | null
  readonly name: string
  readonly comment: string | null
  /** The text that defines it, if any; empty where it is no longer there. */
  readonly definition: string | null
  /** The rest, as the kind documents. */
  readonly data: string | null
}

/** Everything besides tables, views, and their columns, constraints and indexes. */
export function objectsQuery(source: Source): string {
  const parts = [
    extensions(),
    types(source),
    sequences(source),
    routines(source),
    triggers(source),
    policies(source),
  ]
  return `
    select u.kind, u.relation, u.namespace, u.name, x.description as comment, u.definition, u.data
    from (${parts.join("\n    union all\n")}
    ) u (kind, class, oid, relation, namespace, name, definition, data)
      left join pg_catalog.pg_description x on x.classoid = u.class and x.objoid = u.oid and x.objsubid = 0`
}

/** Puts an object where it belongs: among its relation's parts, or beside all relations. */
export function addObject(
  row: ObjectRow,
  relations: ReadonlyMap<number | string, Relation>,
  naming: Naming,
  free: SchemaNode[],
): void {
  const relation = row.relation === null ? undefined : relations.get(row.relation)
  if (row.relation !== null && relation?.isRead !== true) return
  if (row.definition === "") throw new VanishedError(`the ${row.kind} ${row.name}`)
  if (row.kind === "identity") {
    relation!.identities[Number(row.definition)] = identityOf(row)
    return
  }
  const node = readers[row.kind](row, naming, relation)
  if (relation !== undefined && "table" in node) relation.parts.push(node as DefinedNode & { table: string })
  else free.push(node)
}

type Reader = (row: ObjectRow, naming: Naming, relation: Relation | undefined) => EnumNode | DefinedNode

function commented(reader: Reader): Reader {
  return (row, naming, relation) => {
    const node = reader(row, naming, relation)
    return row.comment === null ? node : { ...node, comment: row.comment }
  }
}

const readers = {
  extension: extensionNode,
  enum: commented(enumNode),
  domain: commented(domainNode),
  "composite type": commented(compositeNode),
  "range type": commented(rangeNode),
  sequence: commented(sequenceNode),
  function: commented(routineNode),
  procedure: commented(routineNode),
  trigger: commented(triggerNode),
  policy: commented(policyNode),
} satisfies Record<string, Reader>
