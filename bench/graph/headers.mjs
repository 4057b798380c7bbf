// Reads the headers of a folder of revisions, and says what that took from the start of the process.
import { join } from "node:path"
import { folder } from "../../packages/core/dist/node/index.js"
import { taken } from "./taken.mjs"

const headers = await folder(join(process.argv[2], "migrations")).headers()
taken(headers.length)
