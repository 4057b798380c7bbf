import type { Dialect } from "@aludel/core/dialect"
import { postgres } from "@aludel/dialect-postgres"

import { connect } from "./connect.ts"
import { scratch } from "./scratch.ts"

/** PGlite: PostgreSQL within the process. It speaks as PostgreSQL does; what differs is how it is opened. */
export function pglite(): Dialect {
  return { ...postgres(), name: "PGlite", connect, scratch }
}
