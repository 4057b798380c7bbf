import { spawn, spawnSync, type ChildProcess } from "node:child_process"
import { once } from "node:events"
import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

import { freePort, serverUser } from "@aludel/test-postgres"

/** PgBouncer in front of a server, in transaction mode: each transaction may have another connection of the server's. */
export interface Pooler {
  /** The URL by which a database is reached through it. */
  through(url: string): string
  stop(): Promise<void>
}

/** Why there is no pooler on this machine; nothing where there is one. */
export function noPooler(): string | undefined {
  const { error } = spawnSync(program, ["--version"])
  return error === undefined ? undefined : "pgbouncer is not installed (Debian: apt-get install pgbouncer)"
}

/**
 * Starts PgBouncer, as a user who is not root.
 *
 * @param size how many connections of the server it has for each database. Default: 4
 */
export async function startPooler(server: string, size = 4): Promise<Pooler> {
  const { hostname, port, username } = new URL(server)
  const folder = mkdtempSync(join(tmpdir(), "aludel-pooler-"))
  const listening = await freePort()
  const settings = join(folder, "pgbouncer.ini")
  writeFileSync(
    settings,
    `[databases]
* = host=${hostname} port=${port} user=${username}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${listening}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = ${size}
max_client_conn = 200
server_login_retry = 1
`,
  )
  if (serverUser.uid !== undefined)
    for (const path of [folder, settings]) chownSync(path, serverUser.uid, serverUser.gid ?? serverUser.uid)
  const pooler = spawn(program, [settings], { ...serverUser, stdio: ["ignore", "ignore", "pipe"] })
  process.once("exit", () => pooler.kill("SIGKILL"))
  await ready(pooler)
  return {
    through(url) {
      const other = new URL(url)
      other.hostname = "127.0.0.1"
      other.port = String(listening)
      return other.href
    },
    async stop() {
      const gone = once(pooler, "exit")
      if (pooler.exitCode === null && pooler.kill("SIGTERM")) await gone
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** A pooler in front of a server that is started when it is first asked for. */
export function lazyPooler(server: string): {
  readonly started: () => Promise<Pooler>
  stop(): Promise<void>
} {
  let pooler: Promise<Pooler> | undefined
  return {
    started: () => (pooler ??= startPooler(server)),
    stop: async () => (await pooler)?.stop(),
  }
}

// Debian puts it where only root looks.
const program = process.platform === "linux" && process.getuid?.() !== 0 ? "/usr/sbin/pgbouncer" : "pgbouncer"

function ready(pooler: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = ""
    pooler.once("error", reject)
    pooler.once("exit", () => reject(new Error(`pgbouncer did not start: ${log}`)))
    pooler.stderr?.setEncoding("utf8").on("data", (text: string) => {
      if (log.length < 10_000) log += text
      if (log.includes("process up")) resolve()
    })
  })
}
