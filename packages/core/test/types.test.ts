import { spawnSync } from "node:child_process"
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

import { afterAll, beforeAll, expect, it } from "vitest"

const core = fileURLToPath(new URL("..", import.meta.url))
let copy: string

// A copy at the same depth, in which no directive hides an error.
beforeAll(() => {
  mkdirSync(join(core, "node_modules"), { recursive: true })
  copy = mkdtempSync(join(core, "node_modules", ".types-"))
  cpSync(join(core, "test", "types"), copy, { recursive: true })
  writeFileSync(join(copy, "refused.ts"), refused().replaceAll("@ts-expect-error", "refused:"))
})

afterAll(() => rmSync(copy, { recursive: true }))

it.each([
  { compiler: "typescript", version: "Version 7.0.2" },
  { compiler: "typescript59", version: "Version 5.9.3" },
])("$version infers and refuses as written", { timeout: 60_000 }, ({ compiler, version }) => {
  expect(tsc(compiler, "--version").trim()).toBe(version)
  expect(diagnostics(tsc(compiler, "-p", copy))).toEqual(expected(compiler))
})

function tsc(compiler: string, ...args: readonly string[]): string {
  return spawnSync(process.execPath, [join(core, "node_modules", compiler, "bin", "tsc"), ...args], {
    encoding: "utf8",
  }).stdout
}

// The order of a union's members in messages is the compiler's own affair, and so are the lines that explain further.
function diagnostics(output: string): readonly string[] {
  return output
    .split("\n")
    .filter((line) => /^\S/.test(line))
    .map((line) => line.replace(/^.*?([\w-]+\.ts)\((\d+),\d+\): error TS\d+: /, "$1:$2 "))
    .map((line) =>
      line.replaceAll(
        /'([^']*)'/g,
        (_, type: string) =>
          `'${type
            .split(/ \| (?![^<]*>)/)
            .toSorted()
            .join(" | ")}'`,
      ),
    )
}

// `// @ts-expect-error MESSAGE` over the line, or `MESSAGE [5.9: MESSAGE]` where the compilers differ.
function expected(compiler: string): readonly string[] {
  return refused()
    .split("\n")
    .flatMap((line, index) => {
      const [, message, older] = /@ts-expect-error (.*?)(?: \[5\.9: (.*)\])?$/.exec(line) ?? []
      if (message === undefined) return []
      return [
        `refused.ts:${index + 2} ${compiler === "typescript59" && older !== undefined ? older : message}`,
      ]
    })
}

function refused(): string {
  return readFileSync(join(core, "test", "types", "refused.ts"), "utf8")
}
