import { spawnSync } from "node:child_process"
import { globSync } from "node:fs"
import { fileURLToPath } from "node:url"

import { expect, it } from "vitest"

const root = fileURLToPath(new URL("../../..", import.meta.url))
const dumps = (folder: string) =>
  globSync(`packages/corpus/test/dumps/${folder}/*.sql`, { cwd: root }).toSorted()

it("finds no difference in dumps of PostgreSQL with odd things in them", () => {
  const { status, lines, result } = run(...dumps("postgres"))
  expect({ status, differences: result.differences, lines }).toEqual({
    status: 0,
    differences: {},
    lines: dumps("postgres").map((dump) => expect.stringContaining(`${dump}: `)),
  })
  expect(result.files).toBe(3)
  expect(result.unmodelled).toEqual({ aggregate: 1, rule: 1 })
  expect(result.objects).toMatchObject({
    domain: 2,
    trigger: 1,
    policy: 2,
    view: 2,
    "materialized view": 1,
    procedure: 1,
    function: 4,
  })
})

it("finds no difference in a dump of SQLite with odd things in it", () => {
  const { status, result } = run(...dumps("sqlite"), "--engine", "sqlite")
  expect({ status, result }).toMatchObject({ status: 0, result: { files: 1, differences: {} } })
})

it("says why a dump could not be loaded, and does not call that a success", () => {
  const { status, lines, result } = run(...dumps("broken"))
  expect({ status, files: result.files }).toEqual({ status: 1, files: 0 })
  expect(lines).toEqual([
    'packages/corpus/test/dumps/broken/extension.sql: not loaded: extension "nowhere_to_be_found" is not available',
  ])
})

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
