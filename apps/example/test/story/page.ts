import { spawnSync } from "node:child_process"
import { chmodSync, globSync, mkdirSync, writeFileSync } from "node:fs"
import { delimiter, join } from "node:path"

import { addToUpgrade, fillRevision } from "../../demo/edits.ts"
import { command } from "./command.ts"
import type { Project } from "./project.ts"

/**
 * Does what a page of the documentation says, and gives the page again with what the commands really printed:
 * `console` blocks are typed, `ts` and `js` blocks written into the file that their first line names, `diff` blocks
 * applied to `schema.ts`, `sh` blocks (installing) left alone.
 *
 * @param ids what new revisions get as their ids, which else are random
 */
export function follow(page: string, project: Project, ids: readonly string[]): string {
  const shell = makeShell(project, [...ids])
  return page.replaceAll(/^```(\w+)\n(.*?)^```$/gms, (block, language: string, content: string) => {
    if (language === "console") return `\`\`\`console\n${typed(content, shell)}\`\`\``
    if (language === "ts" || language === "js") writeCode(content, project)
    if (language === "diff") project.edit("schema.ts", (text) => patched(text, content.trimEnd().split("\n")))
    return block
  })
}

function typed(content: string, shell: (line: string) => string): string {
  const commands = content.split("\n").filter((line) => line.startsWith("$ "))
  return commands.map((line) => `${line}\n${shell(line.slice(2))}`).join("")
}

function makeShell(project: Project, ids: string[]): (line: string) => string {
  const bin = join(project.folder, "bin")
  mkdirSync(bin)
  const scripts = {
    node: `exec "${process.execPath}" "$@"`,
    npx: `shift; exec ${command.map((part) => `"${part}"`).join(" ")} "$@" $WITH`,
  }
  for (const [name, text] of Object.entries(scripts)) {
    writeFileSync(join(bin, name), `#!/bin/sh\n${text}\n`)
    chmodSync(join(bin, name), 0o755)
  }
  const { DATABASE_URL: _, ALUDEL_DATABASE_URL: __, ...inherited } = process.env
  const env = { ...inherited, PATH: `${bin}${delimiter}${inherited["PATH"]}`, NO_COLOR: "1" }
  return (line) => {
    const writes = /^npx aludel (revision|merge) /.test(line)
    const { status, stdout } = spawnSync("/bin/sh", ["-c", `{ ${line}\n} 2>&1`], {
      cwd: project.folder,
      encoding: "utf8",
      env: { ...env, WITH: writes ? `--rev-id ${ids.shift()}` : "" },
    })
    if (status !== exitCode(stdout)) throw new Error(`${line} ended with ${status}:\n${stdout}`)
    return timeless(stdout)
  }
}

/** What a command that prints this has to end with. */
function exitCode(output: string): number {
  if (output.startsWith("aludel: [")) return 1
  return /^New upgrade operations detected/m.test(output) ? 4 : 0
}

function timeless(text: string): string {
  return text
    .replaceAll(/\b\d{4}_\d\d_\d\d_\d{4}-/g, "2026_11_18_1449-")
    .replaceAll(/created: "[^"]*"/g, `created: "2026-11-18T14:49:44Z"`)
}

function writeCode(content: string, project: Project): void {
  const [, where, , path = ""] = /^\/\/ ((.*) in )?(\S+)\n/.exec(content) ?? []
  const code = content.slice(content.indexOf("\n") + 1)
  if (where === undefined) return project.write(path, code)
  const [file = path] = globSync(path, { cwd: project.folder })
  if (where.startsWith("at the end of upgrade")) return project.edit(file, (text) => addToUpgrade(text, code))
  const [, upgrade = "", downgrade = ""] =
    /upgrade\(op\) \{\n(.*?)\n {2}\},\n {2}downgrade\(op\) \{\n(.*?)\n {2}\},/s.exec(code) ?? []
  project.edit(file, (text) =>
    fillRevision(text, { upgrade: outdented(upgrade), downgrade: outdented(downgrade) }),
  )
}

function outdented(code: string): string {
  return code.replaceAll(/^ {4}/gm, "")
}

function patched(text: string, lines: readonly string[]): string {
  const side = (sign: string) =>
    lines
      .filter((line) => line.startsWith(sign) || line.startsWith(" "))
      .map((line) => line.slice(1))
      .join("\n")
  if (!text.includes(side("-"))) throw new Error(`schema.ts has nothing like:\n${side("-")}`)
  return text.replace(side("-"), () => side("+"))
}
