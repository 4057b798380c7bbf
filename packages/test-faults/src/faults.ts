import type { PostgresServer } from "@aludel/test-postgres"

import { crowd } from "./crowd.ts"
import { cuts } from "./cuts.ts"
import { diskFull } from "./disk-full.ts"
import { postgresKills, sqliteKills } from "./kills.ts"
import { crashed, injected, locked, readOnly, terminated } from "./server-faults.ts"
import type { Faults } from "./tally.ts"

/** Every kind of fault, in the order in which they are done. */
export function allFaults(server: PostgresServer): readonly Faults[] {
  const { url } = server
  const ways = ["upgrade", "downgrade"] as const
  return [
    ...ways.map((way) => cuts(url, way)),
    ...ways.map((way) => postgresKills(url, way)),
    ...(["wal", "delete"] as const).flatMap((journal) => ways.map((way) => sqliteKills(journal, way))),
    crowd(url, "8 processes at once"),
    terminated(server),
    crashed(server),
    locked(server),
    injected(server, "40P01"),
    injected(server, "55P03"),
    injected(server, "40001"),
    readOnly(server),
    diskFull(),
  ]
}
