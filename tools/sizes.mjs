// `pnpm sizes` prints what the packages weigh: the code of an application that imports them, minified, without Kysely and the
// driver; and what an installation of the command takes on the disk. The last line is one JSON object.
import { globSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import { rolldown } from "rolldown"

const applications = {
  "core, schemas alone": `export { defineSchema, t, table } from "@aludel/core"`,
  "core, runner": `export { createMigrator, defineRevision, inMemory } from "@aludel/core"`,
  "core and PostgreSQL": `export { createMigrator, inMemory } from "@aludel/core"; export { postgres } from "@aludel/dialect-postgres"`,
  "core and SQLite": `export { createMigrator, inMemory } from "@aludel/core"; export { sqlite } from "@aludel/dialect-sqlite"`,
}
const installation = ["packages/cli", "packages/config", "packages/core", "yaml", "kysely"]
const sizes = {}

console.log("bundled for an application".padEnd(34) + ["at start", "in all", "gzip"].map(cell).join(""))
for (const [name, code] of Object.entries(applications)) {
  const { start, all } = await bundled(code)
  sizes[name] = { start: start.length, all: all.length, gzip: gzipSync(all).length }
  console.log(name.padEnd(34) + Object.values(sizes[name]).map(kilobytes).join(""))
}
const installed = installation.map((name) => [name, sizeOf(name)])
installed.push(["the command, installed", installed.reduce((sum, [, size]) => sum + size, 0)])
console.log(`\n${"on the disk".padEnd(34)}`)
for (const [name, size] of installed) console.log(name.padEnd(34) + kilobytes(size))
console.log(JSON.stringify({ sizes, installed: Object.fromEntries(installed) }))

/** What is loaded at first, and with all that is loaded when it is needed. */
async function bundled(code) {
  const bundle = await rolldown({
    input: "application",
    platform: "node",
    external: (id) => !id.startsWith("@aludel/") && /^[^./\0]/.test(id) && id !== "application",
    plugins: [
      {
        name: "application",
        resolveId: (id) => (id === "application" ? "\0application" : resolved(id)),
        load: (id) => (id === "\0application" ? code : undefined),
      },
    ],
  })
  const { output } = await bundle.generate({ format: "esm", minify: true })
  const chunks = new Map(output.map((chunk) => [chunk.fileName, chunk]))
  const first = new Set(output.filter(({ isEntry }) => isEntry).map(({ fileName }) => fileName))
  for (const file of first)
    for (const other of chunks.get(file).imports) if (chunks.has(other)) first.add(other)
  const text = (files) => files.map((file) => chunks.get(file).code).join("")
  return { start: text([...first]), all: text([...chunks.keys()]) }
}

function resolved(id) {
  if (!id.startsWith("@aludel/")) return undefined
  const [, name, ...entry] = id.split("/")
  const { exports } = JSON.parse(readFileSync(`packages/${name}/package.json`, "utf8"))
  return join(process.cwd(), "packages", name, exports[[".", ...entry].join("/")].default)
}

/** What a package's files take that are published. */
function sizeOf(name) {
  if (!name.startsWith("packages/")) return sizeOfFiles(`packages/config/node_modules/${name}`, ["**"])
  const { files } = JSON.parse(readFileSync(`${name}/package.json`, "utf8"))
  return sizeOfFiles(name, [
    "package.json",
    "README.md",
    "LICENSE",
    ...files.flatMap((each) => [each, `${each}/**`]),
  ])
}

function sizeOfFiles(folder, patterns) {
  const paths = new Set(globSync(patterns, { cwd: folder, exclude: ["node_modules"] }))
  return [...paths]
    .map((path) => statSync(join(folder, path)))
    .reduce((sum, each) => sum + (each.isFile() ? each.size : 0), 0)
}

function kilobytes(size) {
  return cell(`${(size / 1000).toFixed(1)} kB`)
}

function cell(text) {
  return text.padStart(12)
}
