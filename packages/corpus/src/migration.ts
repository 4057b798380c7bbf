import { createMigrator, isAludelError, type Ask } from "@aludel/core"
import {
  catalog,
  nodeKey,
  tableKey,
  tableOf,
  type AnyDatabase,
  type ObjectName,
  type Schema,
  type SchemaNode,
} from "@aludel/core/dialect"
import { folder } from "@aludel/core/node"
import { firstRevision } from "@aludel/core/testing"

import { makeBesides } from "./besides.ts"
import { differences } from "./difference.ts"
import type { CorpusEngine } from "./engine.ts"
import { fillFor } from "./fill.ts"
import { pull } from "./pulled.ts"

/** What a migration is told. */
export interface MigrationOptions {
  /** The folder that its revisions are written to. */
  readonly folder: string
  /** Statements that make what nothing can declare and what is wanted may need. */
  readonly besides: readonly string[]
}

/**
 * Takes a database to another schema by a generated revision, and back: compares what is there with what was wanted, and then
 * with what was there before. What is not the same is told one line each. All of the database counts as made by a revision; a
 * possible rename is none; tables that are not wanted are dropped.
 */
export async function migration(
  db: AnyDatabase,
  wanted: Schema,
  engine: CorpusEngine,
  { folder: path, besides }: MigrationOptions,
): Promise<readonly string[]> {
  const { dialect, defaultSchema } = engine
  const source = folder(path)
  const read = async () => (await pull(db, engine)).schema
  const found: string[] = []
  let doing = "prepared"
  try {
    const old = await read()
    await makeBesides(db, besides, missing(wanted, old), engine)
    const before = await read()
    const migrator = createMigrator({
      db,
      dialect,
      defaultSchema,
      source,
      schema: { "~schema": { nodes: wanted.nodes } },
      scratch: {
        ...engine.scratch,
        prepare: (place) =>
          makeBesides(place, besides, { nodes: [...wanted.nodes, ...missing(before, wanted).nodes] }, engine),
      },
    })
    if (before.nodes.length > 0) {
      await source.write!(firstRevision(before, dialect))
      await migrator.stamp({ to: "head" })
    }
    const there = await migrator.current()
    doing = "generated"
    await migrator.revision({ message: "to what is wanted", autogenerate: true, ask: asked(wanted) })
    doing = "upgraded"
    await migrator.upgrade()
    found.push(...compared("up", wanted, await read(), engine))
    const { findings } = await migrator.check()
    found.push(
      ...findings.flatMap(({ message, details }) => [
        `check: ${message}`,
        ...details.map((line) => `check: ${line}`),
      ]),
    )
    doing = "downgraded"
    await migrator.downgrade({ to: there[0]?.id ?? "base" })
    found.push(...compared("down", before, await read(), engine))
  } catch (error) {
    found.push(`not ${doing}: ${isAludelError(error) ? error.message : String((error as Error).stack)}`)
  }
  return found
}

// A column that a table comes to inherit stays its own as well, where one that it is created with is not: no statement changes that.
function withoutMerged(schema: Schema): Schema["nodes"] {
  const there = catalog(schema)
  const isInherited = (table: ObjectName, name: string): boolean => {
    const node = there.get(tableKey(table))
    return (node?.kind === "table" ? (node.inherits ?? []) : []).some(
      (parent) =>
        there.get(nodeKey({ ...parent, kind: "column", name })) !== undefined ||
        isInherited(tableOf(parent), name),
    )
  }
  return schema.nodes.filter((node) => node.kind !== "column" || !isInherited(tableOf(node), node.name))
}

function compared(direction: string, from: Schema, to: Schema, { dialect }: CorpusEngine): readonly string[] {
  // What the engine itself sees no difference in stays as it was.
  const same = (wanted: SchemaNode, there: SchemaNode) => dialect.same?.(there, wanted) === true
  const found = differences(withoutMerged(from), withoutMerged(to), { order: false, same })
  return found.map((line) => `${direction}: ${line}`)
}

function missing(from: Schema, to: Schema): Schema {
  const there = new Set(to.nodes.map((node) => nodeKey(node)))
  return { nodes: from.nodes.filter((node) => !there.has(nodeKey(node))) }
}

/** Answers as somebody does who has no rows and wants just this. */
function asked(wanted: Schema): Ask {
  const declared = catalog(wanted)
  return async (question) => {
    switch (question.kind) {
      case "dropTable":
        return { ...question, answer: true }
      case "rename":
        return { ...question, answer: false }
      case "fill":
        return { ...question, answer: fillFor(question.type, declared) }
      case "convert": {
        const value = fillFor(question.to, declared)
        return { ...question, answer: value === "null" ? question.suggestion : value }
      }
    }
  }
}
