// Writes the version of core's package.json into its sources, where the history records it. Run by `pnpm release:version`.
import { readFileSync, writeFileSync } from "node:fs"

const { version } = JSON.parse(
  readFileSync(new URL("../packages/core/package.json", import.meta.url), "utf8"),
)
const file = new URL("../packages/core/src/history/version.ts", import.meta.url)
const text = readFileSync(file, "utf8")
writeFileSync(file, text.replace(/(toolVersion = )"[^"]*"/, `$1"${version}"`))
