import { AludelError } from "../../errors/error.ts"
import { isSql, type Sql, type SqlData } from "../../sql/sql.ts"
import { sqlArgument, type Argument, type Definition, type Operation } from "../definition.ts"
import type { RunSql } from "../operation.ts"
import { present } from "../present.ts"
import type { Operations } from "../registry.ts"
import { rawStatement } from "../statement.ts"
import { compiledSql, type KyselyCallback } from "../written-sql.ts"

/** What an `sql` or a `run` amounts to for the schema: operations declared in a function, or an empty list for none. */
export type Effect = readonly Operation[] | ((op: Operations) => unknown)

/** `op.sql(...)` */
export interface MakeSql {
  /**
   * Runs SQL.
   *
   * @param source SQL with values, text, or builders of Kysely's that are compiled and never awaited: `(k) => k.schema.createTable(…)`
   * @param options `effect`: what it amounts to for the schema. Default: that is not known, so replay in memory stops here
   */
  (source: Sql | string | KyselyCallback, options?: { readonly effect?: Effect | undefined }): RunSql
}

/** Raw SQL; `apply` of its effect is handed in, since only the registry knows all kinds. */
export function sqlKind(
  applyAll: Definition<Operation & { readonly effect: readonly Operation[] }>["apply"],
): Definition<RunSql> & { readonly make: MakeSql } {
  return {
    kind: "sql",
    isWritten: true,
    make: (source, options = {}) =>
      present({ kind: "sql", sql: written(source), effect: recorded(options.effect) }),
    prepare([source, options], recording) {
      const data =
        typeof source === "function" ? compiledSql(source as KyselyCallback, recording.kysely) : source
      return [data, withEffect(options as { readonly effect?: Effect } | undefined, recording.record)]
    },
    arguments: ({ sql, effect }) => [
      sqlArgument(sql),
      ...(effect === undefined ? [] : [{ effect: effectArgument(effect) }]),
    ],
    describe: (operation) => `run SQL: ${firstWords(operation.sql)}`,
    reverse: () => ({ irreversible: "it runs SQL of its own" }),
    apply(operation, catalog) {
      if (operation.effect !== undefined) applyAll({ ...operation, effect: operation.effect }, catalog)
    },
    compile: (operation, context) => [rawStatement(operation.sql, context)],
    opaque: (operation) => operation.effect === undefined,
  }
}

/** The options with the effect's function run; for both kinds that have one. */
export function withEffect<O extends { readonly effect?: Effect | undefined }>(
  options: O | undefined,
  record: (body: (op: never) => unknown) => readonly Operation[],
): O | undefined {
  if (typeof options?.effect !== "function") return options
  return { ...options, effect: record(options.effect) }
}

/**
 * The effect as a recording has left it.
 *
 * @throws AludelError `operation/invalid` where it is still a function
 */
export function recorded(effect: Effect | undefined): readonly Operation[] | undefined {
  if (effect !== undefined && typeof effect !== "function" && !Array.isArray(effect)) {
    throw new AludelError(
      "operation/invalid",
      `an effect is a function or a list of operations, not ${String(effect)}`,
      {
        hint: "Write { effect: [] } for none, or { effect: (op) => { … } }.",
      },
    )
  }
  if (typeof effect !== "function") return effect
  throw new AludelError(
    "operation/invalid",
    "an effect given as a function belongs into the body of a revision",
    {
      hint: "Declare it there: upgrade(op) { op.sql(sql`…`, { effect: (op) => { … } }) }",
    },
  )
}

/** An effect as it prints. */
export function effectArgument(effect: readonly Operation[]): Argument {
  return effect.length === 0 ? [] : { "~print": "effect", operations: effect }
}

function written(source: Sql | string | KyselyCallback): SqlData {
  if (typeof source === "string") return { fragments: [source], parts: [] }
  if (isSql(source) || isData(source)) return { fragments: [...source.fragments], parts: [...source.parts] }
  throw new AludelError(
    "operation/invalid",
    `op.sql takes SQL, but was given ${typeof source === "function" ? "a function outside of a revision" : String(source)}`,
    {
      hint: "Write op.sql(sql`…`), or builders: op.sql((k) => k.schema.createTable(…)).",
    },
  )
}

function isData(source: object): source is SqlData {
  return "fragments" in source && "parts" in source
}

function firstWords({ fragments, parts }: SqlData): string {
  const text = fragments.map((fragment, index) => (index < parts.length ? `${fragment}…` : fragment)).join("")
  const line = text.replaceAll(/\s+/g, " ").trim()
  return line.length > 60 ? `${line.slice(0, 59)}…` : line
}
