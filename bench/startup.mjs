// What the command costs before it does anything: against an empty Node process, and beside another command on Kysely.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { medians } from "./measure.mjs"
import { report } from "./report.mjs"

const packages = fileURLToPath(new URL("../packages", import.meta.url))
const kyselyCtl = fileURLToPath(new URL("node_modules/kysely-ctl/dist/bin.mjs", import.meta.url))
const aludel = join(packages, "cli/dist/bin/cli.js")
const configuration = `import { defineConfig } from "@aludel/config"

export default defineConfig({ url: "sqlite:app.db" })
`
const project = makeProject()

try {
  const cases = [
    { name: "node -e 0", args: ["-e", "0"] },
    { name: "aludel --version", key: "version", args: [aludel, "--version"] },
    { name: "aludel heads", key: "heads", args: [aludel, "heads"], cwd: project },
    { name: "kysely-ctl --version", key: "kysely-ctl version", args: [kyselyCtl, "--version"] },
  ]
  const times = medians(cases, { rounds: 30, warmUp: 3 })
  const rows = cases.map(({ name, key }) => ({ name, key, milliseconds: times.get(name) }))
  report("startup", rows, { version: 1.5, heads: 2.5 })
} finally {
  rmSync(project, { recursive: true, force: true })
}

/** A project as a person has it: the packages in node_modules, a typed configuration, a handful of revisions. */
function makeProject() {
  const folder = mkdtempSync(join(tmpdir(), "aludel-bench-"))
  mkdirSync(join(folder, "node_modules/@aludel"), { recursive: true })
  for (const name of ["core", "config", "cli", "dialect-sqlite"]) {
    symlinkSync(join(packages, name), join(folder, "node_modules/@aludel", name), "junction")
  }
  writeFileSync(join(folder, "package.json"), `{ "name": "project", "private": true, "type": "module" }\n`)
  writeFileSync(join(folder, "aludel.config.ts"), configuration)
  mkdirSync(join(folder, "migrations"))
  for (let number = 1; number <= 5; number++) {
    writeFileSync(join(folder, `migrations/2026_01_0${number}_0900-${id(number)}_step.ts`), revision(number))
  }
  return folder
}

function revision(number) {
  const parents = number === 1 ? "[]" : `["${id(number - 1)}"]`
  return `import { defineRevision, t } from "@aludel/core"

export default defineRevision({
  id: "${id(number)}",
  parents: ${parents},
  message: "step ${number}",
  created: "2026-01-0${number}T09:00:00Z",
  upgrade(op) {
    op.createTable("step_${number}", { id: t.integer().primaryKey() })
  },
  downgrade(op) {
    op.dropTable("step_${number}")
  },
})
`
}

function id(number) {
  return `00000000000${number}`
}
