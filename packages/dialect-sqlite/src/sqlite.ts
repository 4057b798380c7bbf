import type { Dialect } from "@aludel/core/dialect"

import { attached } from "./attached.ts"
import { compilers, needsBefore } from "./compilers.ts"
import { connect } from "./connect.ts"
import { declaration } from "./declaration.ts"
import { exists } from "./exists.ts"
import { hazards } from "./hazards.ts"
import { hint } from "./hint.ts"
import { introspect } from "./introspect.ts"
import { unknownLibrary } from "./library.ts"
import { objects } from "./objects.ts"
import { together } from "./rebuild/together.ts"
import { same } from "./sameness.ts"
import { scratch } from "./scratch.ts"
import { session } from "./session.ts"
import { columnType } from "./types.ts"

/** SQLite, through any Kysely dialect that speaks it (better-sqlite3, `node:sqlite`, libSQL, …). */
export function sqlite(): Dialect {
  const library = unknownLibrary()
  return {
    name: "SQLite",
    introspect,
    scratch: (_, options, work) => scratch(library, options, work),
    compilers: compilers(library),
    needsBefore: (operation) => needsBefore(operation, library),
    together: together(library),
    objects,
    hazards,
    hint,
    columnType,
    // An integer primary key numbers itself.
    identity: () => "",
    same,
    holds: ["table", "column", "primaryKey", "unique", "foreignKey", "check", "index", "defined"],
    forwardReferences: true,
    gathers: true,
    transactionalDdl: true,
    session: (db, options, work) => session(library, db, options, work),
    exists,
    namespaces: attached,
    offline: () => {
      // A script is for a shell of any version.
      Object.assign(library, unknownLibrary())
      return { begin: ["pragma foreign_keys = off", "begin immediate"], end: ["commit"] }
    },
    connect,
    declaration,
  }
}
