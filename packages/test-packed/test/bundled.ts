import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { expect } from "vitest"
import type { Place } from "./installed.ts"
import { run } from "./tarballs.ts"

const esbuild =
  "esbuild app.ts --bundle --minify --platform=node --format=esm --external:better-sqlite3 --outfile=one/app.mjs --log-level=error"

/** An application with its revisions in one file, beside the files that the command knows: each knows what the other did. */
export async function expectBundledApp(place: Place): Promise<void> {
  const folder = place.project("bundled", "bundled-app.ts")
  copyFileSync(join(folder, "bundled-app.ts"), join(folder, "app.ts"))
  const type = (line: string) => place.type(line, folder)
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
  const app = (database: string) => runApart(place, join(folder, "one/app.mjs"), join(folder, database))
  // What the command applied from the files, the bundle knows.
  expect(await type(`aludel upgrade && aludel bundle && ${esbuild}`)).toBe("migrations.ts\n")
  expect(await app("app.db")).toBe("nothing [] [ 'b2' ]\n")
  // What the bundle applied, the command knows by its files.
  expect(await app("fresh.db")).toBe("done [ 'a1', 'b2' ] [ 'b2' ]\n")
  expect(await type("aludel --url sqlite:fresh.db current --json")).not.toContain("edited")
  // An edit is one in the bundle, too; an index that is older than its files is found by --check.
  write("a1", "[]", `op.createTable("hotels", { id: t.bigint().primaryKey() })`)
  await expect(type("aludel bundle --check")).rejects.toThrow("migrations.ts is not up to date.")
  await type(`aludel bundle && aludel bundle --check && ${esbuild}`)
  expect(await app("app.db")).toBe("edited a1 [ '~ create table hotels' ]\nnothing [] [ 'b2' ]\n")
}

/** Runs the file where there is nothing but the driver, which is not JavaScript alone. */
async function runApart(place: Place, file: string, database: string): Promise<string> {
  const apart = mkdtempSync(join(tmpdir(), "aludel-one-file-"))
  mkdirSync(join(apart, "node_modules"))
  copyFileSync(file, join(apart, "app.mjs"))
  const driver = realpathSync(join(place.folder, "node_modules/better-sqlite3"))
  for (const name of ["better-sqlite3", "bindings", "file-uri-to-path"])
    if (existsSync(join(dirname(driver), name)))
      symlinkSync(join(dirname(driver), name), join(apart, "node_modules", name), "junction")
  return run(process.execPath, ["app.mjs", database], apart)
}

function revisionText(id: string, parents: string, body: string): string {
  return `import { defineRevision, t } from "@aludel/core"
export default defineRevision({ id: "${id}", parents: ${parents}, message: "${id}", upgrade(op) { ${body} }, downgrade(op) {} })
`
}
