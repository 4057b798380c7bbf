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

// Each also leaves files that the compiler accepts, and that tell the same from memory.
it.each([
  { engine: "SQLite", database: sqliteDatabase, way: "the command", told: byCommand },
  { engine: "SQLite", database: sqliteDatabase, way: "the library", told: byLibrary },
  { engine: "PostgreSQL", database: postgresDatabase, way: "the command", told: byCommand },
  { engine: "PostgreSQL", database: postgresDatabase, way: "the library", told: byLibrary },
])("the story on $engine, told by $way", { timeout: 120_000 }, async ({ database, told }) => {
  const project = createProject()
  const place = await database(project.folder)
  const teller = told(project, place)
  const files = await tellStory(project, place, teller)
  await teller.end()
  expect(objections(project, [...files, "schema.ts"])).toBe("")
})

it.each([
  { engine: "SQLite", database: sqliteDatabase },
  { engine: "PostgreSQL", database: postgresDatabase },
])("the story's revisions, held in memory, on $engine", async ({ database }) => {
  const project = createProject()
  const place = await database(project.folder)
  const teller = byLibrary(project, place)
  const files = await tellStory(project, place, teller)
  await teller.downgrade("base")
  await teller.end()

  const revisions = await Promise.all(
    files.map(async (file) => {
      const url = `${pathToFileURL(join(project.folder, file)).href}?memory`
      return ((await import(/* @vite-ignore */ url)) as { readonly default: Revision }).default
    }),
  )
  const opened = open(place)
  const migrator = createMigrator({ ...opened, source: inMemory(revisions), schema: await declared(project) })
  const { revisions: ran, heads } = await migrator.upgrade()
  expect([ran.toSorted(), heads]).toEqual([[initial, slugs, other, merge], [merge]])
  expect(await migrator.check()).toEqual({ findings: [] })
  await migrator.downgrade({ to: "base" })
  expect(await place.objects()).toEqual([])
  await opened.db.destroy()
})
