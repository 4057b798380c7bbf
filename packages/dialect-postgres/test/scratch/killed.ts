// A process that is killed while it has a temporary database.
import { setTimeout } from "node:timers/promises"

import { sql } from "kysely"

import { connect } from "../../src/connect.ts"
import { scratch } from "../../src/scratch/scratch.ts"

const url = process.argv[2]!
const settings = { connect: (database: string) => connect({ url, database }) }
await scratch(await connect({ url }), { schemas: [], settings }, async ({ db }) => {
  const { rows } = await sql<{ name: string }>`select current_database()::text as name`.execute(db)
  process.send?.(rows[0])
  await setTimeout(60_000)
})
