import { execFile } from "node:child_process"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"

import { createDatabase } from "@aludel/test-postgres"
import { expect, inject, it } from "vitest"

import { open, rows } from "../database.ts"

// ALUDEL_INSTANCES=10 starts ten.
const count = Number(process.env["ALUDEL_INSTANCES"] ?? 4)
const instance = fileURLToPath(new URL("instance.ts", import.meta.url))

it(
  `of ${count} instances that migrate at boot one works, and the others wait and go on`,
  { timeout: 300_000 },
  async () => {
    const url = await createDatabase(inject("postgresUrl"))
    const start = async () => {
      const { stdout } = await promisify(execFile)(process.execPath, [
        "--conditions=@aludel/source",
        instance,
        url,
      ])
      return JSON.parse(stdout) as { readonly status: string }
    }
    const ended = await Promise.all(Array.from({ length: count }, start))
    const went = { heads: ["c"], tables: [{ tables: 3 }], listeners: 0, taken: 0 }
    expect(ended.toSorted((a, b) => (a.status < b.status ? -1 : 1))).toEqual([
      { status: "done", ...went },
      ...Array.from({ length: count - 1 }, () => ({ status: "nothing", ...went })),
    ])
    const log = await rows(
      await open({ url }),
      "select event, revision, count(*)::int as n from aludel_history_log group by 1, 2 order by 2",
    )
    expect(log).toEqual(["a", "b", "c"].map((revision) => ({ event: "finished", revision, n: 1 })))
  },
)
