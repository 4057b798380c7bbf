import { cpSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest"
import { createDatabase } from "@aludel/test-postgres"
import { expectBundledApp } from "./bundled.ts"
import { checkedIn, runStage, runWorkflow } from "./deployment.ts"
import { disposableCache, install, type Place } from "./installed.ts"
import { outside, pack, type PackageName, pinned, run } from "./tarballs.ts"

const root = outside()
let tarballs: Readonly<Record<PackageName, string>>

beforeAll(async () => {
  tarballs = await pack(root)
})
afterAll(() => rmSync(root, { recursive: true, force: true }))

const managers = ["npm", "pnpm"] as const
// What takes longest is done once in an ordinary run; ALUDEL_PACKED=all does it with both.
const once = (manager: (typeof managers)[number]) =>
  process.env["ALUDEL_PACKED"] === "all" || manager === "pnpm"

describe.each(managers)("everything, installed with %s", (manager) => {
  let place: Place
  beforeAll(async () => {
    const ours = ["core", "config", "cli", "dialect-sqlite", "dialect-postgres"] as const
    const others = [
      "kysely",
      "better-sqlite3",
      "pg",
      "esbuild",
      "@electric-sql/pglite",
      "typescript",
      "typescript59",
      "@types/node",
    ] as const
    place = await install(manager, join(root, manager), { ours, others }, tarballs)
  })

  test("the command with SQLite, as typed on the first day", async () => {
    const [program, ...args] =
      manager === "npm" ? ["npx", "--no-install", "-c"] : ["pnpm", "--shell-mode", "exec"]
    await expectFirstDay((line) => run(program ?? "", [...args, line], place.folder))
  })

  test("the command with PostgreSQL", async () => {
    const folder = place.project("postgres")
    const url = await createDatabase(inject("postgresUrl"))
    const line = `aludel init --url ${url} && ${initial} && aludel upgrade && aludel check && aludel current`
    expect(await place.type(line, folder)).toMatch(
      /-000000000001_initial.ts\nNo new upgrade operations detected.\n000000000001 \(head\)\n$/,
    )
  })

  test("core and a dialect in a script", async () => {
    expect(await place.type("node core-and-dialect.ts", place.project("script", "core-and-dialect.ts")))
      .toBe(`hotels
[ 'hotels' ]
[ { id: 'hotels', head: true } ]
[]
PostgreSQL loads without its driver
`)
  })

  test("an application that esbuild bundles to one file, with its revisions", async () => {
    await expectBundledApp(place)
  })

  test.each(once(manager) ? ["typescript", "typescript59"] : ["typescript"])(
    "every entry's types, for %s",
    async (compiler) => {
      const folder = place.project(compiler, "every-entry.ts", "tsconfig.json")
      expect(await place.type(`node ../node_modules/${compiler}/bin/tsc -p .`, folder)).toBe("")
    },
  )

  test.runIf(once(manager))("a dialect by somebody else, with the command", async () => {
    const folder = place.project("somebody")
    const example = fileURLToPath(new URL("../../../examples/dialect-pglite/src", import.meta.url))
    cpSync(example, join(folder, "dialect"), { recursive: true })
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
    expect(
      await place.type(`${initial} && aludel upgrade && aludel check && aludel current`, folder),
    ).toMatch(
      /^migrations\/[\d_]+-000000000001_initial.ts\nNo new upgrade operations detected.\n000000000001 \(head\)\n$/,
    )
  })
})

describe.each(managers)("no dialect, installed with %s", (manager) => {
  let place: Place
  beforeAll(async () => {
    const contents = { ours: ["core", "config", "cli"], others: ["kysely", "better-sqlite3"] } as const
    place = await install(manager, join(root, `${manager}-none`), contents, tarballs)
  })

  test("core and Kysely alone", async () => {
    expect(await place.type("node core-alone.ts", place.project("alone", "core-alone.ts")))
      .toBe(`[ 'hotels', 'guests' ] [ 'guests', 'hotels' ]
[ 'guests' ] [ 'hotels' ]
[ { name: 'Ritz' } ]
`)
  })

  test("the command brings Kysely as one file, but a project with another version its own", async () => {
    const folder = place.project("kysely")
    writeFileSync(
      join(folder, "aludel.config.ts"),
      `import { Kysely, sql } from "kysely"

console.log(import.meta.resolve("kysely").replace(/.*node_modules/, ""), typeof Kysely, typeof sql)
export default {}
`,
    )
    expect(await place.type("aludel heads", folder)).toBe(
      "/@aludel/cli/dist/bin/kysely.js function function\n",
    )
    const own = join(folder, "node_modules/kysely")
    cpSync(realpathSync(join(place.folder, "node_modules/kysely")), own, { recursive: true })
    const manifest = readFileSync(join(own, "package.json"), "utf8")
    writeFileSync(join(own, "package.json"), manifest.replace(/"version": "[^"]*"/, '"version": "0.29.0"'))
    expect(await place.type("aludel heads", folder)).toBe("/kysely/dist/index.js function function\n")
  })

  test.each([
    { url: "sqlite:app.db", dialect: "sqlite", driver: "better-sqlite3" },
    { url: "postgres://localhost/app", dialect: "postgres", driver: "pg" },
  ])("the command alone says what to install for $url", async ({ url, dialect, driver }) => {
    const folder = place.project(dialect)
    writeFileSync(join(folder, "aludel.config.yaml"), `url: ${url}\n`)
    expect(await place.type("aludel heads", folder)).toBe("")
    await expect(place.type("aludel upgrade", folder)).rejects.toThrow(
      `aludel: [dialect/not-installed] The dialect @aludel/dialect-${dialect} is not installed.\nhint: Type \`npm install @aludel/dialect-${dialect} ${driver}\`.\n`,
    )
  })
})

test("the command, run by npx with nothing installed", async () => {
  const folder = join(root, "npx")
  mkdirSync(folder)
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, type: "module" }))
  const ours = ["core", "config", "cli", "dialect-sqlite"] as const
  const packages = [...ours.map((name) => tarballs[name]), pinned("better-sqlite3")]
  const cache = await disposableCache(root)
  const npx = ["--yes", "--prefer-offline", "--cache", cache, ...packages.map((name) => `--package=${name}`)]
  await expectFirstDay((line) => run("npx", [...npx, "-c", line], folder))
})

