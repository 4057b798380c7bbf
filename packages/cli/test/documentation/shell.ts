import { existsSync, globSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"

import { makeProgram } from "../../src/program.ts"
import { type Block, type Page, root } from "./page.ts"
import { isWorkflow } from "./treatment.ts"

/** What is wrong with the commands of a block: a script, a package, a command or an option that there is none of. */
export function wrongWords(page: Page, block: Block): readonly string[] {
  return commandsOf(block).flatMap((command) => {
    const [first = "", ...rest] = words(command)
    const wrong = checks[first]?.(rest, page)
    return wrong === undefined ? [] : [`${page.path}:${block.line} ${command}: ${wrong}`]
  })
}

type Check = (words: readonly string[], page: Page) => string | undefined

// What is not named here (mkdir, curl, psql) is somebody else's.
const checks: Readonly<Record<string, Check>> = {
  npm: ([verb, ...rest]) => {
    if (verb === "install") return rest.flatMap((name) => installable(name) ?? [])[0]
    return verb === "run" || verb === "test" ? script(verb === "run" ? rest[0] : verb) : undefined
  },
  pnpm: ([name]) => script(name),
  npx: ([name, ...rest]) => (name === "aludel" ? command(rest) : `there is no ${name}`),
  aludel: command,
  node: ([file = ""], { path }) =>
    existsSync(join(root, dirname(path), file)) ? undefined : `no file ${file}`,
}

function script(name = ""): string | undefined {
  const { scripts } = manifest("package.json")
  return name === "install" || name in scripts ? undefined : `no script ${name}`
}

function installable(name: string): string | undefined {
  if (name.startsWith("-")) return undefined
  const known = globSync("packages/*/package.json", { cwd: root }).flatMap((path) => {
    const { name: own, peerDependencies } = manifest(path)
    return [own, ...Object.keys(peerDependencies)]
  })
  return known.includes(name) ? undefined : `no package ${name}`
}

function command([name = "", ...rest]: readonly string[]): string | undefined {
  const program = makeProgram()
  const found = program.commands.find((each) => [each.name(), ...each.aliases()].includes(name))
  if (found === undefined) return `no command ${name}`
  const options = [...program.options, ...found.options].flatMap(({ short, long }) => [short, long])
  return rest
    .filter((word) => word.startsWith("-") && word !== "-1")
    .map((word) => word.split("=")[0])
    .filter((word) => !options.includes(word))
    .map((word) => `no option ${word}`)[0]
}

function manifest(path: string): {
  readonly name: string
  readonly scripts: Readonly<Record<string, string>>
  readonly peerDependencies: Readonly<Record<string, string>>
} {
  const read = JSON.parse(readFileSync(join(root, path), "utf8")) as object
  return { name: "", scripts: {}, peerDependencies: {}, ...read }
}

function commandsOf(block: Block): readonly string[] {
  const lines = block.text.split("\n")
  const said = isWorkflow(block)
    ? lines.flatMap((line) => /- run: (.*)$/.exec(line)?.[1] ?? [])
    : block.language === "dockerfile"
      ? [...lines.flatMap((line) => /^RUN (.*)$/.exec(line)?.[1] ?? []), started(lines)]
      : lines
  return said
    .map((line) => line.replace(/(?:^|\s)#.*$/, "").trim())
    .flatMap((line) => line.split(/\s*&&\s*|\s*;\s*/))
    .map((line) => line.replaceAll(/^\(|\)$|^(?:[A-Z_]+=\S+ )+/g, ""))
    .filter((line) => line !== "")
}

/** What an image starts. */
function started(lines: readonly string[]): string {
  return lines
    .flatMap((line) => /^(?:ENTRYPOINT|CMD) (.*)$/.exec(line)?.[1] ?? [])
    .flatMap((words) => JSON.parse(words) as readonly string[])
    .join(" ")
}

function words(command: string): readonly string[] {
  return (command.match(/"[^"]*"|'[^']*'|[^\s"']+/g) ?? []).map((word) => word.replaceAll(/^["']|["']$/g, ""))
}
