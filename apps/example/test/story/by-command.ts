import { spawnSync } from "node:child_process"

import type { RunResult } from "@aludel/core"

import { command } from "./command.ts"
import type { StoryDatabase } from "./database.ts"
import type { Project } from "./project.ts"
import type { Outcome, Teller } from "./teller.ts"

/** Tells the story by typing commands. The configuration brings a Kysely with plugins, where it runs on PostgreSQL with a pool of one. */
export function byCommand(project: Project, database: StoryDatabase): Teller {
  const type = (...args: readonly string[]) => {
    const [node, ...script] = command
    const { status, stdout, stderr } = spawnSync(node, [...script, ...args], {
      cwd: project.folder,
      encoding: "utf8",
      env: { ...process.env, DATABASE_URL: database.url, NO_COLOR: "1" },
    })
    return { status, stdout, stderr }
  }
  const done = (...args: readonly string[]) => {
    const { status, stdout, stderr } = type(...args)
    if (status !== 0) throw new Error(`aludel ${args.join(" ")} ended with ${status}:\n${stdout}${stderr}`)
    return stdout.trim()
  }
  const ids = (...args: readonly string[]) =>
    (JSON.parse(done(...args, "--json")) as readonly { readonly id: string }[]).map(({ id }) => id)
  const run = async (...args: readonly string[]): Promise<Outcome> => {
    const { status, stdout, stderr } = type(...args, "--json")
    if (status !== 0) return refusal(status, stderr)
    const { revisions, heads } = JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "") as RunResult
    return { ran: revisions, heads }
  }
  done("init")
  if (database.defaultSchema !== undefined) project.write("aludel.config.ts", ownDatabase(database))
  return {
    camelCase: database.defaultSchema !== undefined,
    async revision({ id, message, autogenerate, head, splice }) {
      const options = [
        ...(autogenerate ? ["--autogenerate"] : []),
        ...(head === undefined ? [] : ["--head", head]),
        ...(splice ? ["--splice"] : []),
      ]
      const { status, stdout, stderr } = type("revision", "-m", message, "--rev-id", id, ...options)
      return status === 0 ? stdout.trim() : refusal(status, stderr)
    },
    merge: async ({ id, message }) => done("merge", "heads", "-m", message, "--rev-id", id),
    upgrade: (to) => run("upgrade", to),
    downgrade: (to) => run("downgrade", to),
    current: async () => ids("current"),
    heads: async () => ids("heads"),
    history: async () => ids("history"),
    async check() {
      const { stdout } = type("check", "--json")
      return (JSON.parse(stdout) as { findings: readonly { code: string }[] }).findings.map(
        ({ code }) => code,
      )
    },
    end: async () => {},
  }
}

/** Throws what is no told error: a bug must not pass for a refusal. */
function refusal(status: number | null, stderr: string): Outcome {
  const [, refused, message] = /^aludel: \[(.+?)\] (.*)$/m.exec(stderr) ?? []
  if (status !== 1 || refused === undefined || message === undefined) throw new Error(`${status}: ${stderr}`)
  return { refused, message }
}

function ownDatabase({ url, defaultSchema }: StoryDatabase): string {
  return `import { defineConfig } from "@aludel/config"
import { CamelCasePlugin, Kysely, PostgresDialect } from "kysely"
import pg from "pg"

export default defineConfig({
  db: () =>
    new Kysely({
      dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: ${JSON.stringify(url)}, max: 1 }) }),
      plugins: [new CamelCasePlugin()],
    }),
  dialect: "postgres",
  defaultSchema: ${JSON.stringify(defaultSchema)},
  schema: "schema.ts",
})
`
}
