import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import { folder } from "@aludel/core/node"
import { conformance } from "@aludel/core/testing"
import { CamelCasePlugin } from "kysely"
import { describe, expect, it } from "vitest"

import { sqlite } from "../src/index.ts"
import { freshPath, open, type Library, type LibraryWithBigints } from "./database.ts"

const source = () => folder(mkdtempSync(join(tmpdir(), "aludel-conformance-")))

// Over files, since some cases open theirs twice, and with a plugin of the caller's that would rename our own columns.
describe.each<{ library: Library | LibraryWithBigints; defaultSchema: string | undefined }>([
  { library: "better-sqlite3", defaultSchema: undefined },
  { library: "better-sqlite3", defaultSchema: "main" },
  { library: "node:sqlite", defaultSchema: undefined },
  { library: "better-sqlite3 with bigints", defaultSchema: undefined },
  { library: "node:sqlite with bigints", defaultSchema: undefined },
])("with $library, default schema $defaultSchema", ({ library, defaultSchema }) => {
  const paths = new Map<string, string>()
  const opening = async (name: string) => {
    const path = paths.get(name) ?? freshPath()
    paths.set(name, path)
    const db = open(path, library).withPlugin(new CamelCasePlugin())
    return { db, close: () => db.destroy() }
  }
  it.each(conformance({ dialect: sqlite(), open: opening, defaultSchema, source }))(
    "$name",
    async ({ run }) => {
      await expect(run()).resolves.toBeUndefined()
    },
  )
})
