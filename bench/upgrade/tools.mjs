import { fileURLToPath } from "node:url"
import { revisions, scripts } from "./projects.mjs"
import { stamp, statements } from "./statements.mjs"

const bin = (path) => fileURLToPath(new URL(`../node_modules/${path}`, import.meta.url))
const script = (name) => fileURLToPath(new URL(`scripts/${name}.mjs`, import.meta.url))
const aludel = fileURLToPath(new URL("../../packages/cli/dist/bin/cli.js", import.meta.url))
const json = (value) => JSON.stringify(value)

/** What is measured: its files, and the arguments of the `node` process that migrates; `floor` is the bare driver. */
export const tools = [
  {
    name: "pg alone",
    floor: true,
    files(write, numbers) {
      write("statements.json", json(numbers.flatMap(statements)))
    },
    args: [script("floor")],
  },
  {
    name: "aludel upgrade",
    key: "command",
    files(write, numbers) {
      write(
        "aludel.config.ts",
        `import { defineConfig } from "@aludel/config"\n\nexport default defineConfig({})\n`,
      )
      revisions(write, numbers)
    },
    args: [aludel, "upgrade", "--quiet"],
  },
  { name: "aludel in an app", key: "app", files: revisions, args: [script("aludel")] },
  {
    name: "Kysely's Migrator",
    key: "kysely",
    files: (write, numbers) => kyselyFiles(write, numbers, "js"),
    args: [script("kysely")],
  },
  {
    name: "kysely-ctl",
    key: "kysely-ctl",
    files(write, numbers) {
      write(
        "kysely.config.ts",
        `import { defineConfig } from "kysely-ctl"
import pg from "pg"

export default defineConfig({
  dialect: "pg",
  dialectConfig: { pool: new pg.Pool({ connectionString: process.env.DATABASE_URL }) },
  migrations: { migrationFolder: "migrations" },
})
`,
      )
      kyselyFiles(write, numbers, "ts")
    },
    args: [bin("kysely-ctl/dist/bin.mjs"), "migrate", "latest"],
  },
  {
    name: "drizzle-kit",
    key: "drizzle-kit",
    files(write, numbers) {
      write(
        "drizzle.config.js",
        `export default { dialect: "postgresql", out: "./drizzle", schema: "./schema.js", dbCredentials: { url: process.env.DATABASE_URL } }\n`,
      )
      write("schema.js", "export {}\n")
      const entries = numbers.map((number) => ({
        idx: number - 1,
        version: "7",
        when: 1_767_225_600_000 + number * 60_000,
        tag: `${stamp(number)}_t${number}`,
        breakpoints: true,
      }))
      write("drizzle/meta/_journal.json", json({ version: "7", dialect: "postgresql", entries }))
      for (const number of numbers)
        write(
          `drizzle/${stamp(number)}_t${number}.sql`,
          statements(number).join(";\n--> statement-breakpoint\n"),
        )
    },
    args: [bin("drizzle-kit/bin.cjs"), "migrate"],
  },
  {
    name: "Knex",
    key: "knex",
    files(write, numbers) {
      write(
        "knexfile.js",
        `export default { client: "pg", connection: process.env.DATABASE_URL, migrations: { directory: "./migrations" } }\n`,
      )
      scripts(
        write,
        numbers,
        (_, sql) => `export async function up(knex) {
${sql.map((each) => `  await knex.raw(${json(each)})`).join("\n")}
}
export async function down() {}
`,
      )
    },
    args: [bin("knex/bin/cli.js"), "migrate:latest"],
  },
  {
    name: "node-pg-migrate",
    key: "node-pg-migrate",
    files(write, numbers) {
      scripts(
        write,
        numbers,
        (_, sql) => `export function up(pgm) {
${sql.map((each) => `  pgm.sql(${json(each)})`).join("\n")}
}
export function down() {}
`,
      )
    },
    args: [bin("node-pg-migrate/bin/node-pg-migrate.js"), "up", "--no-check-order"],
  },
  {
    name: "Umzug",
    key: "umzug",
    files(write, numbers) {
      scripts(
        write,
        numbers,
        (_, sql) => `export async function up({ context }) {
${sql.map((each) => `  await context.query(${json(each)})`).join("\n")}
}
`,
      )
    },
    args: [script("umzug")],
  },
  {
    name: "MikroORM",
    key: "mikro-orm",
    files(write, numbers) {
      for (const number of numbers)
        write(
          `migrations/Migration${stamp(number)}.js`,
          `import { Migration } from "@mikro-orm/migrations"

export class Migration${stamp(number)} extends Migration {
  up() {
${statements(number)
  .map((each) => `    this.addSql(${json(each)})`)
  .join("\n")}
  }
}
`,
        )
    },
    args: [script("mikro-orm")],
  },
]

function kyselyFiles(write, numbers, ending) {
  scripts(
    write,
    numbers,
    (number) => `import { sql } from "kysely"

export async function up(db${ending === "ts" ? ": any" : ""}) {
  await db.schema
    .createTable("t${number}")
    .addColumn("id", "integer", (c) => c.notNull())
    .addColumn("name", "text", (c) => c.notNull())
    .addColumn("created_at", "timestamptz", (c) => c.defaultTo(sql\`now()\`).notNull())
    .addPrimaryKeyConstraint("pk_t${number}", ["id"])
    .execute()
  await db.schema.createIndex("ix_t${number}_name").on("t${number}").column("name").execute()
}
`,
    ending,
  )
}
