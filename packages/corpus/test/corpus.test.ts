import { spawnSync } from "node:child_process"
import { globSync } from "node:fs"
import { fileURLToPath } from "node:url"

import { expect, it } from "vitest"

const root = fileURLToPath(new URL("../../..", import.meta.url))
const dumps = (folder: string) =>
  globSync(`packages/corpus/test/dumps/${folder}/*.sql`, { cwd: root }).toSorted()

const pairs = (engine: string) => `packages/corpus/test/pairs/${engine}`

it.skipIf(lacks("psql"))("finds no difference in dumps of PostgreSQL with odd things in them", () => {
  const { status, lines, result } = run(...dumps("postgres"))
  expect({ status, differences: result.differences, lines }).toEqual({
    status: 0,
    differences: {},
    lines: dumps("postgres").map((dump) => expect.stringContaining(`${dump}: `)),
  })
  expect(result.files).toBe(5)
  expect(result.unmodelled).toEqual({
    aggregate: 1,
    collation: 1,
    operator: 1,
    publication: 1,
    rule: 1,
    statistics: 1,
    "text search configuration": 1,
  })
  expect(result.objects).toMatchObject({
    domain: 4,
    trigger: 6,
    policy: 4,
    view: 5,
    procedure: 1,
    function: 8,
  })
})

it.skipIf(lacks("sqlite3"))("finds no difference in dumps of SQLite with odd things in them", () => {
  const { status, result } = run(...dumps("sqlite"), "--engine", "sqlite")
  expect({ status, result }).toMatchObject({ status: 0, result: { files: 2, differences: {} } })
})

// Samples: all of them take minutes. `pnpm corpus --pairs packages/corpus/test/pairs/postgres`
it.skipIf(lacks("sqlite3"))("goes from old to new and back by generated revisions, on SQLite", () => {
  for (const name of ["app-grows", "rings-and-triggers"]) {
    const { status, result } = run("--pairs", `${pairs("sqlite")}/${name}`, "--engine", "sqlite")
    expect({ status, result }).toMatchObject({ status: 0, result: { files: 1, differences: {} } })
  }
})

it.skipIf(lacks("psql"))("goes from old to new and back by generated revisions, on PostgreSQL", () => {
  for (const name of ["partitions-added", "serial-to-identity"]) {
    const { status, result } = run("--pairs", `${pairs("postgres")}/${name}`)
    expect({ status, result }).toMatchObject({ status: 0, result: { files: 1, differences: {} } })
  }
})

it.skipIf(lacks("sqlite3"))("makes a dump of SQLite again by generated revisions", () => {
  const { status, result } = run(...dumps("sqlite"), "--by-revisions", "--engine", "sqlite")
  expect({ status, result }).toMatchObject({ status: 0, result: { files: 2, differences: {} } })
})

it.skipIf(lacks("psql"))("says why a dump could not be loaded, and does not call that a success", () => {
  const { status, lines, result } = run(...dumps("broken"))
  expect({ status, files: result.files }).toEqual({ status: 1, files: 0 })
  expect(lines).toEqual([
    'packages/corpus/test/dumps/broken/extension.sql: not loaded: extension "nowhere_to_be_found" is not available',
  ])
})

/** Whether the shell that loads dumps is missing where nobody promised that it is there. */
function lacks(shell: string): boolean {
  return (
    process.env["ALUDEL_REQUIRE_OBSERVERS"] === undefined &&
    spawnSync(shell, ["--version"]).error !== undefined
  )
}

/** What the command says line by line, and its last line, which is data. */
function run(...args: readonly string[]) {
  const { status, stdout } = spawnSync(
    process.execPath,
    ["--conditions=@aludel/source", "packages/corpus/src/cli.ts", ...args],
    { cwd: root, encoding: "utf8" },
  )
  const lines = stdout.trimEnd().split("\n")
  const result = JSON.parse(lines.pop() ?? "{}") as {
    readonly files: number
    readonly objects: Readonly<Record<string, number>>
    readonly differences: Readonly<Record<string, number>>
    readonly unmodelled: Readonly<Record<string, number>>
  }
  return { status, lines, result }
}
