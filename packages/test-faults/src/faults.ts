import type { PostgresServer } from "@aludel/test-postgres"

import { crowd } from "./crowd.ts"
import { cuts } from "./cuts.ts"
import { diskFull } from "./disk-full.ts"
import { scripts } from "./offline.ts"
import { postgresKills, sqliteKills } from "./kills.ts"
import type { Pooler } from "./pooler.ts"
import { crashed, injected, locked, readOnly, terminated } from "./server-faults.ts"
import type { Faults } from "./tally.ts"

/**
 * Every kind of fault, in the order in which they are done.
 *
 * @param pooler gives the pooler of those that go through one: their names say so
 */
export function allFaults(server: PostgresServer, pooler: () => Promise<Pooler>): readonly Faults[] {
  const { url } = server
  const ways = ["upgrade", "downgrade"] as const
  return [
    ...ways.map((way) => cuts(url, way)),
    ...ways.map((way) => postgresKills(url, way)),
    ...(["wal", "delete"] as const).flatMap((journal) => ways.map((way) => sqliteKills(journal, way))),
    crowd(url),
    crowd(url, pooler),
    ...ways.map((way) => postgresKills(url, way, pooler)),
    terminated(server),
    crashed(server),
    locked(server),
    injected(server, "40P01"),
    injected(server, "55P03"),
    injected(server, "40001"),
    readOnly(server),
    diskFull(),
    scripts(url, "PostgreSQL"),
    scripts(url, "SQLite"),
  ]
}
