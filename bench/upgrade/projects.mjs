import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { revisionId, stamp, statements } from "./statements.mjs"

const here = fileURLToPath(new URL("..", import.meta.url))
const packages = fileURLToPath(new URL("../../packages", import.meta.url))
const peers = ["kysely", "kysely-ctl", "knex", "node-pg-migrate", "umzug", "drizzle-kit", "drizzle-orm", "pg"]
const mikro = ["core", "migrations", "postgresql"]

/** A project with so many migrations in the files of a tool, and what the tool must be configured with. */
export function makeProject(root, tool, count) {
  const folder = join(root, `${tool.name.replaceAll(/\W+/g, "-")}-${count}`)
  if (existsSync(folder)) return folder
  mkdirSync(join(folder, "migrations"), { recursive: true })
  writeFileSync(join(folder, "package.json"), `{ "name": "project", "private": true, "type": "module" }\n`)
  link(folder)
  const write = (path, text) => {
    mkdirSync(join(folder, path, ".."), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  tool.files(
    write,
    Array.from({ length: count }, (_, index) => index + 1),
  )
  return folder
}

function link(folder) {
  const modules = join(folder, "node_modules")
  mkdirSync(join(modules, "@aludel"), { recursive: true })
  mkdirSync(join(modules, "@mikro-orm"))
  for (const name of ["core", "config", "cli", "dialect-postgres"])
    symlinkSync(join(packages, name), join(modules, "@aludel", name), "junction")
  for (const name of peers) symlinkSync(join(here, "node_modules", name), join(modules, name), "junction")
  for (const name of mikro)
    symlinkSync(join(here, "node_modules/@mikro-orm", name), join(modules, "@mikro-orm", name), "junction")
}

/** Revisions of Aludel, as `aludel revision --autogenerate` prints them. */
export function revisions(write, numbers) {
  for (const number of numbers) {
    const id = revisionId(number)
    const parents = number === 1 ? "[]" : `["${revisionId(number - 1)}"]`
    write(
      `migrations/${stamp(number)}-${id}_t${number}.ts`,
      `import { defineRevision, index, sql, t } from "@aludel/core"

// + table t${number}
export default defineRevision({
  id: "${id}",
  parents: ${parents},
  message: "t${number}",
  created: "2026-01-01T00:00:00Z",
  upgrade(op) {
    op.createTable("t${number}", {
      id: t.integer().primaryKey("pk_t${number}"),
      name: t.text(),
      created_at: t.timestamptz().default(sql\`now()\`),
    }, (c) => [
      index("ix_t${number}_name").on(c.name),
    ])
  },
  downgrade(op) {
    op.dropTable("t${number}")
  },
})
`,
    )
  }
}

/** Migrations in files of code, one each, from the text that a tool takes. */
export function scripts(write, numbers, text, ending = "js") {
  for (const number of numbers)
    write(`migrations/${stamp(number)}_t${number}.${ending}`, text(number, statements(number)))
}
