import { spawnSync } from "node:child_process"
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"

import { afterAll, expect, it } from "vitest"

import { clear, stage } from "./scenario.ts"

// util-linux's `script` gives the command a terminal.
const hasTerminal = spawnSync("script", ["--version"]).status === 0
const required = process.env["ALUDEL_REQUIRE_OBSERVERS"] === "1"

const on = stage("sqlite:app.db")
afterAll(() => clear(on))

it.skipIf(!hasTerminal && !required)(
  "on a terminal an operation that takes long is shown with its time, and stays with all of it",
  { timeout: 120_000 },
  () => {
    mkdirSync(join(on.folder, "migrations"))
    writeFileSync(join(on.folder, "aludel.config.yaml"), "{}\n")
    writeFileSync(
      join(on.folder, "migrations/a.ts"),
      `import { defineRevision } from "@aludel/core"
export default defineRevision({ id: "a1", parents: [], message: "slow", upgrade(op) {
  op.run(() => new Promise((resolve) => setTimeout(resolve, 1600)))
} , downgrade() {} })
`,
    )
    const env = { ...on.env, TERM: "xterm", COLUMNS: "80" }
    const options = { cwd: on.folder, env, encoding: "utf8" } as const
    const { stdout } = spawnSync("script", ["-qec", "aludel upgrade", "/dev/null"], options)
    const readable = stdout.replaceAll("\u001B[K", "<cleared>")
    const lines = readable.split(/\r?\n/)
    expect(lines[0]).toBe("Running upgrade <base> -> a1, slow")
    expect(readable).toMatch(/\r<cleared>\[1\/1\] a1 run data code 1\.\d s\r/)
    expect(lines.at(-2)).toMatch(/\r<cleared> {2}\[1\/1\] a1 run data code \d+\.\d s$/)
  },
)
