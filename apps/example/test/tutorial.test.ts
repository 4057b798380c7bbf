import { globSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"

import { expect, it } from "vitest"

import { follow } from "./story/page.ts"
import { createProject } from "./story/project.ts"
import { objections } from "./story/strict.ts"

const tutorial = fileURLToPath(new URL("../../../docs/tutorial.md", import.meta.url))
const ids = ["889147a7026c", "b42afca3d051", "c14135cd8671", "f6203484c99d"]

// Where the commands print something else on purpose: `vitest run tutorial -u` writes it into the page.
it("the tutorial prints what its commands print", { timeout: 300_000 }, async () => {
  const project = createProject()
  // As `npm init` writes it.
  project.write("package.json", `{ "name": "hotel", "version": "1.0.0", "type": "commonjs" }\n`)
  await expect(follow(readFileSync(tutorial, "utf8"), project, ids)).toMatchFileSnapshot(tutorial)
  const revisions = globSync("migrations/*.ts", { cwd: project.folder })
  expect(revisions.length).toBe(ids.length)
  expect(objections(project, ["schema.ts", "aludel.config.ts", ...revisions])).toBe("")
})
