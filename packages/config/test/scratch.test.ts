import type { AnyDatabase, ConnectOptions, Dialect } from "@aludel/core/dialect"
import { expect, it } from "vitest"

import { loadConfig } from "../src/load.ts"
import { scratchSettings } from "../src/scratch.ts"
import { project, told } from "./project.ts"

const opened: ConnectOptions[] = []
const dialect: Dialect = {
  name: "one that notes what it opens",
  connect(options) {
    opened.push(options)
    return Promise.resolve({} as AnyDatabase)
  },
}

it("opens other databases by the URL of the run, and reads where its own URL stands", async () => {
  const folder = project({
    "aludel.config.yaml": "scratch: { url: 'postgres://h/${SCRATCH}', prepare: create schema auth }",
  })
  const config = await loadConfig({ cwd: folder, env: { SCRATCH: "spare" } })
  const url = { url: "postgres://h/app", from: "--url" }
  const settings = await scratchSettings(config, { dialect, url })
  expect({ url: settings.url, prepare: settings.prepare }).toEqual({
    url: "postgres://h/spare",
    prepare: "create schema auth",
  })
  await settings.connect?.("other")
  expect(opened).toEqual([{ url: "postgres://h/app", database: "other" }])
})

it("knows no other databases where the configuration brings its own and does not say how", async () => {
  const folder = project({
    "aludel.config.yaml": "scratch: { url: { file: app.yaml, key: spare } }",
    "app.yaml": "spare: postgres://h/spare",
  })
  const config = await loadConfig({ cwd: folder, env: {} })
  const { connect, url } = await scratchSettings(config, { dialect })
  expect({ connect, url }).toEqual({ connect: undefined, url: "postgres://h/spare" })
})

it("takes the configuration's own way to open another", async () => {
  const folder = project({
    "aludel.config.mjs": "export default { scratch: { connect: (database) => ({ database }) } }",
  })
  const config = await loadConfig({ cwd: folder, env: {} })
  const url = { url: "postgres://h/app", from: "--url" }
  const { connect } = await scratchSettings(config, { dialect, url })
  expect(await connect?.("other")).toEqual({ database: "other" })
})

it("imports what is installed in the project", async () => {
  const folder = project({
    "aludel.config.yaml": "migrations: m",
    "node_modules/found/package.json": '{ "name": "found", "exports": { "import": "./index.mjs" } }',
    "node_modules/found/index.mjs": "export const here = true",
  })
  const settings = await scratchSettings(await loadConfig({ cwd: folder, env: {} }), {})
  expect(await settings.import?.("found")).toMatchObject({ here: true })
  await expect(settings.import?.("not-found-anywhere")).rejects.toMatchObject({
    code: "ERR_MODULE_NOT_FOUND",
  })
})

it("needs the variables of scratch.url only when a scratch is wanted", async () => {
  const folder = project({ "aludel.config.yaml": "scratch: { url: 'postgres://h/${NOWHERE}' }" })
  const config = await loadConfig({ cwd: folder, env: {} })
  expect(await told(scratchSettings(config, {}), folder)).toBe(
    "[config/invalid] aludel.config.yaml has a problem:\n  scratch.url: the environment variable NOWHERE is not set",
  )
})
