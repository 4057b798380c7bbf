import { copyFileSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, expect, test } from "vitest"
import { outside, pack, type PackageName, pinned, run } from "./tarballs.ts"

const root = outside()
let tarballs: Readonly<Record<PackageName, string>>

beforeAll(async () => {
  tarballs = await pack(root)
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const commandPackages = ["core", "config", "cli", "dialect-sqlite"] as const

test.concurrent("the command, installed with npm", async () => {
  const folder = project("npm")
  await npmInstall(folder, commandPackages)
  await expectFirstDay((line) => run("npx", ["--no-install", "-c", line], folder))
})

test.concurrent("the command, installed with pnpm", async () => {
  const folder = project("pnpm", {
    dependencies: Object.fromEntries(
      commandPackages.map((name) => [`@aludel/${name}`, `file:${tarballs[name]}`]),
    ),
  })
  // What they depend on among themselves is not in the registry before the release.
  const overrides = commandPackages.map((name) => `  "@aludel/${name}": "file:${tarballs[name]}"\n`)
  writeFileSync(join(folder, "pnpm-workspace.yaml"), `pmOnFail: ignore\noverrides:\n${overrides.join("")}`)
  await run("pnpm", ["add", "--prefer-offline", pinned("better-sqlite3")], folder)
  await expectFirstDay((line) => run("pnpm", ["--shell-mode", "exec", line], folder))
})

test.concurrent("the command, run by npx with nothing installed", async () => {
  const folder = project("npx")
  const packages = [...commandPackages.map((name) => tarballs[name]), pinned("better-sqlite3")]
  const cache = await disposableCache()
  const npx = ["--yes", "--prefer-offline", "--cache", cache, ...packages.map((name) => `--package=${name}`)]
  await expectFirstDay((line) => run("npx", [...npx, "-c", line], folder))
})

test.concurrent("core and a dialect in a script", async () => {
  const folder = project("script")
  await npmInstall(folder, ["core", "dialect-sqlite", "dialect-postgres"])
  expect(await script(folder, "core-and-dialect.ts")).toBe(`hotels
[ 'hotels' ]
[ { id: 'hotels', head: true } ]
[]
PostgreSQL loads without its driver
`)
})

test.concurrent("core and Kysely alone", async () => {
  const folder = project("alone")
  await npmInstall(folder, ["core"])
  expect(await script(folder, "core-alone.ts")).toBe(`[ 'hotels', 'guests' ] [ 'guests', 'hotels' ]
[ 'guests' ] [ 'hotels' ]
[ { name: 'Ritz' } ]
`)
})

/** What a person types first, from an empty folder to a migrated database; in one line, for npx looks around at length. */
async function expectFirstDay(type: (line: string) => Promise<string>): Promise<void> {
  const revision = `aludel revision --autogenerate -m initial --rev-id 000000000001`
  expect(await type(`aludel init && ${revision} && aludel upgrade && aludel current`)).toMatch(
    /^wrote aludel.config.ts\nwrote schema.ts\nwrote migrations\/README.md\nmigrations\/[\d_]+-000000000001_initial.ts\n000000000001 \(head\)\n$/,
  )
}

function project(name: string, manifest: object = {}): string {
  const folder = join(root, name)
  mkdirSync(folder)
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module", ...manifest }))
  return folder
}

async function npmInstall(folder: string, names: readonly PackageName[]): Promise<void> {
  const packages = [...names.map((name) => tarballs[name]), pinned("kysely"), pinned("better-sqlite3")]
  await run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", ...packages], folder)
}

/** A cache for npx that shares npm's downloads, but whose installs go away with the test. */
async function disposableCache(): Promise<string> {
  const cache = join(root, "npm-cache")
  mkdirSync(cache)
  const shared = (await run("npm", ["config", "get", "cache"], root)).trim()
  mkdirSync(join(shared, "_cacache"), { recursive: true })
  symlinkSync(join(shared, "_cacache"), join(cache, "_cacache"), "junction")
  return cache
}

function script(folder: string, name: string): Promise<string> {
  copyFileSync(fileURLToPath(new URL(`scripts/${name}`, import.meta.url)), join(folder, name))
  return run(process.execPath, [name], folder)
}
