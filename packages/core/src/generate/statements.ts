import { presumedEngine } from "../dialect/generic.ts"
import { AludelError } from "../errors/error.ts"
import type { Target } from "../execution/compile.ts"
import { compileGroup, groups } from "../execution/groups.ts"
import { inlining } from "../execution/offline.ts"
import { surroundings } from "../execution/surroundings.ts"
import type { Operation } from "../operations/definition.ts"
import type { RunContext } from "../runner/context.ts"
import { catalog } from "../schema/catalog.ts"
import type { Schema } from "../schema/model.ts"

/**
 * The SQL of operations as one script, values inlined; nothing is executed.
 *
 * @param before the schema that they start from
 * @throws AludelError `dialect/unsupported` where the engine can't do one of them
 */
export async function statements(
  { db, dialect, defaultSchema, loader }: RunContext,
  operations: readonly Operation[],
  before: Schema,
): Promise<string> {
  const target: Target = {
    db: await inlining(db),
    dialect,
    defaultSchema,
    engine: presumedEngine(dialect),
  }
  const { begin, end } = dialect.offline?.({ defaultSchema }) ?? { begin: ["begin"], end: ["commit"] }
  const done: Operation[] = []
  const around = surroundings(dialect, loader.definition, async () => {
    const now = catalog(before)
    for (const operation of done) loader.definition(operation).apply(operation, now)
    return now
  })
  const lines = [...begin]
  for (const group of groups(operations, dialect)) {
    const steps = (await compileGroup(group, target, around))()
    for (const step of steps) {
      if (step.kind === "run" || step.parameters.length > 0)
        throw new AludelError("operation/offline", "the difference can't be printed as SQL")
      // What the engine refuses inside a transaction stands between two of them.
      lines.push(...(step.alone === undefined ? [step.sql] : [...end, step.sql, ...begin]))
    }
    for (const operation of group) around.applied(operation)
    done.push(...group)
  }
  return [...lines, ...end].map((line) => `${line.trimEnd().replace(/;$/, "")};`).join("\n")
}
