import { type SpawnSyncReturns, spawnSync } from "node:child_process"
import { mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { stripTypeScriptTypes } from "node:module"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

import { afterEach, beforeEach, describe, expect, it } from "vitest"

import { clear, type Stage, stage } from "./scenario.ts"

let on: Stage
beforeEach(() => (on = stage()))
afterEach(() => clear(on))

function write(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(on.folder, name)), { recursive: true })
    writeFileSync(join(on.folder, name), text)
  }
}

function aludel(...args: readonly string[]): SpawnSyncReturns<string> {
  return spawnSync("aludel", args, { cwd: on.folder, env: on.env, encoding: "utf8" })
}

const revision = `import { defineRevision } from "@aludel/core"
export default defineRevision({ id: "a1", parents: [], message: "one", upgrade() {}, downgrade() {} })`

const creating = `import { defineRevision, t } from "@aludel/core"
export default defineRevision({ id: "a1", parents: [], message: "one", upgrade(op) {
  op.createTable("hotels", { id: t.integer().primaryKey("pk_hotels") })
} })`

describe("what a person's files may look like", () => {
  it.each<[string, Record<string, string>]>([
    [
      "a package of type commonjs",
      {
        "package.json": '{ "type": "commonjs" }',
        "aludel.config.ts": 'import { defineConfig } from "@aludel/config"\nexport default defineConfig({})',
      },
    ],
    ["a package without type", { "package.json": "{}", "aludel.config.js": "export default {}" }],
    [
      "an enum, with jiti",
      {
        "aludel.config.ts":
          "enum Folder { Default = 'migrations' }\nexport default { migrations: Folder.Default }",
      },
    ],
    [
      "a namespace, with jiti",
      {
        "aludel.config.ts":
          "namespace Folders { export const migrations = 'migrations' }\nexport default { migrations: Folders.migrations }",
      },
    ],
    [
      "a decorator and a parameter property, with jiti",
      {
        "aludel.config.ts":
          "function kept(value: any): any { return value }\n@kept class Folder { constructor(readonly name = 'migrations') {} }\nexport default { migrations: new Folder().name }",
      },
    ],
    [
      "an import without ending, with jiti",
      {
        "aludel.config.ts": "import { migrations } from './folders'\nexport default { migrations }",
        "folders.ts": "export const migrations = 'migrations'",
      },
    ],
  ])("%s", (name, files) => {
    write({ ...files, "migrations/1.ts": revision })
    if (name.includes("jiti")) linkJiti()
    expect(aludel("heads")).toMatchObject({ stdout: "a1 (head)\n", stderr: "", status: 0 })
  })

  it("what Node can't load, without jiti, is told with what to do", () => {
    write({
      "aludel.config.ts":
        "enum Folder { Default = 'migrations' }\nexport default { migrations: Folder.Default }",
    })
    expect(aludel("heads").stderr).toMatch(
      /^aludel: \[config\/invalid\] aludel\.config\.ts could not be loaded: .*\nhint: .*npm install --save-dev jiti\n$/s,
    )
  })
})

function linkJiti(): void {
  const jiti = join(fileURLToPath(new URL("../../config/node_modules/jiti", import.meta.url)), "lib/jiti.mjs")
  write({
    "node_modules/jiti/package.json": '{ "name": "jiti", "type": "module", "exports": "./index.js" }',
    "node_modules/jiti/index.js": `export * from ${JSON.stringify(jiti)}`,
  })
}

describe("streams", () => {
  it("stdout has data only, stderr talk only, and --quiet silences the talk", () => {
    write({ "aludel.config.yaml": "url: sqlite:app.db", "migrations/1.ts": revision })
    expect(aludel("upgrade")).toMatchObject({
      stdout: "",
      stderr: "Running upgrade <base> -> a1, one\n",
      status: 0,
    })
    expect(aludel("current")).toMatchObject({ stdout: "a1 (head)\n", stderr: "", status: 0 })
    expect(aludel("downgrade", "-1", "--quiet")).toMatchObject({ stdout: "", stderr: "", status: 0 })
    expect(JSON.parse(aludel("upgrade", "--json").stdout.trimEnd().split("\n").at(-1) ?? "")).toMatchObject({
      kind: "done",
      status: "done",
      direction: "upgrade",
      revisions: ["a1"],
      heads: ["a1"],
    })
  })

  it("a reader that goes away is no error", () => {
    write({ "aludel.config.yaml": "", "migrations/1.ts": revision })
    const done = spawnSync("/bin/sh", ["-c", "{ aludel history -v; echo $? >&2; } | true"], {
      cwd: on.folder,
      env: on.env,
      encoding: "utf8",
    })
    expect(done.stderr).toBe("0\n")
  })
})

