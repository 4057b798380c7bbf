import { join } from "node:path"

import { describe, expect, it } from "vitest"

import { loadConfig } from "../src/node.ts"
import { project, told } from "./project.ts"

const settings = { url: "sqlite:app.db", migrations: ["a", "b"], lockTimeout: 500 }

describe("every form", () => {
  it.each([
    ["aludel.config.ts", `interface Any {}\nexport default ${JSON.stringify(settings)} satisfies Any`],
    ["aludel.config.mts", `export default ${JSON.stringify(settings)} as const`],
    ["aludel.config.mjs", `export default Promise.resolve(${JSON.stringify(settings)})`],
    [
      "aludel.config.mjs",
      `export default (env) => ({ ...${JSON.stringify(settings)}, lockTimeout: Number(env.LOCK) })`,
    ],
    ["aludel.config.mjs", `export default async (env) => (${JSON.stringify(settings)})`],
    ["aludel.config.yaml", "url: sqlite:app.db\nmigrations: [a, b]\nlockTimeout: 500"],
    ["aludel.config.yml", "url: sqlite:app.db\nmigrations: [a, '${LETTER}']\nlockTimeout: 500"],
    ["aludel.config.json", JSON.stringify(settings)],
  ])("%s %s", async (name, text) => {
    const folder = project({ [name]: text })
    const env = { LOCK: "500", LETTER: "b" }
    expect(await loadConfig({ cwd: folder, env })).toEqual({
      file: join(folder, name),
      folder,
      migrations: [join(folder, "a"), join(folder, "b")],
      settings,
      options: { cwd: folder, env },
    })
  })
})

describe("what is wrong is told all at once", () => {
  it.each([
    {
      name: "shapes and unknown keys",
      text: `
migration: x
lockTimeout: soon
language: coffee
url: { file: config.yaml }
schema: ""
history: { tabel: h, schema: 5 }
scratch: { prepared: x, prepare: 5, url: [], connect: psql }
fileName: revision.ts
colour: red
timeZone: Mars/Olympus
slugLength: 1.5
recursive: 1
databases: { eu: { urll: x, migrations: [] }, us: 5 }`,
      expected: `[config/invalid] aludel.config.yaml has 19 problems:
  migration: unknown key; did you mean migrations?
  lockTimeout: must be a number of milliseconds, is "soon"
  language: must be "ts" or "js", is "coffee"
  url: must be text or { file, key }, is an object
  schema: must be what defineSchema(...) gives, or the path of a module whose default export that is, or a list of paths; is ""
  fileName: must contain {id} or {slug}, or two revisions get one name; is "revision.ts"
  colour: unknown key; known are url, dialect, db, migrations, schema, autogenerate, defaultSchema, history, scratch, fileName, timeZone, slugLength, recursive, language, revisionTemplate, afterWrite, session, onRevision, lockTimeout, statementLockTimeout, retries, transaction, databases
  timeZone: must be a time zone such as "Europe/Rome", is "Mars/Olympus"
  slugLength: must be a whole number, is 1.5
  recursive: must be true or false, is 1
  history.tabel: unknown key; did you mean table?
  history.schema: must be text, is 5
  scratch.prepared: unknown key; did you mean prepare?
  scratch.prepare: must be SQL or a function of a Kysely, is 5
  scratch.url: must be text or { file, key }, is a list
  scratch.connect: must be a function of a database's name that gives a Kysely, is "psql"
  databases.eu.urll: unknown key; did you mean url?
  databases.eu.migrations: must be a folder or a list of folders, is a list
  databases.us: must be an object, is 5`,
    },
    {
      name: "file names",
      text: "fileName: '{yaer}_{id}'\ndatabases: { a: { fileName: '{rev}-{slug}' } }\nrevisionTemplate: 3",
      expected:
        "[config/invalid] aludel.config.yaml has 3 problems:\n" +
        "  fileName: has {yaer}, which is no placeholder; did you mean {year}?\n" +
        "  revisionTemplate: must be the path of a template or a function, is 3\n" +
        "  databases.a.fileName: has {rev}, which is no placeholder; known are {year} {month} {day} {hour} {minute} {second} {id} {slug}",
    },
    {
      name: "variables that are not set",
      text: "migrations: ${A}\nfileName: ${B:-x}{id}.ts\ndialect: ${C}",
      expected:
        "[config/invalid] aludel.config.yaml has 2 problems:\n" +
        "  migrations: the environment variable A is not set\n" +
        "  dialect: the environment variable C is not set",
    },
    {
      name: "not an object",
      text: "- a",
      expected:
        "[config/invalid] aludel.config.yaml has a problem:\n  the configuration must be an object, is a list",
    },
  ])("$name", async ({ text, expected }) => {
    const folder = project({ "aludel.config.yaml": text })
    expect(await told(loadConfig({ cwd: folder, env: {} }), folder)).toBe(expected)
  })
})

it("says that a module has no default export", async () => {
  const folder = project({ "aludel.config.mjs": "export const config = {}" })
  expect(await told(loadConfig({ cwd: folder, env: {} }), folder)).toBe(
    "[config/invalid] aludel.config.mjs could not be loaded: it has no default export; write `export default defineConfig({ ... })`",
  )
})

it("says what a module threw", async () => {
  const folder = project({ "aludel.config.mjs": "throw new Error('no vault')" })
  expect(await told(loadConfig({ cwd: folder, env: {} }), folder)).toBe(
    "[config/invalid] aludel.config.mjs could not be loaded: no vault",
  )
})

describe("several databases", () => {
  const two =
    "migrations: m\nlockTimeout: 1\ndatabases: { eu: { url: 'sqlite:eu.db', lockTimeout: 2 }, us: { url: 'sqlite:us.db' } }"

  it("takes the named one, with what it leaves out from beside it", async () => {
    const folder = project({ "aludel.config.yaml": two })
    const config = await loadConfig({ cwd: folder, name: "eu", env: {} })
    expect({ name: config.name, settings: config.settings }).toEqual({
      name: "eu",
      settings: { migrations: "m", url: "sqlite:eu.db", lockTimeout: 2 },
    })
  })

  it("takes the only one", async () => {
    const folder = project({ "aludel.config.yaml": "databases: { eu: { url: 'sqlite:eu.db' } }" })
    expect((await loadConfig({ cwd: folder, env: {} })).settings).toEqual({ url: "sqlite:eu.db" })
  })

  it("takes what stands beside them, where that names a database", async () => {
    const folder = project({ "aludel.config.yaml": `url: sqlite:home.db\n${two}` })
    expect((await loadConfig({ cwd: folder, env: {} })).settings).toEqual({
      url: "sqlite:home.db",
      migrations: "m",
      lockTimeout: 1,
    })
  })

  it.each([
    [
      undefined,
      "[config/invalid] aludel.config.yaml has several databases: eu, us.\nSay which one: --name eu",
    ],
    [
      "use",
      '[config/invalid] aludel.config.yaml has no database "use"; it has eu, us.\nDid you mean --name us?',
    ],
  ])("%s is not one of them", async (name, expected) => {
    const folder = project({ "aludel.config.yaml": two })
    expect(await told(loadConfig({ cwd: folder, name, env: {} }), folder)).toBe(expected)
  })
})
