// Imports a folder of revisions, and says what that took from the start of the process.
import { readdirSync } from "node:fs"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { headerOf } from "../../packages/core/dist/revisions/index.js"
import { taken } from "./taken.mjs"

const folder = join(process.argv[2], "migrations")
const headers = []
for (const name of readdirSync(folder)) {
  const { default: revision } = await import(pathToFileURL(join(folder, name)).href)
  headers.push({ ...headerOf(revision), location: name })
}
taken(headers.length)
