// `pnpm corpus FILE.sql… [--engine postgres|sqlite]`: exit code 0 without differences, 1 with some, 2 for wrong usage.
import { existsSync } from "node:fs"
import { parseArgs } from "node:util"

import { corpus } from "./corpus.ts"
import { postgresEngine } from "./postgres.ts"
import { sqliteEngine } from "./sqlite.ts"

const engines = { postgres: postgresEngine, sqlite: sqliteEngine }

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { engine: { type: "string", default: "postgres" }, keep: { type: "boolean" } },
})
const start = engines[values.engine as keyof typeof engines] as (typeof engines)["postgres"] | undefined
const missing = positionals.filter((path) => !existsSync(path))
if (start === undefined || positionals.length === 0 || missing.length > 0) {
  for (const path of missing) console.error(`There is no file ${path}.`)
  console.error("usage: pnpm corpus FILE.sql... [--engine postgres|sqlite] [--keep]")
  process.exit(2)
}
const engine = await start()
try {
  const result = await corpus(positionals, engine, { say: console.log, now: Date.now, keep: values.keep })
  console.log(JSON.stringify(result))
  // A run that compared nothing has found out nothing.
  process.exitCode = result.files > 0 && Object.keys(result.differences).length === 0 ? 0 : 1
} finally {
  await engine.close()
}
