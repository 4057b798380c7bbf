// `killed PATH`: upgrades the database by a revision that builds its large table anew, and says when it begins to write.
import { createMigrator, inMemory } from "@aludel/core"

import { connect } from "../../src/connect.ts"
import { sqlite } from "../../src/sqlite.ts"
import { rebuilding } from "./rebuilding.ts"

const db = await connect({ url: `sqlite:${process.argv[2]}` })
const migrator = createMigrator({
  db,
  dialect: sqlite(),
  source: inMemory([rebuilding]),
  onEvent: (event) => {
    if (event.kind === "operation") process.stdout.write("works\n")
  },
})
await migrator.upgrade()
await db.destroy()
process.stdout.write("done\n")
