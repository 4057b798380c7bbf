import { join } from "node:path"
import { pathToFileURL } from "node:url"

import { createMigrator, isAludelError, type MigratorOptions } from "@aludel/core"
import { folder } from "@aludel/core/node"
import { postgres } from "@aludel/dialect-postgres"
import { sqlite } from "@aludel/dialect-sqlite"
import BetterSqlite3 from "better-sqlite3"
import { CamelCasePlugin, Kysely, PostgresDialect, SqliteDialect } from "kysely"
import pg from "pg"

import type { StoryDatabase } from "./database.ts"
import type { Project } from "./project.ts"
import type { Outcome, Teller } from "./teller.ts"

/** A Kysely as an application has it, with plugins; on PostgreSQL over a pool of one connection. */
export function open({
  url,
  defaultSchema,
}: StoryDatabase): Pick<MigratorOptions, "db" | "dialect" | "defaultSchema"> {
  const plugins = [new CamelCasePlugin()]
  if (url.startsWith("sqlite:")) {
    const database = new BetterSqlite3(url.slice("sqlite:".length))
    return { db: new Kysely({ dialect: new SqliteDialect({ database }), plugins }), dialect: sqlite() }
  }
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  return {
    db: new Kysely({ dialect: new PostgresDialect({ pool }), plugins }),
    dialect: postgres(),
    defaultSchema,
  }
}

/** What `schema.ts` of a project declares now; imported anew each time. */
export async function declared({ folder: root }: Project): Promise<MigratorOptions["schema"]> {
  const url = `${pathToFileURL(join(root, "schema.ts")).href}?${++imports}`
  return ((await import(/* @vite-ignore */ url)) as { readonly default: MigratorOptions["schema"] }).default
}
let imports = 0

/** Tells the story by calling the library. */
export function byLibrary(project: Project, database: StoryDatabase): Teller {
  const opened = open(database)
  const source = folder("migrations", { cwd: project.folder })
  const migrator = createMigrator({ ...opened, source })
  const comparing = async () => createMigrator({ ...opened, source, schema: await declared(project) })
  return {
    camelCase: true,
    async revision(options) {
      try {
        return (await (await comparing()).revision(options)).location ?? "nothing"
      } catch (error) {
        return refusal(error)
      }
    },
    merge: async (options) => (await migrator.merge(options)).location ?? "nothing",
    upgrade: (to) => told(migrator.upgrade({ to })),
    downgrade: (to) => told(migrator.downgrade({ to })),
    current: async () => (await migrator.current()).map(({ id }) => id),
    heads: async () => (await migrator.heads()).map(({ id }) => id),
    history: async () => (await migrator.history()).map(({ id }) => id),
    check: async () => (await (await comparing()).check()).findings.map(({ code }) => code),
    end: () => opened.db.destroy(),
  }
}

async function told(run: ReturnType<ReturnType<typeof createMigrator>["upgrade"]>): Promise<Outcome> {
  try {
    const { revisions, heads } = await run
    return { ran: revisions, heads }
  } catch (error) {
    return refusal(error)
  }
}

function refusal(error: unknown): Outcome {
  if (!isAludelError(error)) throw error
  return { refused: error.code, message: error.message.split("\n")[0]! }
}
