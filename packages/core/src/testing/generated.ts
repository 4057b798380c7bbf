import type { AnyDatabase } from "../dialect/dialect.ts"
import { decided } from "../generate/questions.ts"
import { historyTables, tableNames } from "../history/tables.ts"
import { createMigrator } from "../migrator/create-migrator.ts"
import { canonicalText } from "../operations/json.ts"
import type { Case } from "./case.ts"
import type { SchemaChange } from "./changes.ts"
import { expectCode, expectEqual } from "./expect.ts"
import type { ConformanceOptions } from "./options.ts"

/** A case that generates a change, applies it with a row in the table, checks, and takes it back. */
export function generated(change: SchemaChange): Case {
  return async ({ db, options }) => {
    const source = options.source!()
    const { dialect, defaultSchema } = options
    const ask = decided(change.decisions ?? [])
    const from = createMigrator({ db, dialect, defaultSchema, source, schema: change.from })
    const to = createMigrator({ db, dialect, defaultSchema, source, schema: change.to })
    await from.revision({ message: "from", autogenerate: true })
    await from.upgrade()
    const plain = db.withoutPlugins()
    const place = defaultSchema === undefined ? plain : plain.withSchema(defaultSchema)
    await place.insertInto("hotels").values({ code: "abc" }).execute()
    const rows = () => place.selectFrom("hotels").select("code").execute()
    const before = await seen(options, plain)
    const generate = () => to.revision({ message: "to", autogenerate: true, ask })
    if (options.refused?.includes(change.name) === true) return expectCode("dialect/unsupported", generate)

    expectEqual((await generate()).summary, change.summary, "summary")
    await to.upgrade()
    expectEqual((await to.check()).findings, [], "findings after the upgrade")
    expectEqual(await rows(), [{ code: "abc" }], "rows after the upgrade")
    await to.downgrade({ to: "-1" })
    expectEqual(await seen(options, plain), before, "schema after the downgrade")
    expectEqual(await rows(), [{ code: "abc" }], "rows after the downgrade")
  }
}

// Without regard to the order of columns: a column that comes back comes last.
async function seen(
  { dialect, defaultSchema }: ConformanceOptions,
  db: AnyDatabase,
): Promise<readonly string[]> {
  const exclude = tableNames(historyTables({ schema: defaultSchema }), defaultSchema)
  const { nodes } = await dialect.introspect!(db, { defaultSchema, exclude })
  return nodes.map((node) => canonicalText(node)).toSorted()
}
