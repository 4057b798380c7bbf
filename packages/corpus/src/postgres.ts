import { spawn } from "node:child_process"
import { createReadStream } from "node:fs"

import { quoteName } from "@aludel/core/dialect"
import { postgres } from "@aludel/dialect-postgres"
import { createDatabase, startPostgres } from "@aludel/test-postgres"
import { Client } from "pg"

import { changedBy } from "./changes/attempt.ts"
import { randomChange } from "./changes/postgres.ts"
import { statementsBesides, statementsFor } from "./dump-text.ts"
import type { CorpusEngine, NotLoaded } from "./engine.ts"
import { isTolerable, psqlErrors } from "./psql-error.ts"

/** PostgreSQL on a server of its own, with dumps loaded by `psql`. */
export async function postgresEngine(): Promise<CorpusEngine> {
  const server = await startPostgres()
  const dialect = postgres()
  const open = (url: string) => dialect.connect!({ url })
  return {
    dialect,
    defaultSchema: "public",
    scratch: { connect: (database) => dialect.connect!({ url: server.url, database }) },
    besides: (dump) => statementsBesides(createReadStream(dump)),
    empty: async () => open(await createDatabase(server.url)),
    async load(dump) {
      const loaded = await load(server.url, dump)
      return "reason" in loaded ? loaded : open(loaded.url)
    },
    change: changedBy(randomChange, ({ nodes }) =>
      nodes.flatMap((node) =>
        node.kind === "table"
          ? [`truncate ${[node.schema ?? "public", node.name].map(quoteName).join(".")} cascade`]
          : [],
      ),
    ),
    close: () => server.stop(),
  }
}

/** Loads a dump; where roles turn out to be missing they are made, and it is loaded again. */
async function load(server: string, dump: string): Promise<{ readonly url: string } | NotLoaded> {
  const made = new Set<string>()
  for (;;) {
    const url = await createDatabase(server)
    const errors = psqlErrors(await psql(url, dump)).filter((error) => !isTolerable(error))
    const [first] = errors
    if (first === undefined) return { url }
    const roles = errors.flatMap(({ message }) => /^role "(.+)" does not exist$/.exec(message)?.[1] ?? [])
    const missing = [...new Set(roles)].filter((role) => !made.has(role))
    if (missing.length === 0) return { reason: first.message }
    for (const role of missing) made.add(role)
    await createRoles(server, missing)
  }
}

/** Runs a dump from its first statement to its last, whatever fails; gives what `psql` said of it. */
function psql(url: string, dump: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn("psql", ["-X", "-q", "-b", "-d", url], {
      stdio: ["pipe", "ignore", "pipe"],
      env: { ...process.env, LC_ALL: "C", PGCLIENTENCODING: "UTF8" },
    })
    let said = ""
    child.once("error", reject)
    child.stderr.setEncoding("utf8").on("data", (text: string) => (said += text))
    child.once("close", () => resolve(said))
    // What ends early has said why.
    child.stdin.on("error", () => {})
    statementsFor(createReadStream(dump)).pipe(child.stdin)
  })
}

async function createRoles(server: string, roles: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: server })
  await client.connect()
  try {
    for (const role of roles) await client.query(`create role ${client.escapeIdentifier(role)}`)
  } finally {
    await client.end()
  }
}
