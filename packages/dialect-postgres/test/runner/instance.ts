// An application that migrates at boot, as a process of its own: prints what its upgrade came to, and what it left behind.
import { createMigrator, defineRevision, inMemory, t } from "@aludel/core"
import { Kysely, PostgresDialect, sql } from "kysely"
import { Pool } from "pg"

import { postgres } from "../../src/postgres.ts"

const pool = new Pool({ connectionString: process.argv[2], max: 2 })
const db = new Kysely<never>({ dialect: new PostgresDialect({ pool }) })
const listeners = () =>
  process.eventNames().reduce((sum, name) => sum + process.listenerCount(name as string), 0)

const revisions = ["a", "b", "c"].map((id, index) =>
  defineRevision({
    id,
    parents: index === 0 ? [] : ["abc"[index - 1]!],
    message: id,
    upgrade(op) {
      op.createTable(`table_${id}`, { id: t.integer().primaryKey() })
      op.run(() => new Promise((resolve) => setTimeout(resolve, 100)))
    },
    downgrade() {},
  }),
)
const before = listeners()
const { status, heads } = await createMigrator({
  db,
  dialect: postgres(),
  source: inMemory(revisions),
}).upgrade()
const { rows } =
  await sql`select count(*)::int as tables from pg_tables where tablename like 'table\_%'`.execute(db)
console.log(
  JSON.stringify({
    status,
    heads,
    tables: rows,
    listeners: listeners() - before,
    taken: pool.totalCount - pool.idleCount,
  }),
)
// Nothing but the pool may keep the process alive.
await db.destroy()