describe.skipIf(process.platform !== "linux")("on a terminal", () => {
  const typing = (answer: string, command: string): SpawnSyncReturns<string> =>
    spawnSync("/bin/sh", ["-c", `script -qec "${command}" /dev/null`], {
      cwd: on.folder,
      env: on.env,
      encoding: "utf8",
      input: answer,
    })
  const schema = (column: string) => `import { defineSchema, t, table } from "@aludel/core"
    export default defineSchema({ hotels: table("hotels", { id: t.integer().primaryKey()${column} }) })`

  it("a downgrade that deletes lists what, asks once, and does nothing unless it is told to", () => {
    write({ "aludel.config.yaml": "url: sqlite:app.db", "migrations/1.ts": creating })
    aludel("upgrade")
    const refused = typing("\n", "aludel downgrade base")
    expect(refused).toMatchObject({ status: 1 })
    expect(refused.stdout.replaceAll("\r", "")).toContain(
      "This downgrade deletes:\n  a1: The table hotels is dropped with all its rows.\n",
    )
    expect(aludel("current").stdout).toBe("a1 (head)\n")
    expect(typing("y\n", "aludel downgrade base")).toMatchObject({ status: 0 })
    expect(aludel("current").stdout).toBe("")
    aludel("upgrade")
    expect(typing("", "aludel downgrade base --yes")).toMatchObject({ status: 0 })
  })

  it("a downgrade that deletes nothing asks nothing", () => {
    write({ "aludel.config.yaml": "url: sqlite:app.db", "migrations/1.ts": revision })
    aludel("upgrade")
    expect(typing("", "aludel downgrade base")).toMatchObject({ status: 0 })
    expect(aludel("current").stdout).toBe("")
  })

  it("nothing is asked and nothing coloured in CI, nor coloured where it is not wanted", () => {
    write({ "aludel.config.yaml": "url: sqlite:app.db", "migrations/1.ts": creating })
    const { NO_COLOR: _, ...env } = on.env
    const seen = (variables: object, command: string) =>
      spawnSync("/bin/sh", ["-c", `script -qec "${command}" /dev/null`], {
        cwd: on.folder,
        env: { ...env, TERM: "xterm", ...variables },
        encoding: "utf8",
        input: "",
      })
    const isColoured = (variables: object, options = "") =>
      seen(variables, `aludel show nope ${options}`).stdout.includes("\u001B[31maludel:")
    expect([
      isColoured({}),
      isColoured({}, "--no-color"),
      isColoured({ NO_COLOR: "1" }),
      isColoured({ CI: "true" }),
    ]).toEqual([true, false, false, false])
    aludel("upgrade")
    expect(seen({ CI: "true" }, "aludel downgrade base")).toMatchObject({ status: 0 })
    expect(aludel("current").stdout).toBe("")
  })

  it("bash completes what is typed, on a key", () => {
    write({ "aludel.config.yaml": "", "migrations/1.ts": revision })
    const { stdout } = typing(
      "source <(aludel completion bash)\naludel hea\t\naludel show a\t; exit\n",
      "bash --norc -i",
    )
    expect(stdout.split(/\r?\n/)).toEqual(
      expect.arrayContaining(["a1 (head)", "Rev: a1 (head)", "Path: migrations/1.ts"]),
    )
  })

  it("a question of autogenerate is asked", () => {
    write({ "aludel.config.yaml": "url: sqlite:app.db\nschema: schema.ts", "schema.ts": schema("") })
    aludel("revision", "--autogenerate", "-m", "hotels", "--rev-id", "a1")
    aludel("upgrade")
    write({ "schema.ts": schema(", code: t.text()") })
    expect(typing("'demo'\n", "aludel revision --autogenerate -m code --rev-id b2")).toMatchObject({
      status: 0,
    })
    expect(aludel("upgrade", "--sql", "a1:b2").stdout).toContain("'demo'")
  })

  it("a possible rename is asked: yes or no to one, a number to several", () => {
    write({
      "aludel.config.yaml": "url: sqlite:app.db\nschema: schema.ts",
      "schema.ts": schema(", code: t.text(), size: t.integer()"),
    })
    aludel("revision", "--autogenerate", "-m", "hotels", "--rev-id", "a1")
    aludel("upgrade")
    write({ "schema.ts": schema(", name: t.text(), label: t.text().nullable(), size: t.integer()") })
    const typed = typing("1\n", "aludel revision --autogenerate -m names --rev-id b2")
    expect(typed.stdout).toContain(
      "the column hotels.code is no longer declared, and name, label are new: was it renamed, and to which?",
    )
    expect(aludel("upgrade", "--sql", "a1:b2").stdout).toContain('rename column "code" to "name"')
    aludel("upgrade")
    write({ "schema.ts": schema(", name: t.text(), label: t.text().nullable(), width: t.integer()") })
    expect(typing("y\n", "aludel revision --autogenerate -m width --rev-id c3").stdout).toContain(
      "the column hotels.size is no longer declared, and width is new: was it renamed? [y/N]",
    )
    expect(aludel("upgrade", "--sql", "b2:c3").stdout).toContain('rename column "size" to "width"')
  })
})

