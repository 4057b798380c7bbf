// What the command costs before it does anything: against an empty Node process, and beside the commands of others.
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { measured } from "./measure.mjs"
import { report } from "./report.mjs"
import { makeProject } from "./upgrade/projects.mjs"
import { tools } from "./upgrade/tools.mjs"

const aludel = fileURLToPath(new URL("../packages/cli/dist/bin/cli.js", import.meta.url))
const others = {
  "kysely-ctl": "kysely-ctl/dist/bin.mjs",
  "drizzle-kit": "drizzle-kit/bin.cjs",
  knex: "knex/bin/cli.js",
  "node-pg-migrate": "node-pg-migrate/bin/node-pg-migrate.js",
}
const root = mkdtempSync(join(tmpdir(), "aludel-bench-"))

try {
  const project = makeProject(
    root,
    tools.find(({ key }) => key === "command"),
    500,
  )
  const cases = [
    { name: "node -e 0", args: ["-e", "0"] },
    { name: "aludel --version", key: "version", args: [aludel, "--version"] },
    { name: "aludel heads, 500", key: "heads", args: [aludel, "heads"], cwd: project },
    ...Object.entries(others).map(([name, path]) => ({
      name: `${name} --version`,
      key: `${name} version`,
      args: [fileURLToPath(new URL(`node_modules/${path}`, import.meta.url)), "--version"],
      cwd: project,
    })),
  ]
  const rounds = Number(process.env.BENCH_ROUNDS ?? 30)
  const found = measured(cases, { rounds, warmUp: 3 })
  const rows = cases.map(({ name, key }) => ({ name, key, ...found.get(name) }))
  report("startup", rows, { version: 1.5, heads: 2.5 })
} finally {
  rmSync(root, { recursive: true, force: true })
}
