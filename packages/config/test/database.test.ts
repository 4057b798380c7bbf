import { describe, expect, it } from "vitest"

import type { Environment } from "../src/index.ts"
import { databaseAddress, loadConfig, openDatabase, withoutPasswords } from "../src/node.ts"
import { absoluteUrl } from "../src/url.ts"
import { project, told } from "./project.ts"

const both = { ALUDEL_DATABASE_URL: "sqlite:aludel.db", DATABASE_URL: "sqlite:app.db" }

describe("where the URL comes from", () => {
  it.each<{
    name: string
    files: Record<string, string>
    env: Environment
    flag?: string
    url?: string
    from?: string
  }>([
    { name: "nobody says", files: { "aludel.config.yaml": "" }, env: {} },
    {
      name: "DATABASE_URL",
      files: { "aludel.config.yaml": "" },
      env: { DATABASE_URL: "sqlite:app.db" },
      url: "sqlite:FOLDER/app.db",
      from: "DATABASE_URL",
    },
    {
      name: "the configuration before it",
      files: { "aludel.config.yaml": "url: sqlite:own.db" },
      env: { DATABASE_URL: "sqlite:app.db" },
      url: "sqlite:FOLDER/own.db",
      from: "aludel.config.yaml",
    },
    {
      name: "ALUDEL_DATABASE_URL before that",
      files: { "aludel.config.yaml": "url: sqlite:own.db" },
      env: both,
      url: "sqlite:FOLDER/aludel.db",
      from: "ALUDEL_DATABASE_URL",
    },
    {
      name: "--url before all",
      files: { "aludel.config.yaml": "url: sqlite:own.db" },
      env: both,
      flag: "postgres://u:p@h/d",
      url: "postgres://u:p@h/d",
      from: "--url",
    },
    {
      name: "a variable",
      files: { "aludel.config.yaml": "url: postgres://${USER_NAME}@${HOST:-localhost}/d" },
      env: { USER_NAME: "u" },
      url: "postgres://u@localhost/d",
      from: "aludel.config.yaml",
    },
    {
      name: "a variable in a module",
      files: { "aludel.config.mjs": "export default { url: 'sqlite:${NAME}.db' }" },
      env: { NAME: "x" },
      url: "sqlite:FOLDER/x.db",
      from: "aludel.config.mjs",
    },
    {
      name: "a key of another YAML file",
      files: {
        "aludel.config.yaml": "url: { file: conf/app.yaml, key: database.url }",
        "conf/app.yaml": "database:\n  url: sqlite:///${NAME}.db",
      },
      env: { NAME: "x" },
      url: "sqlite:FOLDER/x.db",
      from: "aludel.config.yaml",
    },
    {
      name: "a key of another JSON file",
      files: {
        "aludel.config.json": '{"url":{"file":"app.json","key":"url"}}',
        "app.json": '{"url":"postgresql+asyncpg://h/d"}',
      },
      env: {},
      url: "postgresql+asyncpg://h/d",
      from: "aludel.config.json",
    },
  ])("$name", async ({ files, env, flag, url, from }) => {
    const folder = project(files)
    const address = await databaseAddress(await loadConfig({ cwd: folder, env, url: flag }))
    expect(address).toEqual(url === undefined ? {} : { url: { url: url.replace("FOLDER", folder), from } })
  })
})

it("finds the default schema by flag, text and key path", async () => {
  const folder = project({
    "aludel.config.yaml": "defaultSchema: { file: app.yaml, key: database.schema }",
    "app.yaml": "database: { schema: hotel }",
  })
  expect(await databaseAddress(await loadConfig({ cwd: folder, env: {} }))).toEqual({
    defaultSchema: "hotel",
  })
  expect(await databaseAddress(await loadConfig({ cwd: folder, env: {}, defaultSchema: "x" }))).toEqual({
    defaultSchema: "x",
  })
})

it("takes null at a key path as nothing said", async () => {
  const folder = project({
    "aludel.config.yaml": "url: { file: app.yaml, key: url }\ndefaultSchema: { file: app.yaml, key: schema }",
    "app.yaml": "{ url: null, schema: null }",
  })
  expect(await databaseAddress(await loadConfig({ cwd: folder, env: {} }))).toEqual({})
})

describe("an address that can't be looked up", () => {
  it.each([
    ["url: ${NOPE}", "a problem:\n  url: the environment variable NOPE is not set"],
    [
      "url: { file: nope.yaml, key: a }\ndefaultSchema: { file: app.yaml, key: b.c }",
      "2 problems:\n  url: there is no file nope.yaml\n  defaultSchema: app.yaml has nothing at b.c",
    ],
    [
      "url: ${DATABSE_URL}\ndefaultSchema: { file: app.yaml, key: databse.schma }",
      "2 problems:\n  url: the environment variable DATABSE_URL is not set; did you mean DATABASE_URL?\n  defaultSchema: app.yaml has nothing at databse.schma; did you mean database.schema?",
    ],
    [
      "databases: { eu: { url: { file: app.yaml, key: a } } }",
      "a problem:\n  databases.eu.url: app.yaml has no text at a",
    ],
  ])("%s", async (text, expected) => {
    const folder = project({ "aludel.config.yaml": text, "app.yaml": "a: { b: c }\ndatabase: { schema: x }" })
    const config = await loadConfig({ cwd: folder, env: { DATABASE_URL: "sqlite:app.db" } })
    expect(await told(databaseAddress(config), folder)).toBe(
      `[config/invalid] aludel.config.yaml has ${expected}`,
    )
  })
})

