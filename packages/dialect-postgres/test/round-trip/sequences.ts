import type { JsonValue } from "@aludel/core/dialect"

import type { Choices } from "./choices.ts"
import { sequenceOptions, startOf } from "./columns.ts"
import {
  changeColumn,
  newPlace,
  partOf,
  tables,
  type Ground,
  type GroundColumn,
  type Relation,
} from "./ground.ts"
import { comment, quotedPath, type Place } from "./names.ts"

/** Makes a sequence: free, owned by a column, or also the default of the column that owns it, as `serial` makes it. */
export function makeSequence(ground: Ground, choose: Choices): void {
  const type = choose.pick(["bigint", "integer", "smallint"])
  const owner = choose.chance(60) ? ownerFor(ground, choose) : undefined
  const place: Place =
    owner === undefined
      ? newPlace(ground, choose)
      : {
          ...(owner.table.schema === undefined ? {} : { schema: owner.table.schema }),
          name: ground.name(choose),
        }
  const numbers = sequenceOptions(choose, type)
  const unlogged =
    owner === undefined
      ? ground.server.major >= 15 && choose.chance(15)
      : owner.table.node!.unlogged === true && ground.server.major >= 15
  const options = {
    ...(type === "bigint" ? {} : { type }),
    ...numbers,
    ...startOf(choose, numbers),
    ...(unlogged ? { unlogged: true } : {}),
    ...(owner === undefined ? {} : { ownedBy: { ...partOf(owner.table), column: owner.column.name } }),
  } as Record<string, JsonValue>
  ground.nodes.push({
    kind: "defined",
    type: "sequence",
    ...place,
    ...(Object.keys(options).length > 0 ? { options } : {}),
    ...comment(choose),
  })
  if (owner === undefined || owner.column.node === undefined || !choose.chance(60)) return
  if (owner.column.type.type !== "integer" && owner.column.type.type !== "bigint") return
  if (owner.column.identity === true || owner.column.generated !== undefined) return
  const name = quotedPath(place).replaceAll("'", "''")
  changeColumn(ground, owner.table, owner.column.name, { default: `nextval('${name}'::regclass)` })
}

function ownerFor(
  ground: Ground,
  choose: Choices,
): { readonly table: Relation; readonly column: GroundColumn } | undefined {
  const found = tables(ground, (table) => ground.server.major >= 15 || table.node!.unlogged !== true)
  if (found.length === 0) return undefined
  const table = choose.pick(found)
  return { table, column: choose.pick(table.columns) }
}
