import { join, normalize } from "node:path"

import { type Engine, packagesFor } from "./engine.ts"
import { readme } from "./readme.ts"
import { isInstalled, type NewProject } from "./write-project.ts"

/** What the files of a project from scratch are made from. */
interface Template {
  /** The configuration's file name. */
  readonly config: string
  /** The starter schema's file name. */
  readonly schema: string
  configText(choices: Choices): string
  schemaText(): string
}

/** What differs from project to project. */
interface Choices {
  /** The folder of the revisions, as typed. */
  readonly migrations: string
  /** The URL that counts where `DATABASE_URL` is not set. */
  readonly url: string
}

const typescript: Template = {
  config: "aludel.config.ts",
  schema: "schema.ts",
  configText: ({ migrations, url }) => `import { defineConfig } from "@aludel/config"

export default defineConfig({
  // --url and ALUDEL_DATABASE_URL win over it.
  url: process.env.DATABASE_URL ?? ${JSON.stringify(url)},
  migrations: ${JSON.stringify(migrations)},
  schema: "schema.ts",
})
`,
  schemaText: () => `import { defineSchema, t, table, type InferDatabase } from "@aludel/core"

export const users = table("users", {
  id: t.integer().identity().primaryKey(),
  email: t.text().unique(),
  name: t.text().nullable(),
})

const schema = defineSchema({ users })
export default schema

/** The types of your queries: \`new Kysely<Database>(...)\`. */
export interface Database extends InferDatabase<typeof schema> {}
`,
}

const javascript: Template = {
  config: "aludel.config.js",
  schema: "schema.js",
  configText: (choices) =>
    `// @ts-check\n${typescript.configText(choices).replace('schema: "schema.ts",', 'schema: "schema.js",\n  language: "js",')}`,
  schemaText: () => `// @ts-check
import { defineSchema, t, table } from "@aludel/core"

export const users = table("users", {
  id: t.integer().identity().primaryKey(),
  email: t.text().unique(),
  name: t.text().nullable(),
})

export default defineSchema({ users })
`,
}

const yaml: Template = {
  ...typescript,
  config: "aludel.config.yaml",
  configText: ({
    migrations,
    url,
  }) => `# yaml-language-server: $schema=node_modules/@aludel/config/schema.json
# --url and ALUDEL_DATABASE_URL win over it. It may also stand in a file of your own:
# url: { file: config.yaml, key: database.url }
url: \${DATABASE_URL:-${url}}
migrations: ${JSON.stringify(migrations)}
schema: schema.ts
`,
}

/** The templates of projects from scratch, by name. */
export const templates = { typescript, javascript, yaml } as const

/** A project from scratch. */
export function fromTemplate(folder: string, name: keyof typeof templates, migrations: string): NewProject {
  const template = templates[name]
  const engine = engineOf(folder)
  const url = engine === "postgres" ? "postgres://localhost/app" : "sqlite:app.db"
  return {
    files: {
      [template.config]: template.configText({ migrations, url }),
      [template.schema]: template.schemaText(),
      [normalize(join(migrations, "README.md"))]: readme,
    },
    packages: packagesFor[engine],
    found: [],
    next: [`edit ${template.schema}`, 'aludel revision --autogenerate -m "initial schema"', "aludel upgrade"],
  }
}

/** PostgreSQL where only its dialect is installed, else SQLite, which needs no server. */
function engineOf(folder: string): Engine {
  return isInstalled(folder, "@aludel/dialect-postgres") && !isInstalled(folder, "@aludel/dialect-sqlite")
    ? "postgres"
    : "sqlite"
}
