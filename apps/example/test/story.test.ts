import { join } from "node:path"
import { pathToFileURL } from "node:url"

import { createMigrator, inMemory, type Revision } from "@aludel/core"
import { expect, it } from "vitest"

import { byCommand } from "./story/by-command.ts"
import { byLibrary, declared, open } from "./story/by-library.ts"
import { postgresDatabase, sqliteDatabase } from "./story/database.ts"
import { createProject } from "./story/project.ts"
import { initial, merge, other, slugs, tellStory } from "./story/story.ts"
import { objections } from "./story/strict.ts"

const engines = [
  { engine: "SQLite", database: sqliteDatabase },
  { engine: "PostgreSQL", database: postgresDatabase },
]

// Each leaves files that the compiler accepts.
it.each(engines)("the story on $engine, told by the command", { timeout: 300_000 }, async ({ database }) => {
  const project = createProject()
  const place = await database(project.folder)
  const files = await tellStory(project, place, byCommand(project, place))
  expect(objections(project, [...files, "schema.ts"])).toBe("")
})

it.each(engines)("the story on $engine, told by the library", { timeout: 60_000 }, async ({ database }) => {
  const project = createProject()
  const place = await database(project.folder)
  const teller = byLibrary(project, place)
  const files = await tellStory(project, place, teller)
  expect(objections(project, [...files, "schema.ts"])).toBe("")
  await teller.downgrade("base")
  await teller.end()

  // The same files, held in memory.
  const revisions = await Promise.all(
    files.map(async (file) => {
      const url = `${pathToFileURL(join(project.folder, file)).href}?memory`
      return ((await import(/* @vite-ignore */ url)) as { readonly default: Revision }).default
    }),
  )
  const opened = open(place)
  const migrator = createMigrator({
    ...opened,
    source: inMemory(revisions),
    schema: await declared(project),
  })
  const { revisions: ran, heads } = await migrator.upgrade()
  expect([ran.toSorted(), heads]).toEqual([[initial, slugs, other, merge], [merge]])
  expect(await migrator.check()).toEqual({ findings: [] })
  await migrator.downgrade({ to: "base" })
  expect(await place.objects()).toEqual([])
  await opened.db.destroy()
})
