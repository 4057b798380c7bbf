import type { PostgresServer } from "@aludel/test-postgres"

import { crowd } from "./crowd.ts"
import { cuts } from "./cuts.ts"
import { postgresKills, sqliteKills } from "./kills.ts"
import type { Faults } from "./tally.ts"

/** Every kind of fault, in the order in which they are done. */
export function allFaults({ url }: PostgresServer): readonly Faults[] {
  const ways = ["upgrade", "downgrade"] as const
  return [
    ...ways.map((way) => cuts(url, way)),
    ...ways.map((way) => postgresKills(url, way)),
    ...(["wal", "delete"] as const).flatMap((journal) => ways.map((way) => sqliteKills(journal, way))),
    crowd(url, "8 processes at once"),
  ]
}
