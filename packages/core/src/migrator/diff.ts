import type { RunContext } from "../runner/context.ts"
import type { DiffOptions, SchemaDiff } from "./schema-diff.ts"
import type { MigratorOptions } from "./options.ts"

/** Compares any two schemas and prints the difference in the forms that are asked for. */
export async function diff(
  context: RunContext,
  { schema: declared, autogenerate: settings }: MigratorOptions,
  { from, to, offline, code, sql }: DiffOptions,
): Promise<SchemaDiff> {
  const { generation } = await import("../generate/generation.ts")
  const { difference } = await import("../generate/difference.ts")
  const { reviewOf } = await import("../generate/review.ts")
  const opened = await generation(context, { offline, settings })
  const { operations, before, unmanaged } = await difference(opened, { from, to, declared })
  const definitions = context.dialect.operations
  return {
    operations,
    changes: reviewOf(operations, definitions),
    unmanaged,
    ...(code === true
      ? { code: (await import("../codegen/calls.ts")).printCalls(operations, definitions) }
      : {}),
    ...(sql === true
      ? { sql: await (await import("../generate/statements.ts")).statements(context, operations, before) }
      : {}),
  }
}
