import { readFileSync } from "node:fs"

import { expect, it } from "vitest"

import { toolVersion } from "../../src/history/version.ts"

it("records the version that the package has", () => {
  const manifest: unknown = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"))
  expect(manifest).toMatchObject({ version: toolVersion })
})
