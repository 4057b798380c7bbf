import { fileURLToPath } from "node:url"

import { databaseAddress, loadConfig } from "@aludel/config/node"
import { expect, it } from "vitest"

import { readSettings } from "../src/settings.ts"

const cwd = fileURLToPath(new URL("..", import.meta.url))
const file = `sqlite:${cwd}hotel.db`

it.each([
  { name: "config.yaml", env: {}, url: file, schema: undefined },
  {
    name: "the environment",
    env: { DATABASE_URL: "postgres://localhost/shared", DATABASE_SCHEMA: "hotel" },
    url: "postgres://localhost/shared",
    schema: "hotel",
  },
])("the service and the command read the same address from $name", async ({ env, url, schema }) => {
  expect(readSettings(env)).toEqual({ url, schema, port: 8080 })
  const address = await databaseAddress(await loadConfig({ cwd, env }))
  expect([address.url?.url, address.defaultSchema]).toEqual([url, schema])
})
