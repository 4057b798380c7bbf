import { execFile } from "node:child_process"
import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { delimiter, dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

// A scenario is what a person types and sees, in a text file:
//   # prose                      kept as it is
//   $ command                    run by the shell, in the scenario's folder; below it stands its output, both streams
//   < file                       the indented lines below it are written to the file
//   [exit 4]                     the exit code, where it is not 0
// A line of output that begins like one of these has a backslash before it.

// From the sources, or (`ALUDEL_COMMAND=built`) from the build, which starts in half the time.
const cli =
  process.env["ALUDEL_COMMAND"] === "built"
    ? [fileURLToPath(new URL("../dist/bin/cli.js", import.meta.url))]
    : ["--conditions=@aludel/source", fileURLToPath(new URL("../src/cli.ts", import.meta.url))]
const sql = ["--conditions=@aludel/source", fileURLToPath(new URL("sql.ts", import.meta.url))]

/** The environment of a scenario: a folder of its own with the command on its path. */
export interface Stage {
  readonly folder: string
  readonly env: NodeJS.ProcessEnv
}

/** Makes a stage; `databaseUrl` may be left out for scenarios that say themselves which database they mean. */
export function stage(databaseUrl?: string): Stage {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "aludel-cli-")))
  const folder = join(root, "project")
  mkdirSync(folder)
  for (const [name, script] of Object.entries({ aludel: cli, sql })) {
    writeFileSync(
      join(root, name),
      `#!/bin/sh\nexec ${[process.execPath, ...script].map((part) => `"${part}"`).join(" ")} "$@"\n`,
    )
    chmodSync(join(root, name), 0o755)
  }
  const { PATH = "", HOME } = process.env
  const url = databaseUrl === undefined ? {} : { DATABASE_URL: databaseUrl }
  return { folder, env: { PATH: `${root}${delimiter}${PATH}`, HOME, NO_COLOR: "1", LC_ALL: "C", ...url } }
}

/** Removes what a stage left behind. */
export function clear({ folder }: Stage): void {
  rmSync(dirname(folder), { recursive: true, force: true })
}

/** Plays a scenario and gives its text again, with the output that there was; `ids` learns what random ids are called. */
export async function play(text: string, stage: Stage, ids = new Map<string, string>()): Promise<string> {
  const played: string[] = []
  for (const { first, rest } of blocks(text)) {
    if (first.startsWith("< ")) writeIn(stage.folder, first.slice(2), rest)
    const lines = first.startsWith("$ ") ? await outputOf(first.slice(2), stage, ids) : rest
    played.push(first, ...lines)
  }
  return `${played.join("\n").trimEnd()}\n`
}

async function outputOf(
  command: string,
  { folder, env }: Stage,
  ids: Map<string, string>,
): Promise<readonly string[]> {
  const { output, code } = await shell(`{ ${command}\n} 2>&1`, folder, env)
  const text = normalised(output, folder, ids).trimEnd()
  const lines = text === "" ? [] : text.split("\n").map((line) => line.replace(/^(?=[$<#] )/, "\\"))
  return [...lines, ...(code === "0" ? [] : [`[exit ${code}]`]), ""]
}

function shell(
  command: string,
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<{ readonly output: string; readonly code: string }> {
  return new Promise((resolve) => {
    execFile("/bin/sh", ["-c", command], { cwd, env }, (error, output) =>
      resolve({ output, code: String(error?.code ?? 0) }),
    )
  })
}

interface Block {
  readonly first: string
  readonly rest: readonly string[]
}

/** A block begins with a line that says what it is. */
function blocks(text: string): readonly Block[] {
  const found: { first: string; rest: string[] }[] = []
  for (const line of text.trimEnd().split("\n")) {
    if (/^[$<#] /.test(line) || found.length === 0) found.push({ first: line, rest: [] })
    else found.at(-1)?.rest.push(line)
  }
  return found
}

function writeIn(folder: string, name: string, lines: readonly string[]): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true })
  const text = lines.map((line) => line.replace(/^ {4}/, "")).join("\n")
  writeFileSync(join(folder, name), `${text.trimEnd()}\n`)
}

/** What differs from run to run: times, random ids (called by the order in which they come), folders. */
export function normalised(output: string, folder: string, ids: Map<string, string>): string {
  return output
    .replaceAll(folder, "/project")
    .replaceAll(/\b\d{4}_\d\d_\d\d_\d{4}-/g, "DATE-")
    .replaceAll(/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?Z?/g, "TIME")
    .replaceAll(/(?<![\w])(?=[0-9a-f]*\d)[0-9a-f]{12}(?![0-9a-z])/g, (id) => {
      const name = ids.get(id) ?? `id-${ids.size + 1}`
      ids.set(id, name)
      return name
    })
}
