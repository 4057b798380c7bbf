// Generates a revision against a database in a process of its own; prints the milliseconds of each phase, and the memory.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Kysely, PostgresDialect } from "kysely"
import pg from "pg"
// What no entry exports comes from the sources.
import { diff } from "../../packages/core/src/diff/diff.ts"
import { catalog } from "../../packages/core/dist/dialect/index.js"
import { createMigrator, inMemory } from "../../packages/core/dist/index.js"
import { folder } from "../../packages/core/dist/node/index.js"
import { firstRevision } from "../../packages/core/dist/testing/index.js"
import { printRevision } from "../../packages/core/src/codegen/revision.ts"
import { reverseAll } from "../../packages/core/src/operations/reverse.ts"
import { postgres } from "../../packages/dialect-postgres/dist/index.js"
import { floor } from "../introspect/floor.mjs"

const [connectionString, percent] = process.argv.slice(2)
const pool = new pg.Pool({ connectionString, max: 4 })
const db = new Kysely({ dialect: new PostgresDialect({ pool }) })
const dialect = postgres()
const connect = async (database) => {
  const url = new URL(connectionString)
  url.pathname = `/${database}`
  return new Kysely({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url.href, max: 2 }) }),
  })
}
const place = mkdtempSync(join(tmpdir(), "aludel-bench-"))
const migrations = mkdtempSync(join(tmpdir(), "aludel-bench-"))
const phases = {}
// Of this process alone, for machines that are busy with other things.
const cpu = {}
try {
  const { files, schema } = await createMigrator({ db, dialect, source: inMemory([]) }).pull()
  for (const { name, text } of files) writeFileSync(join(place, name), byPath(text))
  const source = folder(migrations)
  const first = firstRevision({ nodes: schema.nodes }, dialect)
  await source.write({ ...first, text: byPath(first.text) })
  const scratch = { connect }
  await timed("import revisions", () => source.load(first.header.id))
  await createMigrator({ db, dialect, source }).stamp({ to: "head", purge: true })

  const { default: declared } = await timed("import schema", () => import(join(place, files.at(-1).name)))
  const wanted = { ...declared, "~schema": { nodes: changed(declared["~schema"].nodes, Number(percent)) } }
  phases.floor = Infinity
  for (let round = 0; round < 5; round++) {
    const started = performance.now()
    for (const query of floor) await pool.query(query)
    phases.floor = Math.min(phases.floor, performance.now() - started)
  }
  const migrator = createMigrator({ db, dialect, source, schema: wanted, scratch })
  const exclude = ["aludel_history", "aludel_history_log", "aludel_history_control"]
  const live = await best("introspect", () => dialect.introspect(db, { exclude, unmodelled: true }))
  const operations = await best("diff", () => diff(live, wanted["~schema"], dialect))
  const header = { id: "x", parents: [], message: "x", branchLabels: [], dependsOn: [] }
  await best("print", () => printRevision({ header, upgrade: operations, downgrade: reverseAll(operations) }))
  // The replay of what the revisions give, and what the engine says of what is not the same word for word.
  await best("check", () => migrator.check())
  const unproven = Number(percent) !== 0
  if (unproven) {
    // What a file is not written for twice: the same without the proof, and the proof is the rest.
    const { location } = await timed("unproven", () =>
      migrator.revision({ message: "x", autogenerate: true, proof: false }),
    )
    rmSync(location)
  }
  if (Number(percent) === 0)
    await best("generate", () => migrator.revision({ message: "x", autogenerate: true }))
  else
    await timed("generate", () =>
      migrator.revision({ message: "x", autogenerate: true, ask: async () => undefined }),
    )
  if (unproven) phases.proof = phases.generate - phases.unproven
} finally {
  rmSync(place, { recursive: true })
  rmSync(migrations, { recursive: true })
  await db.destroy()
}
console.log(JSON.stringify({ phases, cpu, megabytes: process.resourceUsage().maxRSS / 1024 }))

/** The packages by their paths, for nothing is installed beside these files. */
function byPath(text) {
  return text.replace(/"@aludel\/(core|dialect-postgres)"/g, (_, name) =>
    JSON.stringify(new URL(`../../packages/${name}/dist/index.js`, import.meta.url).href),
  )
}

/** The nodes with a column more in so many tables of a hundred. */
function changed(nodes, percent) {
  const schema = catalog({ nodes })
  const tables = nodes.filter((node) => node.kind === "table")
  const count = Math.ceil((tables.length * percent) / 100)
  for (const { name } of tables.slice(0, count))
    schema.set({ kind: "column", table: name, name: "added", type: "text", nullable: true })
  return schema.schema().nodes
}

async function timed(phase, work) {
  const started = performance.now()
  const before = process.cpuUsage()
  const done = await work()
  phases[phase] = performance.now() - started
  const used = process.cpuUsage(before)
  cpu[phase] = (used.user + used.system) / 1000
  return done
}

async function best(phase, work) {
  let done
  for (let round = 0; round < 3; round++) {
    const before = [phases[phase] ?? Infinity, cpu[phase] ?? Infinity]
    done = await timed(phase, work)
    phases[phase] = Math.min(before[0], phases[phase])
    cpu[phase] = Math.min(before[1], cpu[phase])
  }
  return done
}
