import { createMigrator, inMemory } from "@aludel/core"
import type { SchemaNode } from "@aludel/core/dialect"
import { expect, it } from "vitest"

import { changesOf } from "../../../core/test/comparison/attributes.ts"
import { found, wanted } from "../../../core/test/comparison/found.ts"
import { sqlite } from "../../src/index.ts"
import { create, open } from "../database.ts"
import { sqliteChanges } from "./sqlite-changes.ts"

const changes = changesOf(sqliteChanges)
const nodes = (side: "from" | "to"): readonly SchemaNode[] => [
  ...new Map(
    changes.flatMap(([, , change]) => change[side]).map((node) => [JSON.stringify(node), node]),
  ).values(),
]

it("a change of any attribute alone is found, and no other; of the schema that was made nothing is", async () => {
  const db = open()
  const [from, to] = [{ nodes: nodes("from") }, { nodes: nodes("to") }]
  await create(db, from)
  const migrator = createMigrator({ db, dialect: sqlite(), source: inMemory([]) })
  const none = await migrator.diff({ from: "database", to: from })
  expect(found(none.operations)).toEqual([])
  const all = await migrator.diff({ from: "database", to })
  const expected = changes.map(([, attribute, change]) => wanted(change.from, change.to, attribute))
  expect(found(all.operations)).toEqual(expected.toSorted())
  // The same without a database: one side is as declared as the other.
  const declared = await migrator.diff({ from, to })
  expect(found(declared.operations)).toEqual(expected.toSorted())
})