test("what the guide says of CI and of deployment", async () => {
  const ours = ["core", "config", "cli", "dialect-postgres"] as const
  const registry = (["kysely", "pg"] as const).map((name) => pinned(name).split("@"))
  const project = await checkedIn(join(root, "deployed"), {
    ...Object.fromEntries(ours.map((name) => [`@aludel/${name}`, `file:${tarballs[name]}`])),
    ...Object.fromEntries(registry),
  })
  const url = await createDatabase(inject("postgresUrl"))
  const checked = await runWorkflow(project, url)
  expect(checked.slice(checked.indexOf("No new"))).toBe("No new upgrade operations detected.\n")
  const other = await createDatabase(inject("postgresUrl"))
  expect(await runStage(project, other, "current")).toBe("a1 (head)\n")
})

const initial = "aludel revision --autogenerate -m initial --rev-id 000000000001"

/** What a person types first, from an empty folder to a migrated database; in one line, for npx looks around at length. */
async function expectFirstDay(type: (line: string) => Promise<string>): Promise<void> {
  expect(await type(`aludel init && ${initial} && aludel upgrade && aludel current`)).toMatch(
    /^wrote aludel.config.ts\nwrote schema.ts\nwrote migrations\/README.md\nmigrations\/[\d_]+-000000000001_initial.ts\n000000000001 \(head\)\n$/,
  )
}
