import { Kysely, PostgresDialect } from "kysely"
import pg from "pg"
import { createMigrator } from "../../../packages/core/dist/index.js"
import { folder } from "../../../packages/core/dist/node/index.js"
import { postgres } from "../../../packages/dialect-postgres/dist/index.js"

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL })
const db = new Kysely({ dialect: new PostgresDialect({ pool }) })
await createMigrator({ db, dialect: postgres(), source: folder("migrations") }).upgrade()
await db.destroy()
