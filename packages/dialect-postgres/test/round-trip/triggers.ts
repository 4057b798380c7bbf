import type { DefinedNode, JsonValue } from "@aludel/core/dialect"

import type { Choices } from "./choices.ts"
import { isPartitioned, partOf, tables, type Ground, type Relation } from "./ground.ts"
import { comment, printed, printedPath, quoted } from "./names.ts"

/** Makes a trigger on a table or a view. */
export function makeTrigger(ground: Ground, choose: Choices): void {
  const functions = ground.functions.filter(({ use }) => use === "trigger")
  const found = ground.relations.filter(({ kind }) => kind === "table" || kind === "view")
  if (functions.length === 0 || found.length === 0) return
  const relation = choose.pick(found)
  const call = `EXECUTE FUNCTION ${printedPath(choose.pick(functions))}(${choose.pick(["", "'a', 'it''s'"])})`
  const make =
    relation.kind === "view"
      ? insteadOf
      : choose.pick([rowTrigger, rowTrigger, statementTrigger, constraintTrigger])
  const { timing, definition, options } = make(ground, choose, relation)
  const enabled =
    relation.kind === "view"
      ? undefined
      : choose.maybe(25, () => ({ enabled: choose.pick(["disabled", "replica", "always"]) }))
  const node: DefinedNode = {
    kind: "defined",
    type: "trigger",
    ...partOf(relation),
    name: ground.name(choose),
    options: { timing, ...options, ...enabled },
    definition: `${definition} ${call}`,
    ...comment(choose),
  }
  ground.nodes.push(node)
}

interface Shape {
  readonly timing: string
  readonly definition: string
  readonly options?: Readonly<Record<string, JsonValue>>
}

const insteadOf = (_: Ground, choose: Choices): Shape => ({
  timing: `INSTEAD OF ${choose.pick(["INSERT", "UPDATE", "INSERT OR DELETE OR UPDATE"])}`,
  definition: "FOR EACH ROW",
})

function rowTrigger(ground: Ground, choose: Choices, table: Relation): Shape {
  const timing = choose.pick(["BEFORE", "AFTER"])
  const events = choose.pick([
    "INSERT",
    "DELETE",
    "UPDATE",
    `UPDATE OF ${columnsOf(choose, table)}`,
    "INSERT OR DELETE OR UPDATE",
    "INSERT OR UPDATE",
  ])
  const alone = !isPartitioned(table) && table.parents.length === 0
  if (timing === "AFTER" && alone && (events === "UPDATE" || events === "INSERT") && choose.chance(50))
    return {
      timing: `${timing} ${events}`,
      definition: `REFERENCING${events === "UPDATE" ? " OLD TABLE AS old_rows" : ""} NEW TABLE AS new_rows FOR EACH ROW`,
    }
  return { timing: `${timing} ${events}`, definition: `FOR EACH ROW${whenOf(ground, choose, table, events)}` }
}

function columnsOf(choose: Choices, table: Relation): string {
  const plain = table.columns.filter(({ generated }) => generated === undefined)
  return choose
    .some(plain, 1, 2)
    .map(({ name }) => printed(name))
    .join(", ")
}

// A trigger that runs before can't see what is computed.
function whenOf(ground: Ground, choose: Choices, table: Relation, events: string): string {
  const plain = table.columns.filter(({ generated }) => generated === undefined)
  if (events.includes("OR") || plain.length === 0 || !choose.chance(50)) return ""
  const row = events === "DELETE" ? "old" : "new"
  const column = choose.pick(plain)
  const name = `${row}.${quoted(column.name)}`
  const conditions = column.type.made === true ? [] : column.type.conditions(name)
  return ` WHEN ((${choose.pick([`${name} IS NOT NULL`, ...conditions])}))`
}

function statementTrigger(_: Ground, choose: Choices, table: Relation): Shape {
  const timing = choose.pick(["BEFORE", "AFTER"])
  const events = choose.pick(["TRUNCATE", "INSERT OR DELETE OR UPDATE OR TRUNCATE", "UPDATE", "DELETE"])
  if (timing === "AFTER" && events === "DELETE" && choose.chance(60))
    return {
      timing: `${timing} ${events}`,
      definition: 'REFERENCING OLD TABLE AS "Old rows" FOR EACH STATEMENT',
    }
  return {
    timing: `${timing} ${events === "UPDATE" ? `UPDATE OF ${columnsOf(choose, table)}` : events}`,
    definition: "FOR EACH STATEMENT",
  }
}

function constraintTrigger(ground: Ground, choose: Choices, table: Relation): Shape {
  const others = tables(ground, (other) => other !== table)
  const from = others.length > 0 && choose.chance(30) ? `FROM ${printedPath(choose.pick(others))} ` : ""
  const when = choose.pick([
    "NOT DEFERRABLE INITIALLY IMMEDIATE",
    "DEFERRABLE INITIALLY IMMEDIATE",
    "DEFERRABLE INITIALLY DEFERRED",
  ])
  return {
    timing: `AFTER ${choose.pick(["INSERT", "INSERT OR UPDATE", "DELETE"])}`,
    definition: `${from}${when} FOR EACH ROW`,
    options: { constraint: true },
  }
}