describe("paths of SQLite", () => {
  it.each([
    ["sqlite:app.db", "sqlite:/project/app.db"],
    ["sqlite:./data/app.db?mode=ro", "sqlite:/project/data/app.db?mode=ro"],
    ["sqlite:///app.db", "sqlite:/project/app.db"],
    ["sqlite+aiosqlite:///app.db", "sqlite+aiosqlite:/project/app.db"],
    ["sqlite:////var/app.db", "sqlite:////var/app.db"],
    ["sqlite:/var/app.db", "sqlite:/var/app.db"],
    ["sqlite::memory:", "sqlite::memory:"],
    ["sqlite:///:memory:", "sqlite:///:memory:"],
    ["sqlite://", "sqlite://"],
    ["file:app.db", "file:/project/app.db"],
    ["file:///var/app.db", "file:///var/app.db"],
    ["postgres://host/app", "postgres://host/app"],
  ])("%s", (url, expected) => expect(absoluteUrl(url, "/project")).toBe(expected))
})

it.each([
  ["postgres://me:s3cret@host/db", "postgres://me:***@host/db"],
  [
    "can't reach postgresql+asyncpg://me:s3:c@ret@host/db now",
    "can't reach postgresql+asyncpg://me:***@host/db now",
  ],
  ["postgres://host/db?user=me&password=s3cret&x=1", "postgres://host/db?user=me&password=***&x=1"],
  ["postgres://me@host:5432/db", "postgres://me@host:5432/db"],
])("%s loses its password", (text, expected) => expect(withoutPasswords(text)).toBe(expected))

describe("a database that can't be opened", () => {
  it.each([
    [
      "",
      {},
      "[database/url] No database is configured.\nSet `url` in the configuration or the environment variable DATABASE_URL, or add --url URL.",
    ],
    [
      "url: mysql://me:s3cret@h/d",
      {},
      "[database/url] No dialect is known for URLs that begin with mysql:.\nKnown are postgres://user@host/database and sqlite:path; for other engines name a package as `dialect` in the configuration.",
    ],
    [
      "url: app.db",
      {},
      "[database/url] app.db is not a URL.\nKnown are postgres://user@host/database and sqlite:path; for other engines name a package as `dialect` in the configuration.",
    ],
    [
      "url: postgres://h/d",
      {},
      "[dialect/not-installed] The dialect @aludel/dialect-postgres is not installed.\nType `npm install @aludel/dialect-postgres pg`.",
    ],
    [
      "url: sqlite:x.db",
      {},
      "[dialect/not-installed] The dialect @aludel/dialect-sqlite is not installed.\nType `npm install @aludel/dialect-sqlite better-sqlite3`.",
    ],
    [
      "url: x:y\ndialect: aludel-duck",
      {},
      "[dialect/not-installed] The dialect aludel-duck is not installed.\nType `npm install aludel-duck`.",
    ],
    [
      "url: x:y\ndialect: ./none.mjs",
      {},
      "[dialect/invalid] The package ./none.mjs exports no dialect.\nImport the dialect in aludel.config.ts and give it as `dialect`.",
    ],
    [
      "url: x:y\ndialect: ./two.mjs",
      {},
      "[dialect/invalid] The package ./two.mjs exports several dialects.\nImport the dialect in aludel.config.ts and give it as `dialect`.",
    ],
    [
      "url: x:y\ndialect: ./closed.mjs",
      {},
      "[dialect/unsupported] The dialect Closed can't open a database by its URL.\nGive a Kysely as `db` in the configuration.",
    ],
  ])("%s", async (text, env, expected) => {
    const folder = project({
      "aludel.config.yaml": text,
      "none.mjs": "export const table = (name) => { throw new Error(name) }",
      "two.mjs": "export const a = () => ({ name: 'A' }); export const b = { name: 'B' }",
      "closed.mjs": "export const closed = () => ({ name: 'Closed' })",
    })
    const config = await loadConfig({ cwd: folder, env })
    expect(await told(openDatabase(config), folder)).toBe(expected)
  })
})

describe("a database that can be opened", () => {
  const dialect =
    "export function duck() { return { name: 'Duck', connect: async ({ url }) => ({ opened: url }) } }\nexport const t = {}"

  it("by a dialect in the project's node_modules, also one for `import` alone", async () => {
    const folder = project({
      "aludel.config.yaml": "dialect: dialect-duck\nurl: duck:pond",
      "node_modules/dialect-duck/package.json":
        '{ "name": "dialect-duck", "type": "module", "exports": { ".": { "import": "./index.js" } } }',
      "node_modules/dialect-duck/index.js": dialect,
    })
    const opened = await openDatabase(await loadConfig({ cwd: folder, env: {} }))
    expect([opened.db, opened.dialect?.name]).toEqual([{ opened: "duck:pond" }, "Duck"])
  })

  it("by a Kysely of the configuration's, which wins over every URL but the flag", async () => {
    const folder = project({
      "duck.mjs": dialect,
      "aludel.config.mjs":
        "import { duck } from './duck.mjs'\nexport default { db: async () => ({ own: true }), dialect: duck(), url: 'duck:pond' }",
    })
    const open = async (url?: string) =>
      (await openDatabase(await loadConfig({ cwd: folder, env: both, url }))).db
    expect([await open(), await open("duck:lake")]).toEqual([{ own: true }, { opened: "duck:lake" }])
  })
})
