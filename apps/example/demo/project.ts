import { spawnSync } from "node:child_process"
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

import BetterSqlite3 from "better-sqlite3"

import { terminal } from "./terminal.ts"

const installed = fileURLToPath(new URL("../node_modules", import.meta.url))
const require = createRequire(import.meta.url)

// A database that the reader works with elsewhere is none of this story's.
const { DATABASE_URL: _, ALUDEL_DATABASE_URL: __, ...env } = process.env

/** A command line that ended otherwise than the story wants. */
export class WrongTurn extends Error {}

/** The project of the story, and what a person does in it. */
export type Project = ReturnType<typeof createProject>

/** A fresh project in a folder of its own, with the real command and an SQLite file. */
export function createProject() {
  const folder = mkdtempSync(join(tmpdir(), "aludel-demo-"))
  // What `npm init` and `npm install` would have made.
  writeFileSync(join(folder, "package.json"), `{ "name": "demo", "private": true }\n`)
  mkdirSync(join(folder, "node_modules"))
  for (const name of ["@aludel", "better-sqlite3"]) {
    symlinkSync(join(installed, name), join(folder, "node_modules", name), "junction")
  }
  const path = (name: string) => join(folder, name)
  return {
    folder,

    /** Types `aludel` with these arguments; what it prints is what the reader sees. */
    aludel(args: readonly string[], expected: { readonly exit: number } = { exit: 0 }): void {
      terminal.command(["aludel", ...args.map(quoted)].join(" "))
      const done = spawnSync(process.execPath, [commandFile(), ...args], {
        cwd: folder,
        // One stream for both, so that a pipe keeps the order.
        stdio: ["ignore", 1, 1],
        env,
      })
      if (done.status === expected.exit) return
      throw new WrongTurn(
        `aludel ${args[0]} ended with ${done.status ?? done.signal}, not with ${expected.exit}`,
      )
    },

    /** Writes a file as a person would in the editor. */
    write(name: string, text: string): void {
      writeFileSync(path(name), text)
    },

    /** Writes a file anew and shows what changed in it. */
    change(name: string, text: string): void {
      terminal.command(`edit ${name}`)
      terminal.output(difference(readFileSync(path(name), "utf8").split("\n"), text.split("\n")))
      writeFileSync(path(name), text)
    },

    /** Shows a file. */
    show(name: string): void {
      terminal.command(`cat ${name}`)
      terminal.output(readFileSync(path(name), "utf8"))
    },

    /** Changes a file as a person would in the editor. */
    edit(name: string, change: (text: string) => string): void {
      writeFileSync(path(name), change(readFileSync(path(name), "utf8")))
    },

    /** The revision file that has these words in its name, with its id. */
    revision(slug: string): { readonly file: string; readonly id: string } {
      const file = readdirSync(path("migrations")).find((name) => name.endsWith(`_${slug}.ts`))
      const id = file && /id: "([^"]+)"/.exec(readFileSync(path(join("migrations", file)), "utf8"))?.[1]
      if (file === undefined || id === undefined) throw new WrongTurn(`no revision ${slug} was written`)
      return { file: join("migrations", file), id }
    },

    /** Asks the database itself, without Aludel, and shows the rows. */
    query(sql: string): readonly unknown[] {
      terminal.query(sql)
      const database = new BetterSqlite3(path("app.db"))
      try {
        const statement = database.prepare(sql).raw()
        const rows = statement.all() as readonly (readonly unknown[])[]
        terminal.output(rows.map((row) => row.map((value) => value ?? "null").join(" | ")).join("\n"))
        return rows
      } finally {
        database.close()
      }
    },

    /** Has the database itself do something, without Aludel. */
    statement(sql: string): void {
      terminal.query(sql)
      const database = new BetterSqlite3(path("app.db"))
      database.exec(sql).close()
    },

    /** Forgets everything. */
    remove(): void {
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function commandFile(): string {
  const manifest = require.resolve("@aludel/cli/package.json")
  const { bin } = require(manifest) as { readonly bin: { readonly aludel: string } }
  return join(dirname(manifest), bin.aludel)
}

/** The lines between what two texts have in common at their beginnings and ends. */
function difference(from: readonly string[], to: readonly string[]): string {
  const start = to.findIndex((line, index) => line !== from[index])
  let same = 0
  while (from.at(-1 - same) === to.at(-1 - same) && same < Math.min(from.length, to.length) - start) same++
  const changed = (lines: readonly string[], sign: string) =>
    lines.slice(start, lines.length - same).map((line) => `${sign}${line}`)
  return [...changed(from, "-"), ...changed(to, "+")].join("\n")
}

function quoted(word: string): string {
  return /^[\w@+./:-]+$/.test(word) ? word : `"${word}"`
}
