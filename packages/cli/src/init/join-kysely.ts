import { existsSync } from "node:fs"
import { dirname, join, normalize } from "node:path"

import { AludelError } from "@aludel/core"

import { packagesFor } from "./engine.ts"
import { type KyselyProject, readKyselyProject } from "./kysely-project.ts"
import { readme } from "./readme.ts"
import { pathsOf } from "./source-files.ts"
import type { NewProject } from "./write-project.ts"

/**
 * What joins a project that has Kysely: a configuration that takes the database from where the project has it. The declared
 * schema is read from the database afterwards.
 *
 * @param migrations the folder for revisions. Default: `migrations`, or `revisions` where Kysely's own migrations are there
 * @throws AludelError `cli/usage` where no Kysely is found
 */
export async function joinKysely(folder: string, migrations: string | undefined): Promise<NewProject> {
  const project = await readKyselyProject(folder)
  if (project === undefined) throw noKysely(folder)
  const revisions = migrations ?? (holdsMigrations(folder) ? "revisions" : "migrations")
  const schema = schemaPath(folder, project)
  return {
    files: {
      [`aludel.config.${project.language}`]: configText(project, { revisions, schema }),
      [normalize(join(revisions, "README.md"))]: readme,
    },
    packages: packagesOf(project),
    found: foundIn(project),
    next: nextSteps(project, schema),
  }
}

function packagesOf({ engine }: KyselyProject): readonly string[] {
  return engine === undefined ? ["@aludel/core", "@aludel/config"] : packagesFor[engine]
}

function noKysely(folder: string): AludelError {
  return new AludelError(
    "cli/usage",
    `No Kysely was found in ${folder}: package.json does not have it, and no file makes one.`,
    { hint: "Go to the project's folder (--cwd), or start a new project: aludel init" },
  )
}

function holdsMigrations(folder: string): boolean {
  return pathsOf(folder, "migrations").some((path) => /\.[cm]?[jt]s$/.test(path))
}

/** Beside what says the types now, so that the application's imports stay short. */
function schemaPath(folder: string, { types, instance, language, generated }: KyselyProject): string {
  const beside = types !== undefined && !types.path.startsWith("node_modules") ? types : instance
  const place = beside === undefined ? (existsSync(join(folder, "src")) ? "src" : ".") : dirname(beside.path)
  const names = ["schema", "database-schema", "aludel-schema"].map((name) => `${name}.${language}`)
  const free = names.find((name) => !existsSync(join(folder, place, name))) ?? names[0]!
  // What kysely-codegen writes is written over by it, so the new schema lies beside it and never is it.
  return normalize(join(place, generated && free === beside?.path ? names[1]! : free)).replaceAll("\\", "/")
}

function configText(
  project: KyselyProject,
  { revisions, schema }: { readonly revisions: string; readonly schema: string },
): string {
  const { language } = project
  const lines = [
    ...databaseLines(project),
    `migrations: ${JSON.stringify(revisions)},`,
    "// `aludel adopt` writes it, from what is in the database.",
    `schema: ${JSON.stringify(schema)},`,
    ...(language === "js" ? ['language: "js",'] : []),
  ]
  return `${language === "js" ? "// @ts-check\n" : ""}import { defineConfig } from "@aludel/config"

export default defineConfig({
${lines.map((line) => `  ${line}`).join("\n")}
})
`
}

function databaseLines({ url, instance, engine }: KyselyProject): readonly string[] {
  if (url !== undefined) {
    const { written } = url
    const value =
      typeof written === "string"
        ? JSON.stringify(written)
        : `{ file: ${JSON.stringify(written.file)}, key: ${JSON.stringify(written.key)} }`
    return [`// As ${url.path} has it; --url and ALUDEL_DATABASE_URL win over it.`, `url: ${value},`]
  }
  if (instance !== undefined)
    return [
      ...(engine === undefined ? [] : [`dialect: ${JSON.stringify(engine)},`]),
      "// The project's own Kysely; the command closes it when it is done.",
      `db: async () => (await import(${JSON.stringify(`./${instance.path}`)})).${instance.name},`,
    ]
  return [
    "// Where the project has its URL was not seen; --url and ALUDEL_DATABASE_URL win over it.",
    'url: "${DATABASE_URL}",',
  ]
}

function foundIn({
  url,
  instance,
  types,
  generated,
  kyselyConfig,
  engine,
}: KyselyProject): readonly string[] {
  return [
    ...(kyselyConfig === undefined ? [] : [`${kyselyConfig}: the configuration of kysely-ctl`]),
    ...(instance === undefined ? [] : [`${instance.path}: a Kysely, ${instance.name}`]),
    ...(types === undefined
      ? []
      : [`${types.path}: the tables' types, ${types.name}${generated ? ", written by kysely-codegen" : ""}`]),
    ...(url === undefined ? [] : [`${url.path}: ${url.what}`]),
    ...(engine === undefined ? [] : [`the engine: ${engine === "postgres" ? "PostgreSQL" : "SQLite"}`]),
  ]
}

function nextSteps(project: KyselyProject, schema: string): readonly string[] {
  const { types, camelCase, language, engine, otherEngine } = project
  return [
    ...(engine === undefined
      ? [
          `set \`dialect\` in the configuration: which one is for ${otherEngine ?? "the database"} was not seen`,
        ]
      : []),
    "aludel doctor     # whether the database is found",
    `aludel adopt      # reads it into ${schema}, writes a first revision and records it as applied`,
    "aludel check      # nothing is left to do",
    ...(language === "js"
      ? []
      : [
          `then import Database from ${schema}${types === undefined ? "" : `, instead of ${types.name} from ${types.path}`}`,
        ]),
    ...(camelCase
      ? [`and for CamelCasePlugin add { casing: "snake_case" } to defineSchema in ${schema}`]
      : []),
  ]
}
