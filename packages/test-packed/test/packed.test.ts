import { copyFileSync, cpSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
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

test.concurrent("an application that esbuild bundles to one file, with its revisions", async () => {
  const folder = project("bundled")
  await npmInstall(folder, commandPackages, [pinned("esbuild")])
  const type = (line: string) => run("npx", ["--no-install", "-c", line], folder)
  writeFileSync(join(folder, "aludel.config.yaml"), "url: sqlite:app.db\n")
  mkdirSync(join(folder, "migrations"))
  const write = (id: string, parents: string, body: string) =>
    writeFileSync(join(folder, `migrations/${id}.ts`), revisionText(id, parents, body))
  write("a1", "[]", `op.createTable("hotels", { id: t.integer().primaryKey() })`)
  write(
    "b2",
    `["a1"]`,
    `op.addColumn("hotels", "code", t.text().nullable()); op.run(async (db) => { await db.insertInto("hotels").values({ id: 1 }).execute() })`,
  )
  copyFileSync(fileURLToPath(new URL("scripts/bundled-app.ts", import.meta.url)), join(folder, "app.ts"))
  const bundle =
    "esbuild app.ts --bundle --minify --platform=node --format=esm --external:better-sqlite3 --outfile=one/app.mjs --log-level=error"
  const app = async (database: string) => {
    const place = join(root, "bundled-one-file")
    rmSync(place, { recursive: true, force: true })
    mkdirSync(join(place, "node_modules"), { recursive: true })
    copyFileSync(join(folder, "one/app.mjs"), join(place, "app.mjs"))
    for (const name of ["better-sqlite3", "bindings", "file-uri-to-path"])
      if (existsSync(join(folder, "node_modules", name)))
        symlinkSync(join(folder, "node_modules", name), join(place, "node_modules", name), "junction")
    return run(process.execPath, ["app.mjs", join(folder, database)], place)
  }
  // What the command applied from the files, the bundle knows.
  expect(await type(`aludel upgrade && aludel bundle && ${bundle}`)).toBe("migrations.ts\n")
  expect(await app("app.db")).toBe("nothing [] [ 'b2' ]\n")
  // What the bundle applied, the command knows by its files.
  expect(await app("fresh.db")).toBe("done [ 'a1', 'b2' ] [ 'b2' ]\n")
  expect(await type("aludel --url sqlite:fresh.db current --json")).not.toContain("edited")
  // An edit is one in the bundle, too; an index that is older than its files is found by --check.
  write("a1", "[]", `op.createTable("hotels", { id: t.bigint().primaryKey() })`)
  await expect(type("aludel bundle --check")).rejects.toThrow("migrations.ts is not up to date.")
  await type(`aludel bundle && aludel bundle --check && ${bundle}`)
  expect(await app("app.db")).toBe("edited a1 [ '~ create table hotels' ]\nnothing [] [ 'b2' ]\n")
})

test.concurrent("a dialect by somebody else, with the command", async () => {
  const folder = project("somebody")
  await npmInstall(folder, ["core", "config", "cli", "dialect-postgres"], [pinned("@electric-sql/pglite")])
  cpSync(
    fileURLToPath(new URL("../../../examples/dialect-pglite/src", import.meta.url)),
    join(folder, "dialect"),
    {
      recursive: true,
    },
  )
  writeFileSync(
    join(folder, "aludel.config.ts"),
    `import { defineConfig } from "@aludel/config"
import { pglite } from "./dialect/index.ts"

export default defineConfig({ dialect: pglite(), url: "pglite:data", schema: "schema.ts" })
`,
  )
  writeFileSync(
    join(folder, "schema.ts"),
    `import { defineSchema, index, t, table } from "@aludel/dialect-postgres"

export default defineSchema({
  hotels: table("hotels", { id: t.bigint().identity().primaryKey(), tags: t.array(t.text()) }, (c) => [
    index("ix_hotels_tags").on(c.tags).using("gin"),
  ]),
})
`,
  )
  const line =
    "aludel revision --autogenerate -m initial --rev-id 000000000001 && aludel upgrade && aludel check && aludel current"
  expect(await run("npx", ["--no-install", "-c", line], folder)).toMatch(
    /^migrations\/[\d_]+-000000000001_initial.ts\nNo new upgrade operations detected.\n000000000001 \(head\)\n$/,
  )
})

function revisionText(id: string, parents: string, body: string): string {
  return `import { defineRevision, t } from "@aludel/core"
export default defineRevision({ id: "${id}", parents: ${parents}, message: "${id}", upgrade(op) { ${body} }, downgrade(op) {} })
`
}

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

async function npmInstall(
  folder: string,
  names: readonly PackageName[],
  others: readonly string[] = [],
): Promise<void> {
  const packages = [
    ...others,
    ...names.map((name) => tarballs[name]),
    pinned("kysely"),
    pinned("better-sqlite3"),
  ]
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
