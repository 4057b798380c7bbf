import { join } from "node:path"

import { expect, it } from "vitest"

import { findConfig, loadConfig } from "../src/node.ts"
import { project, told } from "./project.ts"

it("finds the configuration in the folder or above it", () => {
  const folder = project({ "aludel.config.yaml": "", "src/deep/file": "" })
  expect(findConfig(folder)).toBe(join(folder, "aludel.config.yaml"))
  expect(findConfig(join(folder, "src/deep"))).toBe(join(folder, "aludel.config.yaml"))
})

it("does not look above a package", async () => {
  const folder = project({ "aludel.config.yaml": "", "packages/app/package.json": "{}" })
  expect(await told(loadConfig({ cwd: join(folder, "packages/app"), env: {} }), folder)).toBe(
    "[config/not-found] There is no aludel.config.ts (or mts, js, mjs, yaml, yml, json) in FOLDER/packages/app.\n" +
      "Type `aludel init` to write one, or name it with --config PATH.",
  )
})

it("refuses to choose between two", async () => {
  const folder = project({ "aludel.config.yaml": "", "aludel.config.ts": "" })
  expect(await told(loadConfig({ cwd: folder, env: {} }), folder)).toBe(
    "[config/invalid] There are several configurations: FOLDER/aludel.config.ts, FOLDER/aludel.config.yaml.\n" +
      "Delete all but one, or name the one that is meant with --config PATH.",
  )
})

it("takes the one that is named", async () => {
  const folder = project({ "etc/db.yaml": "migrations: revisions" })
  const config = await loadConfig({ cwd: folder, path: "etc/db.yaml", env: {} })
  expect(config.migrations).toEqual([join(folder, "etc/revisions")])
  expect(await told(loadConfig({ cwd: folder, path: "nope.yaml", env: {} }), folder)).toBe(
    "[config/not-found] There is no configuration at nope.yaml.\nCheck --config, or type `aludel init` to write one.",
  )
})

it.each(["db.toml", "etc"])("refuses %s, which can't be a configuration", async (path) => {
  const folder = project({ "db.toml": "", "etc/db.yaml": "" })
  expect(await told(loadConfig({ cwd: folder, path, env: {} }), folder)).toBe(
    `[config/invalid] ${path} can't be a configuration.\n` +
      "It is a file that ends in .ts, .mts, .js, .mjs, .yaml, .yml or .json.",
  )
})
