import { isAludelError, nodeKey, type AnyDatabase, type Operation, type Schema } from "@aludel/core/dialect"
import { expect } from "vitest"

import { diff } from "../../../core/src/diff/diff.ts"
import { followRows, type FollowedRows } from "../../../core/src/generate/followed-rows.ts"
import type { AlterTable } from "../../../core/src/operations/operation.ts"
import { asWritten, reverseAll } from "../../../core/src/operations/reverse.ts"
import type { Scratch } from "../../../core/src/scratch/scratch.ts"
import { evaluated } from "../../../core/test/changes/evaluated.ts"
import { introspect } from "../../src/introspect.ts"
import { postgres } from "../../src/postgres.ts"
import { rows, run } from "../database.ts"
import { asked } from "./asked.ts"
import { insertRows } from "./rows.ts"
import { runOperations } from "./run-operations.ts"

const dialect = postgres()

/** The default schema of the cases. */
export const home = "home"

/** How the laws were seen to hold: with so many tables that have a row, or not at all, for PostgreSQL has no words for the change. */
export type Seen = number | "refused"

/**
 * The laws of a change, seen on what is there: the difference of a schema to itself is empty, that to the other one leads
 * there, as it is printed, and back, and rows stay. Afterwards all is as it was.
 */
export async function expectLaws(transaction: AnyDatabase, from: Schema, to: Schema): Promise<Seen> {
  expect(diff(from, from, dialect)).toEqual([])
  const plain = diff(from, to, dialect)
  const upgrade = asked(plain, to, "upgrade")
  const downgrade = asked(reverseAll(plain) as readonly Operation[], from, "downgrade")
  const printed = evaluated(upgrade, downgrade)
  expect(printed.upgrade).toEqual(upgrade.map((operation) => asWritten(operation)))
  expect(printed.downgrade).toEqual(downgrade.map((operation) => asWritten(operation)))
  await run(transaction, "savepoint before")
  const place = placeIn(transaction)
  const { tables, filled } = await insertRows(transaction, from, (name) => place.path(name))
  // Rows of another transaction have nothing pending.
  await run(transaction, "set constraints all immediate; set constraints all deferred")
  const followed = await followRows(place, tables, upgrade)
  const thereAndBack = async ({ afterUpgrade, afterDowngrade }: FollowedRows) => {
    await runOperations(transaction, printed.upgrade, { defaultSchema: home, known: from })
    const there = await read(transaction)
    expect(withoutMerged(diff(there, to, dialect), there)).toEqual([])
    expect(await afterUpgrade()).toEqual([])
    await runOperations(transaction, printed.downgrade, { defaultSchema: home, known: there })
    const back = await read(transaction)
    expect(withoutMerged(diff(back, from, dialect), back)).toEqual([])
    expect(await afterDowngrade()).toEqual([])
  }
  let seen: Seen = filled
  try {
    await thereAndBack(followed)
  } catch (error) {
    if (isRefused(error)) seen = "refused"
    else if (filled === 0 || !isOfRows(error)) throw error
    else {
      await run(transaction, "rollback to savepoint before")
      await thereAndBack(nothingFollowed)
      seen = 0
    }
  }
  await run(transaction, "rollback to savepoint before; release savepoint before")
  return seen
}

const nothingFollowed: FollowedRows = { afterUpgrade: async () => [], afterDowngrade: async () => [] }

// A column that a table comes to inherit stays its own as well, and says itself what is otherwise an override: no statement
// changes that.
function withoutMerged(operations: readonly Operation[], there: Schema): readonly Operation[] {
  const own = new Set(there.nodes.flatMap((node) => (node.kind === "column" ? [nodeKey(node)] : [])))
  return operations.filter((operation) => {
    if (operation.kind !== "alterTable") return true
    const { to, name, schema } = operation as AlterTable
    const isMerged = (column: string) =>
      own.has(
        nodeKey({ kind: "column", ...(schema === undefined ? {} : { schema }), table: name, name: column }),
      )
    return Object.keys(to).join(",") !== "overrides" || !Object.keys(to.overrides ?? {}).every(isMerged)
  })
}

// What PostgreSQL has no words for is told, and a value that an enum just got can't be used in the transaction of these cases;
// how values become those of a type that nothing is cast to is asked of a person.
function isRefused(error: unknown): boolean {
  if (isAludelError(error)) return error.code === "dialect/unsupported"
  return ["55P04", "42846", "42804"].includes(codeOf(error))
}

/** Whether a row that was made up stands in the way: it breaks a constraint, or has no value of the other type. */
function isOfRows(error: unknown): boolean {
  return /^2[23]|^P0001/.test(codeOf(error))
}

function codeOf(error: unknown): string {
  return String((error as { code?: string }).code)
}

function placeIn(transaction: AnyDatabase): Scratch {
  return {
    path: ({ schema, name }: { readonly schema?: string; readonly name: string }) => [schema ?? home, name],
    rows: (query: string) => rows(transaction, query),
  } as unknown as Scratch
}

/** All that is in the database, with who may do what. */
export async function read(transaction: AnyDatabase): Promise<Schema> {
  const schemas = (await dialect.namespaces!(transaction)).filter((name) => name !== home)
  return introspect(transaction, { defaultSchema: home, schemas, rights: true })
}

/** A place to make cases in, rolled back. */
export async function rolledBack(
  db: AnyDatabase,
  work: (transaction: AnyDatabase) => Promise<void>,
): Promise<void> {
  const undo = new Error("undo")
  try {
    await db.transaction().execute(async (transaction) => {
      await run(
        transaction,
        `create schema ${home}; set local search_path to ${home}; set local check_function_bodies to off`,
      )
      await work(transaction)
      throw undo
    })
  } catch (error) {
    if (error !== undo) throw error
  }
}
