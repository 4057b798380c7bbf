import type { RootOperationNode } from "kysely"

import type { ObjectName } from "../schema/catalog.ts"
import type { Sql, SqlData } from "../sql/sql.ts"
import { fromData, sql } from "../sql/sql.ts"
import type { CompileContext, Step } from "./definition.ts"

// Kysely takes a dot in a name for the end of a schema's; this character no name has, for Unicode gives it no meaning.
const innerDot = "\uFDD0"

/** A name as Kysely's builders take it, for {@link statement}: `schema.name`, or `name` alone. */
export function kyselyName({ schema, name }: ObjectName): string {
  const names = schema === undefined ? [name] : [schema, name]
  return names.map((each) => each.replaceAll(".", innerDot)).join(".")
}

/** The step of a builder of Kysely's. */
export function statement(builder: {
  compile(): { readonly sql: string; readonly parameters: readonly unknown[] }
}): Step {
  const compiled = builder.compile()
  return { kind: "statement", sql: compiled.sql.replaceAll(innerDot, "."), parameters: compiled.parameters }
}

const queryId = { queryId: "aludel" }

/** The step of SQL for which Kysely has no builder. */
export function rawStatement(data: SqlData, context: CompileContext): Step {
  // What Kysely's own `sql` does in `compile`, without importing it.
  const executor = context.db.getExecutor()
  const node: RootOperationNode = executor.transformQuery(fromData(data).toOperationNode(), queryId)
  const compiled = executor.compileQuery(node, queryId)
  return { kind: "statement", sql: compiled.sql, parameters: compiled.parameters }
}

/**
 * A default as it stands behind `default`: a literal or a keyword as it is, everything else in parentheses, which
 * SQLite and MySQL want and PostgreSQL takes.
 */
export function defaultExpression(text: string): Sql {
  const plain =
    /^(?:'(?:[^']|'')*'|[+-]?\d+(?:\.\d+)?|null|true|false|current_(?:date|time|timestamp))$/i.test(text)
  return sql.raw(plain || enclosed(text) ? text : `(${text})`)
}

/** Whether the first parenthesis is closed by the last character. */
function enclosed(text: string): boolean {
  const bare = text.replaceAll(/'(?:[^']|'')*'/g, (quoted) => "x".repeat(quoted.length))
  let depth = 0
  for (let at = 0; at < bare.length; at += 1) {
    if (bare[at] === "(") depth += 1
    if (bare[at] === ")") depth -= 1
    if (depth === 0) return at > 0 && at === bare.length - 1
  }
  return false
}
