import type { JsonValue } from "@aludel/core/dialect"

import type { Choices } from "./choices.ts"
import { condition, partOf, tables, type Ground } from "./ground.ts"
import { comment, printedPath, quoted } from "./names.ts"

/** Makes a policy. */
export function makePolicy(ground: Ground, choose: Choices): void {
  const found = tables(ground)
  if (found.length === 0) return
  const table = choose.pick(found)
  const command = choose.pick(["all", "select", "insert", "update", "delete"])
  const sql = () => {
    const other = choose.pick(found)
    return choose.chance(25)
      ? `exists (select 1 from ${printedPath(other)} o where o.${quoted(choose.pick(other.columns).name)} is not null)`
      : condition(ground, choose, table.columns, { functions: true })
  }
  const roles = choose.some(["pg_monitor", "pg_read_all_data", "postgres"], 1, 2).toSorted()
  const options: Record<string, JsonValue> = {
    ...(command === "all" ? {} : { command }),
    ...choose.maybe(30, () => ({ permissive: false })),
    ...choose.maybe(40, () => ({ roles })),
    ...(command === "insert" ? undefined : choose.maybe(70, () => ({ using: sql() }))),
    ...(command === "select" || command === "delete"
      ? undefined
      : choose.maybe(60, () => ({ withCheck: sql() }))),
  }
  ground.nodes.push({
    kind: "defined",
    type: "policy",
    ...partOf(table),
    name: ground.name(choose),
    ...(Object.keys(options).length > 0 ? { options } : {}),
    ...comment(choose),
  })
}
