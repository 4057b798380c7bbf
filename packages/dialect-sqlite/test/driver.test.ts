import { execFileSync } from "node:child_process"
import { fileURLToPath } from "node:url"

import { expect, it } from "vitest"

const source = (file: string) => fileURLToPath(new URL(`../src/${file}`, import.meta.url))

/** Runs code in a process of its own in which some packages are not installed. */
function without(packages: readonly string[], code: string): unknown {
  const hooks = `
    import { registerHooks } from "node:module"
    const gone = ${JSON.stringify(packages)}
    registerHooks({
      resolve(name, context, next) {
        if (!gone.includes(name)) return next(name, context)
        throw Object.assign(new Error("Cannot find package '" + name + "'"), { code: "ERR_MODULE_NOT_FOUND" })
      },
    })`
  const hook = `data:text/javascript,${encodeURIComponent(hooks)}`
  const flags = [
    "--conditions=@aludel/source",
    "--disable-warning=ExperimentalWarning",
    `--import=${hook}`,
    "--input-type=module",
  ]
  return JSON.parse(execFileSync(process.execPath, [...flags, "-e", code], { encoding: "utf8" }))
}

const find = `
  const { findDriver } = await import(${JSON.stringify(source("driver.ts"))})
  console.log(JSON.stringify({ name: (await findDriver())?.name }))`

const refuse = (call: string) => `
  const { sqlite } = await import(${JSON.stringify(source("sqlite.ts"))})
  await sqlite().${call}.catch(({ code, message, hint }) => console.log(JSON.stringify({ code, message, hint })))`

it("prefers better-sqlite3 and falls back to Node's own library", () => {
  expect([
    without([], find),
    without(["better-sqlite3"], find),
    without(["better-sqlite3", "node:sqlite"], find),
  ]).toEqual([{ name: "better-sqlite3" }, { name: "node:sqlite" }, {}])
})

it("says what to install where there is none", () => {
  const none = ["better-sqlite3", "node:sqlite"]
  const message = "there is no SQLite library to open a database with"
  const hint = "Run: npm install better-sqlite3"
  expect(without(none, refuse(`connect({ url: "sqlite::memory:" })`))).toEqual({
    code: "dialect/not-installed",
    message,
    hint,
  })
  expect(without(none, refuse(`scratch({}, { schemas: [] }, async () => {})`))).toEqual({
    code: "scratch/unavailable",
    message,
    hint,
  })
})
