import type { SchemaNode } from "@aludel/core/dialect"
import { expect, it } from "vitest"

import { introspect } from "../src/introspect.ts"
import { open, rows, run } from "./database.ts"

/** What a database says after some DDL. */
export interface IntrospectCase {
  readonly name: string
  /** The oldest major version that has it. Default: 14. */
  readonly since?: number
  readonly ddl: string
  readonly nodes: readonly SchemaNode[]
}

/** A test for each case, skipped on servers that are older. */
export function readsAll(cases: readonly IntrospectCase[]): void {
  it.for(cases)("$name", async ({ since = 14, ddl, nodes }, { skip }) => {
    const db = await open()
    const [version] = (await rows(
      db,
      "select current_setting('server_version_num')::int / 10000 as major",
    )) as [{ readonly major: number }]
    skip(version.major < since, `PostgreSQL has it since ${since}`)
    await run(db, ddl)
    expect((await introspect(db)).nodes).toEqual(nodes)
  })
}
