import type { Dialect } from "@aludel/core/dialect"
import { nodeKinds, quoteName } from "@aludel/core/dialect"

import { compilers } from "./compilers.ts"
import { connect } from "./connect.ts"
import { needsBefore } from "./ddl/needs-before.ts"
import { together } from "./ddl/together.ts"
import { declaration } from "./declaration/declaration.ts"
import { engineName } from "./engine-name.ts"
import { exists } from "./exists.ts"
import { hazards } from "./hazards.ts"
import { hint } from "./hint.ts"
import { hold } from "./hold.ts"
import { introspect } from "./introspect.ts"
import { namespaces } from "./namespaces.ts"
import { objects } from "./objects/objects.ts"
import { scratch } from "./scratch/scratch.ts"
import { session } from "./session.ts"
import { endsTransaction, executing, isTransient } from "./transactions.ts"
import { columnType } from "./types.ts"

/** PostgreSQL, 14 and later, through any Kysely dialect that speaks it (`pg`, PGlite, …). */
export function postgres(): Dialect {
  return {
    name: "PostgreSQL",
    introspect,
    scratch,
    compilers,
    needsBefore,
    together,
    objects,
    hazards,
    columnType,
    holds: nodeKinds,
    impliedNames: ({ table, name }) => ({
      sequence: engineName(table, name, "seq"),
      notNull: engineName(table, name, "not_null"),
    }),
    transactionalDdl: true,
    session,
    hold,
    endsTransaction,
    isTransient,
    executing,
    interruptible: true,
    exists,
    namespaces,
    createNamespace: (name) => `create schema if not exists ${quoteName(name)}`,
    offline: ({ defaultSchema }) => ({
      begin: [
        "begin",
        "set local check_function_bodies to off",
        ...(defaultSchema === undefined ? [] : [`set local search_path to ${quoteName(defaultSchema)}`]),
      ],
      end: ["commit"],
    }),
    hint,
    connect,
    declaration,
  }
}
