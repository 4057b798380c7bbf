import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"

import { expect, it } from "vitest"

import { clear, play, stage } from "./scenario.ts"

it("a cycle among ten thousand files is printed as a path", { timeout: 180_000 }, async () => {
  const on = stage()
  writeFileSync(join(on.folder, "aludel.config.yaml"), "migrations: migrations\n")
  mkdirSync(join(on.folder, "migrations"))
  for (let number = 0; number < 10_000; number++) {
    // A line, but for one revision that stands on what is above it.
    const parent = number === 5_000 ? 5_003 : number - 1
    writeFileSync(join(on.folder, `migrations/${number}.ts`), revision(number, parent))
  }
  const played = await play("$ aludel heads", on)
  clear(on)
  expect(played).toBe(`$ aludel heads
aludel: [graph/cycle] Cycle is detected in revisions: r5000 (migrations/5000.ts) → r5003 (migrations/5003.ts) → r5002 (migrations/5002.ts) → r5001 (migrations/5001.ts) → r5000
hint: Correct the parents of one of the files named above.
[exit 1]
`)
})

function revision(number: number, parent: number): string {
  return `import { defineRevision } from "@aludel/core"

export default defineRevision({
  id: "r${number}",
  parents: [${parent < 0 ? "" : `"r${parent}"`}],
  message: "step ${number}",
  upgrade() {},
})
`
}
