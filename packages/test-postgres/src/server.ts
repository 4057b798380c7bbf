import { type ChildProcess, spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { chownSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { findBinaries, program, serverUser } from "./binaries.ts"

/** A running server: `url` leads to its database `postgres` as superuser, `stop` ends it and removes its data. */
export interface PostgresServer {
  readonly url: string
  /** `18`. */
  readonly major: number
  /** Ends it as a crash would (an immediate shutdown), and starts it again on what is there. */
  crash(): Promise<void>
  stop(): Promise<void>
}

/** How a server is started. */
export interface ServerOptions {
  /** The folder of its programs; default: that of the test run, see {@link findBinaries}. */
  readonly bin?: string
  /** Whether what is committed survives a crash. Default: no, which is faster. */
  readonly durable?: boolean
}

/**
 * Starts a real PostgreSQL server with an empty cluster in a temporary folder, ready in about half a second.
 *
 */
export async function startPostgres(options: ServerOptions = {}): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), "aludel-postgres-"))
  try {
    if (serverUser.uid !== undefined) chownSync(folder, serverUser.uid, serverUser.gid ?? serverUser.uid)
    const bin = options.bin ?? findBinaries(folder)
    const data = join(folder, "data")
    makeCluster(bin, data)
    const port = await freePort()
    let server = await launch(bin, data, port, options)
    const url = `postgresql://postgres@127.0.0.1:${port}/postgres`
    const crash = async () => {
      await end(server, "SIGQUIT")
      server = await launch(bin, data, port, options)
    }
    const stop = async () => {
      await end(server, "SIGINT") // a fast shutdown: it ends the sessions that are still open
      remove(folder)
    }
    return { url, major: majorOf(data), crash, stop }
  } catch (error) {
    remove(folder)
    throw error
  }
}

function majorOf(data: string): number {
  return Number(readFileSync(join(data, "PG_VERSION"), "utf8"))
}

function makeCluster(bin: string, data: string): void {
  const args = ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"]
  const made = spawnSync(program(bin, "initdb"), args, { ...serverUser, encoding: "utf8", cwd: tmpdir() })
  if (made.status !== 0) throw new Error(`initdb failed: ${made.error?.message ?? made.stderr}`)
}

/** Nothing here must survive a crash of the machine, so the server neither syncs nor writes full pages. */
async function launch(
  bin: string,
  data: string,
  port: number,
  { durable = false }: ServerOptions,
): Promise<ChildProcess> {
  const settings = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    `port=${port}`,
    "max_connections=200",
  ]
  const unsafe = ["fsync=off", `synchronous_commit=${durable ? "on" : "off"}`, "full_page_writes=off"]
  const args = ["-D", data, ...[...settings, ...unsafe].flatMap((setting) => ["-c", setting])]
  const server = spawn(program(bin, "postgres"), args, {
    ...serverUser,
    stdio: ["ignore", "ignore", "pipe"],
    cwd: tmpdir(),
  })
  process.once("exit", () => server.kill("SIGQUIT"))
  await ready(server)
  return server
}

function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = ""
    server.once("error", reject)
    server.once("exit", () => reject(new Error(`postgres did not start: ${log}`)))
    // It goes on reading after the start: a full pipe would block the server.
    server.stderr?.setEncoding("utf8").on("data", (text: string) => {
      if (log.length < 10_000) log += text
      if (log.includes("ready to accept connections")) resolve()
    })
  })
}

/** A port that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once("error", reject)
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0))
    })
  })
}

async function end(server: ChildProcess, signal: "SIGINT" | "SIGQUIT"): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const gone = once(server, "exit")
  server.kill(signal)
  await gone
}

function remove(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}
