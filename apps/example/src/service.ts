import { once } from "node:events"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"

import { openDatabase } from "./database.ts"
import { handler } from "./handler.ts"
import { upgradeDatabase } from "./upgrade-database.ts"
import type { Settings } from "./settings.ts"

/** The running service. */
export interface Service {
  readonly url: string
  /** Answers what has been asked, then closes the database. */
  stop(): Promise<void>
}

/**
 * Upgrades the database, then listens.
 *
 * @param log told what was done to the database, and of errors that no client is told
 */
export async function startService(settings: Settings, log: (line: string) => void): Promise<Service> {
  const { db, dialect } = openDatabase(settings.url)
  try {
    await upgradeDatabase({ db, dialect, schema: settings.schema, log })
    // The migrator qualifies names by itself; the service's own queries are told where the tables are.
    const tables = settings.schema === undefined ? db : db.withSchema(settings.schema)
    const server = await listen(createServer(handler(tables, log)), settings.port)
    return {
      url: `http://localhost:${(server.address() as AddressInfo).port}`,
      stop: async () => {
        await close(server)
        await db.destroy()
      },
    }
  } catch (error) {
    await db.destroy()
    throw error
  }
}

async function listen(server: Server, port: number): Promise<Server> {
  server.listen(port)
  await once(server, "listening")
  return server
}

async function close(server: Server): Promise<void> {
  const closed = once(server, "close")
  server.close()
  server.closeIdleConnections()
  await closed
}
