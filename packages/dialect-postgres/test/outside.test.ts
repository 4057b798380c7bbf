import { createMigrator, defineSchema, inMemory, t, table } from "@aludel/core"
import { folder } from "@aludel/core/node"
import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, it } from "vitest"

import { postgres } from "../src/index.ts"
import { rows, run as execute } from "./database.ts"
import { run } from "./scratch/place.ts"

// As Supabase has it: users lie in a schema that is none of the project's.
const auth = "create schema auth; create table auth.users (id integer primary key)"
const schema = defineSchema({
  profiles: table("profiles", {
    id: t.integer().primaryKey().references("auth.users.id", { onDelete: "cascade" }),
    name: t.text(),
  }),
})

it.each(["what prepare makes in a temporary database", "what is there, in a transaction"])(
  "a foreign key may lead into a schema of which nothing is declared: %s",
  async (place) => {
    const { db, connect } = await run()
    await execute(db, auth)
    const scratch = place.startsWith("what prepare") ? { connect, prepare: auth } : undefined
    const source = folder(mkdtempSync(join(tmpdir(), "aludel-outside-")))
    const migrator = createMigrator({ db, dialect: postgres(), source, schema, scratch })
    const { summary } = await migrator.revision({ message: "profiles", autogenerate: true })
    expect(summary).toEqual(["+ table profiles"])
    await migrator.upgrade()
    expect((await migrator.check()).findings).toEqual([])
    expect(
      await rows(db, "select confrelid::regclass::text as table from pg_constraint where contype = 'f'"),
    ).toEqual([{ table: "auth.users" }])
    const pulled = await createMigrator({ db, dialect: postgres(), source: inMemory([]) }).pull()
    expect(pulled.files[0]!.text).toContain('.references("auth.users.id", { onDelete: "cascade" })')
    await migrator.downgrade({ to: "base" })
    expect(
      await rows(db, "select to_regclass('profiles')::text as made, to_regclass('auth.users')::text as kept"),
    ).toEqual([{ made: null, kept: "auth.users" }])
  },
)
