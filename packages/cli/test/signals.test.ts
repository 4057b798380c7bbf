import { spawn } from "node:child_process"
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"

import { createDatabase } from "@aludel/test-postgres"
import { Client } from "pg"
import { expect, inject, it, onTestFinished } from "vitest"

import { clear, stage } from "./scenario.ts"

/**
 * A project whose second operation takes a minute, and the command on its way.
 *
 * @param operation that operation, as it stands in the file
 */
function started(url: string, operation: string) {
  const place = stage(url)
  onTestFinished(() => clear(place))
  mkdirSync(join(place.folder, "migrations"))
  writeFileSync(join(place.folder, "aludel.config.yaml"), `url: ${url}\n`)
  writeFileSync(
    join(place.folder, "migrations", "a1.ts"),
    `import { defineRevision, t } from "@aludel/core"
export default defineRevision({
  id: "a1",
  parents: [],
  message: "slow",
  upgrade(op) {
    op.createTable("hotels", { id: t.integer().primaryKey() })
    ${operation}
  },
  downgrade(op) {
    op.dropTable("hotels")
  },
})
`,
  )
  const child = spawn("aludel", ["upgrade", "--verbose"], { cwd: place.folder, env: place.env })
  let stderr = ""
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text))
  const ended = new Promise<{ readonly code: number | null; readonly signal: string | null }>((resolve) =>
    child.once("close", (code, signal) => resolve({ code, signal })),
  )
  return { child, ended, said: () => stderr }
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 50))
}

async function connected(url: string): Promise<Client> {
  const client = new Client({ connectionString: url })
  await client.connect()
  onTestFinished(() => client.end())
  return client
}

it.each([
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)(
  "%s cancels the statement, rolls back, releases the lock and ends with %i",
  async (signal, code) => {
    const url = await createDatabase(inject("postgresUrl"))
    const client = await connected(url)
    const sleeping = async () => {
      const { rowCount } = await client.query(
        `select from pg_stat_activity where datname = current_database() and state = 'active' and query like 'select pg_sleep%'`,
      )
      return rowCount === 1
    }
    const { child, ended, said } = started(url, `op.sql("select pg_sleep(60)")`)
    await until(sleeping)
    child.kill(signal)
    expect(await ended).toEqual({ code, signal: null })
    expect(said()).toContain(
      "aludel: [run/aborted] stopped: revision a1, run SQL: select pg_sleep(60) failed",
    )
    expect(said()).toContain("hint: Nothing of this run is left in the database.")
    expect(await sleeping()).toBe(false)
    const { rows } = await client.query(
      `select to_regclass('hotels') as hotels, (select count(*)::int from pg_locks where locktype = 'advisory') as locks`,
    )
    expect(rows).toEqual([{ hotels: null, locks: 0 }])
  },
)

it("ends at once at the second signal, where data code would not let it", async () => {
  const url = await createDatabase(inject("postgresUrl"))
  const { child, ended, said } = started(
    url,
    "op.run(() => new Promise((resolve) => setTimeout(resolve, 60_000)))",
  )
  await until(() => said().includes("run data code"))
  child.kill("SIGTERM")
  // The first one is heard; it must not end the process.
  await new Promise((resolve) => setTimeout(resolve, 500))
  expect(child.exitCode).toBe(null)
  child.kill("SIGTERM")
  expect(await ended).toEqual({ code: 143, signal: null })
  const { rows } = await (await connected(url)).query("select to_regclass('hotels') as hotels")
  expect(rows).toEqual([{ hotels: null }])
})

it("leaves signals their default action on SQLite, whose driver blocks the process", async () => {
  const { child, ended, said } = started(
    "sqlite:app.db",
    `op.sql("with recursive n(i) as (select 1 union all select i + 1 from n where i < 10000000000) select count(*) from n")`,
  )
  await until(() => said().includes("run SQL: with recursive"))
  child.kill("SIGINT")
  expect(await ended).toEqual({ code: null, signal: "SIGINT" })
})
