import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import { folder } from "@aludel/core/node"
import { conformance } from "@aludel/core/testing"
import { createDatabase } from "@aludel/test-postgres"
import { CamelCasePlugin, Kysely, PostgresDialect } from "kysely"
import { Pool } from "pg"
import { describe, expect, inject, it } from "vitest"

import { postgres } from "../src/index.ts"

const source = () => folder(mkdtempSync(join(tmpdir(), "aludel-conformance-")))

// Through pools of one connection, and with a plugin of the caller's that would rename our own columns.
describe.each([
  { where: "in the default schema", defaultSchema: undefined },
  { where: "in a schema of its own", defaultSchema: "Hotel app" },
])("$where", ({ defaultSchema }) => {
  const urls = new Map<string, Promise<string>>()
  const open = async (name: string) => {
    const url = urls.get(name) ?? createDatabase(inject("postgresUrl"))
    urls.set(name, url)
    const pool = new Pool({ connectionString: await url, max: 1 })
    pool.on("error", () => {})
    const db = new Kysely<never>({ dialect: new PostgresDialect({ pool }), plugins: [new CamelCasePlugin()] })
    return { db, close: () => db.destroy() }
  }
  it.each(conformance({ dialect: postgres(), open, defaultSchema, source }))("$name", async ({ run }) => {
    await expect(run()).resolves.toBeUndefined()
  })
})