it.each([
  [
    `() => { throw new Error("no vault") }`,
    "`db` of the configuration failed: no vault\nhint: Correct the function that makes the Kysely.",
  ],
  [
    `{ destroy() {}, withoutPlugins() { throw Object.assign(new Error("no route"), { code: "ECONNREFUSED" }) } }`,
    "Can't connect to the database that `db` of the configuration opens: no route\nhint: Check that the server runs and that the settings are right.",
  ],
])("tells a database of the configuration's own that can't be reached: %s", (db, expected) => {
  write({ "aludel.config.mjs": `export default { db: ${db} }` })
  expect(aludel("current")).toMatchObject({
    stderr: `aludel: [database/connection] ${expected}\n`,
    status: 1,
  })
})

it("refuses packages of another version", () => {
  write({
    "aludel.config.yaml": "",
    "node_modules/@aludel/core/package.json":
      '{ "name": "@aludel/core", "version": "9.9.9", "exports": { "./package.json": "./package.json" } }',
  })
  const { stderr, status } = aludel("heads")
  const version = aludel("--version").stdout.trim()
  expect([stderr, status]).toEqual([
    `aludel: [package/version] The project has @aludel/core 9.9.9; the command is @aludel/cli ${version}.\nhint: Install one version of all: npm install @aludel/cli@${version} @aludel/core@${version}\n`,
    1,
  ])
})

it.each(["20.20.2", "22.17.1", "18.0.0"])("says on Node %s what it needs", (version) => {
  const source = readFileSync(new URL("../src/cli.ts", import.meta.url), "utf8")
  write({
    "cli.mjs": stripTypeScriptTypes(source),
    "old.mjs": `Object.defineProperty(process, "versions", { value: { node: "${version}" } })\nObject.defineProperty(process, "version", { value: "v${version}" })`,
  })
  const done = spawnSync(process.execPath, ["--import", "./old.mjs", "cli.mjs", "heads"], {
    cwd: on.folder,
    encoding: "utf8",
  })
  expect([done.status, done.stderr]).toEqual([
    1,
    `aludel needs Node.js 22.18 or newer; this is Node.js v${version}.\n`,
  ])
})

describe("what is not loaded", () => {
  it.each([["--version"], ["heads"], ["history"]])(
    "%s loads neither Kysely nor a driver nor a dialect",
    (command) => {
      write({
        "aludel.config.mjs":
          'import { defineConfig } from "@aludel/config"\nexport default defineConfig({ url: "sqlite:app.db" })',
        "migrations/1.ts": revision,
      })
      write({
        "spy.mjs": `import { registerHooks } from "node:module"
        registerHooks({ resolve(specifier, context, next) {
          if (/^(kysely|pg|better-sqlite3|node:sqlite|@aludel\\/dialect-.*)$/.test(specifier)) throw new Error("loaded " + specifier)
          return next(specifier, context)
        } })`,
      })
      const env = { ...on.env, NODE_OPTIONS: "--import ./spy.mjs" }
      expect(spawnSync("aludel", [command], { cwd: on.folder, env, encoding: "utf8" })).toMatchObject({
        stderr: "",
        status: 0,
      })
    },
  )
})
