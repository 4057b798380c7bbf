import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { basename, join } from "node:path"
import { fileURLToPath } from "node:url"
import { expect } from "vitest"
import { parse } from "yaml"
import { run } from "./tarballs.ts"

const guide = readFileSync(fileURLToPath(new URL("../../../docs/guide/in-ci.md", import.meta.url)), "utf8")

interface Workflow {
  readonly jobs: {
    readonly migrations: {
      readonly services: {
        readonly postgres: {
          readonly env: Readonly<Record<string, string>>
          readonly ports: readonly string[]
        }
      }
      readonly env: Readonly<Record<string, string>>
      readonly steps: readonly { readonly run?: string; readonly uses?: string }[]
    }
  }
}

/** Does in a copy of the project what the guide's workflow would do in one that was checked out. */
export async function runWorkflow(project: string, url: string): Promise<string> {
  const { services, env, steps } = (parse(block("yaml", "## GitHub Actions")) as Workflow).jobs.migrations
  const database = new URL(env["DATABASE_URL"] ?? "")
  expect(database.password).toBe(services.postgres.env["POSTGRES_PASSWORD"])
  expect(services.postgres.ports).toEqual([`${database.port}:5432`])
  expect(steps.flatMap(({ uses = [] }) => uses)).toEqual(["actions/checkout@v4", "actions/setup-node@v4"])
  const copy = `${project}-checked-out`
  cpSync(project, copy, { recursive: true })
  let output = ""
  for (const step of steps) if (step.run !== undefined) output += await shell(step.run, copy, url)
  return output
}

/** Builds the stage of the guide's Dockerfile in a folder instead of an image, and runs it, once with other arguments. */
export async function runStage(project: string, url: string, ...args: readonly string[]): Promise<string> {
  const image = `${project}-image`
  let folder = image
  const commands = new Map<string, readonly string[]>()
  for (const line of block("dockerfile", "## At deployment").trim().split("\n")) {
    const [instruction = "", ...words] = line.split(" ")
    const rest = words.join(" ")
    if (instruction === "FROM") expect(words).toEqual(["node:24-slim", "AS", "migrate"])
    else if (instruction === "WORKDIR") mkdirSync((folder = join(image, rest)), { recursive: true })
    else if (instruction === "COPY") copy(project, words.slice(0, -1), join(folder, words.at(-1) ?? ""))
    else if (instruction === "RUN") await shell(rest, folder, url)
    else commands.set(instruction, JSON.parse(rest) as readonly string[])
  }
  const entry = commands.get("ENTRYPOINT") ?? []
  const first = [...entry, ...(commands.get("CMD") ?? [])].join(" ")
  return (await shell(first, folder, url)) + (await shell([...entry, ...args].join(" "), folder, url))
}

/** A folder is copied as what is in it, as Docker does. */
function copy(from: string, names: readonly string[], to: string): void {
  for (const name of names)
    cpSync(join(from, name), /\.\/?$/.test(to) || names.length > 1 ? join(to, basename(name)) : to, {
      recursive: true,
    })
}

/** A project that somebody would check in: a lockfile, a configuration, a declaration, one revision, and no node_modules. */
export async function checkedIn(
  project: string,
  dependencies: Readonly<Record<string, string>>,
): Promise<string> {
  mkdirSync(join(project, "migrations"), { recursive: true })
  const write = (name: string, text: string) => writeFileSync(join(project, name), text)
  write("package.json", JSON.stringify({ private: true, type: "module", dependencies }))
  write(
    "aludel.config.ts",
    `import { defineConfig } from "@aludel/config"\n\nexport default defineConfig({ schema: "schema.ts" })\n`,
  )
  write(
    "schema.ts",
    `import { defineSchema, t, table } from "@aludel/dialect-postgres"\n\nexport default defineSchema({ hotels: table("hotels", { id: t.integer().primaryKey() }) })\n`,
  )
  write(
    "migrations/a1.ts",
    `import { defineRevision, t } from "@aludel/core"

export default defineRevision({
  id: "a1",
  parents: [],
  message: "hotels",
  upgrade(op) {
    op.createTable("hotels", { id: t.integer().primaryKey("pk_hotels") })
  },
})
`,
  )
  await run("npm", ["install", "--package-lock-only", "--prefer-offline", "--no-audit", "--no-fund"], project)
  return project
}

function shell(line: string, cwd: string, url: string): Promise<string> {
  const env = {
    ...process.env,
    DATABASE_URL: url,
    npm_config_prefer_offline: "true",
    npm_config_audit: "false",
  }
  return process.platform === "win32" ? run("cmd", ["/c", line], cwd, env) : run("sh", ["-c", line], cwd, env)
}

/** The first block in a language behind a heading of the guide. */
function block(language: string, heading: string): string {
  const found = new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``).exec(guide.slice(guide.indexOf(heading)))?.[1]
  if (found === undefined) throw new Error(`the guide has no ${language} under ${heading}`)
  return found
}
