import { spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

import type { Pulled } from "@aludel/core"
import type { Schema } from "@aludel/core"

const root = fileURLToPath(new URL("..", import.meta.url))

const compilerOptions = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  noUnusedLocals: true,
  noEmit: true,
  module: "nodenext",
  target: "es2024",
  types: ["node"],
  skipLibCheck: true,
  customConditions: ["@aludel/source"],
  allowImportingTsExtensions: true,
}

/** A folder where printed declarations find what they import. */
export function projectFolder(): string {
  // Inside the package, but not below its `node_modules`, where Node strips no types.
  const dist = join(root, "dist")
  mkdirSync(dist, { recursive: true })
  const folder = mkdtempSync(join(dist, "corpus-"))
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include: ["**/*.ts"] }))
  return folder
}

/** Writes the files of a declaration into a folder of its own within the project. */
export function writeDeclaration(project: string, name: string, { files }: Pulled): string {
  const folder = join(project, name)
  mkdirSync(folder, { recursive: true })
  for (const file of files) writeFileSync(join(folder, file.name), file.text)
  return folder
}

/** What the compiler says of the project, one line each. */
export function typeErrors(project: string): readonly string[] {
  const tsc = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin/tsc")
  const { stdout, stderr, status } = spawnSync(process.execPath, [tsc, "-p", project, "--pretty", "false"], {
    encoding: "utf8",
    cwd: project,
    maxBuffer: 2 ** 28,
  })
  if (status === 0) return []
  const lines = `${stdout}${stderr}`.split("\n").filter((line) => line !== "" && !line.startsWith(" "))
  return lines.length > 0 ? lines : [`the compiler ended with ${status}`]
}

/** The model that a printed declaration evaluates to, in a process of its own; or why it can't be evaluated. */
export function evaluated(folder: string): Schema | { readonly problem: string } {
  const script = fileURLToPath(new URL("evaluate.ts", import.meta.url))
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ["--conditions=@aludel/source", script, join(folder, "schema.ts")],
    { encoding: "utf8", maxBuffer: 2 ** 30 },
  )
  return status === 0 ? (JSON.parse(stdout) as Schema) : { problem: stderr.trim() }
}
