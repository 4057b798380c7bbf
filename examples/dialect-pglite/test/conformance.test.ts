import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import { folder } from "@aludel/core/node"
import { conformance } from "@aludel/core/testing"
import { PGlite } from "@electric-sql/pglite"
import { Kysely, PGliteDialect } from "kysely"
import { describe, expect, it } from "vitest"

import { pglite } from "../src/index.ts"

const engine = new PGlite()
const opened = new Set<string>()

// An engine takes a second to start, so a case empties the one that is there.
async function open(name: string) {
  if (!opened.has(name)) await engine.exec("drop schema public cascade; create schema public")
  opened.add(name)
  return { db: new Kysely<never>({ dialect: new PGliteDialect({ pglite: engine }) }), close: async () => {} }
}

const source = () => folder(mkdtempSync(join(tmpdir(), "aludel-pglite-")))

describe("PGlite", { timeout: 40_000 }, () => {
  it.each(conformance({ dialect: pglite(), open, source }))("$name", async ({ run }) => {
    await expect(run()).resolves.toBeUndefined()
  })
})
