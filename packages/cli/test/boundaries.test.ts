import { fileURLToPath } from "node:url"
import { describe, expect, it, test } from "vitest"
import { type Import, type ImportMode, importsIn, importsUnder } from "../../../tools/imports.ts"

// What the sources of each package may import, and how. The test stands here because the command knows every package.
const all: readonly ImportMode[] = ["type", "static", "dynamic"]
const allowed: Readonly<Record<string, Readonly<Record<string, readonly ImportMode[]>>>> = {
  core: { kysely: all, "node:*": all },
  config: { "@aludel/core": all, kysely: all, yaml: all, jiti: ["dynamic"], "node:*": all },
  // A driver is the person's choice: only loaded when it is used, and never missed by those who have another.
  "dialect-postgres": {
    "@aludel/core": all,
    kysely: all,
    pg: ["type", "dynamic"],
    "@electric-sql/pglite": ["dynamic"],
  },
  "dialect-sqlite": {
    "@aludel/core": all,
    kysely: all,
    "better-sqlite3": ["type", "dynamic"],
    "node:sqlite": ["type", "dynamic"],
  },
  cli: { "@aludel/core": all, "@aludel/config": all, kysely: all, commander: all, "node:*": all },
}

test.each(Object.keys(allowed))("%s imports only what stands below it", (name) => {
  expect(importsUnder(sourceOf(name)).flatMap((edge) => objections(name, edge))).toEqual([])
})

test("a configuration file loads the one module that it needs", () => {
  const loaded = importsUnder(sourceOf("config")).filter(({ mode }) => mode === "static")
  const from = (file: string) => loaded.filter((edge) => edge.from === file).map(({ to }) => to)
  expect([from("index.ts"), from("config.ts")]).toEqual([["config.ts"], []])
})

describe("the rule itself", () => {
  const cases = [
    { name: "cli", text: `import { createMigrator } from "@aludel/core"`, says: [] },
    { name: "cli", text: `import { folder } from "@aludel/core/node"`, says: [] },
    {
      name: "cli",
      text: `import { sqlite } from "@aludel/dialect-sqlite"`,
      says: ["a.ts: static import of @aludel/dialect-sqlite"],
    },
    {
      name: "core",
      text: `import type { Config } from "@aludel/config"`,
      says: ["a.ts: type import of @aludel/config"],
    },
    {
      name: "core",
      text: `import { x } from "../../config/src/index.ts"`,
      says: ["a.ts: static import of ../../config/src/index.ts"],
    },
    { name: "config", text: `await import("@aludel/cli")`, says: ["a.ts: dynamic import of @aludel/cli"] },
    { name: "dialect-sqlite", text: `await import("better-sqlite3")`, says: [] },
    {
      name: "dialect-sqlite",
      text: `import Database from "better-sqlite3"`,
      says: ["a.ts: static import of better-sqlite3"],
    },
  ]
  it.each(cases)("$name: $text", ({ name, text, says }) => {
    expect(importsIn("a.ts", text).flatMap((edge) => objections(name, edge))).toEqual(says)
  })
})

function objections(name: string, { from, to, mode }: Import): readonly string[] {
  if (to.endsWith(".ts") && !to.startsWith("..")) return []
  const modes = allowed[name]?.[packageOf(to)] ?? []
  return modes.includes(mode) ? [] : [`${from}: ${mode} import of ${to}`]
}

function sourceOf(name: string): string {
  return fileURLToPath(new URL(`../../${name}/src`, import.meta.url))
}

function packageOf(name: string): string {
  if (name.startsWith("node:") && name !== "node:sqlite") return "node:*"
  const parts = name.split("/")
  return parts.slice(0, name.startsWith("@") ? 2 : 1).join("/")
}
