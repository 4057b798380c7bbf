import { Client } from "pg"
import { expect, test } from "vitest"
import { createDatabase, startPostgres } from "../src/index.ts"

test("a server starts, keeps its databases apart and ends", async () => {
  const server = await startPostgres()
  const [first, second] = [await createDatabase(server.url), await createDatabase(server.url)]
  await query(first, "create table only_here (id integer)")
  expect(await query(first, "select to_regclass('only_here') is not null as here")).toEqual([{ here: true }])
  expect(await query(second, "select to_regclass('only_here') is not null as here")).toEqual([
    { here: false },
  ])
  await server.stop()
  await expect(query(first, "select 1")).rejects.toThrow("ECONNREFUSED")
})

async function query(url: string, text: string): Promise<readonly unknown[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  const { rows } = await client.query(text)
  await client.end()
  return rows
}
