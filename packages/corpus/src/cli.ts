// `pnpm corpus FILE.sql… [--by-revisions]` or `pnpm corpus --pairs DIR`, with [--engine postgres|sqlite]: exit code 0 without
// differences, 1 with some, 2 for wrong usage.
import { existsSync } from "node:fs"
import { parseArgs } from "node:util"

import { corpus } from "./corpus.ts"
import { byDeclaration, byRevisions, fromOldToNew } from "./grist.ts"
import { pairsBelow } from "./pairs.ts"
import { postgresEngine } from "./postgres.ts"
import { sqliteEngine } from "./sqlite.ts"

const engines = { postgres: postgresEngine, sqlite: sqliteEngine }

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    engine: { type: "string", default: "postgres" },
    "by-revisions": { type: "boolean" },
    seed: { type: "string", default: "1" },
    pairs: { type: "string" },
    keep: { type: "boolean" },
  },
})
const start = engines[values.engine as keyof typeof engines] as (typeof engines)["postgres"] | undefined
const named = values.pairs === undefined ? positionals : [values.pairs]
const missing = named.filter((path) => !existsSync(path))
const pairs = values.pairs === undefined || missing.length > 0 ? [] : pairsBelow(values.pairs)
const isUnclear = values.pairs !== undefined && (positionals.length > 0 || values["by-revisions"] === true)
if (start === undefined || isUnclear || named.length === 0 || missing.length > 0) {
  for (const path of missing) console.error(`There is no file ${path}.`)
  console.error(
    "usage: pnpm corpus FILE.sql... [--by-revisions [--seed NUMBER]] [--engine postgres|sqlite] [--keep]\n       pnpm corpus --pairs DIR [--engine postgres|sqlite] [--keep]",
  )
  process.exit(2)
}
const engine = await start()
try {
  const grists =
    values.pairs !== undefined
      ? pairs.map((pair) => fromOldToNew(pair, engine))
      : positionals.map((dump) =>
          values["by-revisions"] === true
            ? byRevisions(dump, engine, Number(values.seed))
            : byDeclaration(dump, engine),
        )
  const result = await corpus(grists, { say: console.log, now: Date.now, keep: values.keep })
  console.log(JSON.stringify(result))
  // A run that compared nothing has found out nothing.
  process.exitCode = result.files > 0 && Object.keys(result.differences).length === 0 ? 0 : 1
} finally {
  await engine.close()
}
