import { spawnSync } from "node:child_process"
import { closeSync, mkdtempSync, openSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import { quoteName } from "@aludel/core/dialect"
import { sqlite } from "@aludel/dialect-sqlite"

import { changedBy } from "./changes/attempt.ts"
import { randomChange } from "./changes/sqlite.ts"
import type { CorpusEngine } from "./engine.ts"

/** SQLite, with dumps loaded by `sqlite3`. */
export function sqliteEngine(): CorpusEngine {
  const folder = mkdtempSync(join(tmpdir(), "aludel-corpus-"))
  const dialect = sqlite()
  let databases = 0
  const path = () => join(folder, `${(databases += 1)}.db`)
  const open = (file: string) => dialect.connect!({ url: `sqlite:${file}` })
  return {
    dialect,
    empty: () => open(path()),
    async load(dump) {
      const file = path()
      const input = openSync(dump, "r")
      const { stderr, error, status } = spawnSync("sqlite3", ["-bail", file], {
        stdio: [input, "ignore", "pipe"],
        encoding: "utf8",
      })
      closeSync(input)
      if (error !== undefined) throw error
      return status === 0 ? open(file) : { reason: stderr.trim() }
    },
    change: changedBy(randomChange, ({ nodes }) => [
      "pragma foreign_keys = off",
      ...nodes.flatMap((node) => (node.kind === "table" ? [`delete from ${quoteName(node.name)}`] : [])),
    ]),
    close: async () => rmSync(folder, { recursive: true, force: true }),
  }
}
