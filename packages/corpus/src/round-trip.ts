import type { Pulled } from "@aludel/core"
import type { AnyDatabase, SchemaNode } from "@aludel/core/dialect"
import { createSchema } from "@aludel/core/testing"

import { mender } from "./besides.ts"
import { differences } from "./difference.ts"
import type { CorpusEngine } from "./engine.ts"
import { pull } from "./pulled.ts"
import { evaluated, typeErrors, writeDeclaration } from "./project.ts"

/** What became of one dump. */
export interface RoundTrip {
  readonly pulled: Pulled
  /** What is not as it should be, one line each. */
  readonly differences: readonly string[]
}

/** What a round trip is told. */
export interface RoundTripOptions {
  /** The folder that printed declarations are written to. */
  readonly project: string
  /** Statements that make what nothing can declare, executed in the second database where something fails without them. */
  readonly besides: readonly string[]
}

/**
 * Pulls a database, declares it in both layouts, creates a second one from the declaration, and pulls that: whatever is not
 * the same, at any of these stations, is a difference.
 */
export async function roundTrip(
  db: AnyDatabase,
  engine: CorpusEngine,
  { project, besides }: RoundTripOptions,
): Promise<RoundTrip> {
  // What need not be pinned down, the version of an extension for example, is not declared.
  const same = (live: SchemaNode, wanted: SchemaNode) =>
    live.kind === "defined" &&
    wanted.kind === "defined" &&
    engine.dialect.objects?.[live.type]?.same?.(live, wanted) === true
  const pulled = await pull(db, engine, "one file")
  const whole = writeDeclaration(project, "one", pulled)
  const split = writeDeclaration(project, "many", await pull(db, engine, "file per table"))
  const found = typeErrors(project).map((line) => `type error: ${line}`)
  const [declared, other] = [evaluated(whole), evaluated(split)]
  if ("problem" in declared) return { pulled, differences: [...found, `not evaluated: ${declared.problem}`] }
  found.push(...differences(pulled.schema.nodes, declared.nodes, { same }).map((line) => `declared: ${line}`))
  if ("problem" in other) found.push(`not evaluated, in many files: ${other.problem}`)
  else found.push(...differences(declared.nodes, other.nodes).map((line) => `in many files: ${line}`))
  const again = await engine.empty()
  try {
    await createSchema(again, declared, { ...engine, mend: mender(besides) })
    const created = await pull(again, engine, "one file")
    found.push(...differences(pulled.schema.nodes, created.schema.nodes).map((line) => `created: ${line}`))
  } catch (error) {
    found.push(`not created: ${(error as Error).message}`)
  } finally {
    await again.destroy()
  }
  return { pulled, differences: found }
}
