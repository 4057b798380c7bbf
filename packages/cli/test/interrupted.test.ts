import { spawn, spawnSync } from "node:child_process"
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"

import { createDatabase } from "@aludel/test-postgres"
import { Client } from "pg"
import { expect, inject, it, onTestFinished } from "vitest"

import { clear, stage } from "./scenario.ts"

const schema = (columns: string) => `import { defineSchema, t, table } from "@aludel/core"
export default defineSchema({ hotels: table("hotels", { id: t.integer().primaryKey()${columns} }) })
`

/** A project whose database has the table, and whose schema has two columns more that its rows have no values for. */
function project(url: string) {
  const place = stage()
  onTestFinished(() => clear(place))
  const write = (name: string, text: string) => writeFileSync(join(place.folder, name), text)
  mkdirSync(join(place.folder, "migrations"))
  write("aludel.config.yaml", `url: ${url}\nschema: schema.ts\n`)
  write("schema.ts", schema(""))
  const aludel = (...args: readonly string[]) =>
    spawnSync("aludel", args, { cwd: place.folder, env: place.env, encoding: "utf8" })
  expect(aludel("revision", "--autogenerate", "-m", "hotels", "--rev-id", "a1")).toMatchObject({ status: 0 })
  expect(aludel("upgrade")).toMatchObject({ status: 0 })
  write("schema.ts", schema(", code: t.text(), name: t.text()"))
  return { ...place, revisions: () => readdirSync(join(place.folder, "migrations")) }
}

/** The command on its way: what it has said, and how it ended. */
function running(command: string, args: readonly string[], { folder, env }: ReturnType<typeof project>) {
  const child = spawn(command, args, { cwd: folder, env })
  let said = ""
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (said += text))
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve))
  return { child, ended, said: () => said }
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 50))
}

it("stopped while it proves, no file is there, and no scratch", async () => {
  const url = await createDatabase(inject("postgresUrl"))
  const place = project(url)
  const client = new Client({ connectionString: url })
  await client.connect()
  onTestFinished(() => client.end())
  const sleeping = async () => {
    const { rows } = await client.query<{ datname: string }>(
      "select datname from pg_stat_activity where state = 'active' and pid <> pg_backend_pid() and query like '%pg_sleep(61)%'",
    )
    return rows.map(({ datname }) => datname)
  }
  const fills = ["--fill", "hotels.code=(select '' from pg_sleep(61))", "--fill", "hotels.name=''"]
  const run = running("aludel", ["revision", "--autogenerate", "-m", "code", ...fills], place)
  await until(async () => (await sleeping()).length === 1)
  const [scratch] = await sleeping()
  run.child.kill("SIGINT")
  expect(await run.ended).toBe(130)
  expect(run.said()).toContain("aludel: [run/aborted] stopped before the revision was written")
  expect(place.revisions()).toHaveLength(1)
  const { rows } = await client.query("select from pg_database where datname = $1", [scratch])
  expect(rows).toEqual([])
})

const hasNoTerminal = process.platform !== "linux" || !existsSync("/usr/bin/script")
const command = ["-qec", "aludel revision --autogenerate -m code", "/dev/null"]

it.skipIf(hasNoTerminal)("Ctrl-C at a question ends it with 130, and no file is there", async () => {
  const place = project("sqlite:app.db")
  const run = running("script", command, place)
  await until(() => run.said().includes("SQL: "))
  run.child.stdin.write("''\r")
  await until(() => run.said().includes("hotels.name is NOT NULL"))
  run.child.stdin.write("\u0003")
  expect(await run.ended).toBe(130)
  expect(run.said()).toContain("aludel: [run/aborted] stopped at a question")
  expect(place.revisions()).toHaveLength(1)
})

it.skipIf(hasNoTerminal)("what is pasted at the first question answers those that follow", async () => {
  const place = project("sqlite:app.db")
  const run = running("script", command, place)
  await until(() => run.said().includes("SQL: "))
  run.child.stdin.write("'a'\r'b'\r")
  expect(await run.ended).toBe(0)
  expect(place.revisions()).toHaveLength(2)
})
