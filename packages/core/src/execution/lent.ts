import type { DatabaseConnection, Driver } from "kysely"

import type { AnyDatabase } from "../dialect/dialect.ts"
import { AludelError } from "../errors/error.ts"
import { quoteName } from "../sql/sql.ts"

/** A Kysely over the run's one connection, and the end of its life. */
export interface Lent {
  readonly db: AnyDatabase
  /** Whatever still uses the handle afterwards is told so. */
  close(): void
}

/**
 * Lends the connection of a run to data code: a new Kysely with the caller's plugins whose transactions are savepoints.
 * Kysely's own handle of a transaction refuses `transaction()`.
 */
export async function lend(connection: AnyDatabase, caller: AnyDatabase): Promise<Lent> {
  const { CompiledQuery, Kysely } = await import("kysely")
  const executor = connection.withoutPlugins().getExecutor()
  const single = await new Promise<DatabaseConnection>((resolve, reject) => {
    executor.provideConnection(async (raw) => resolve(raw)).catch(reject)
  })
  let open = true
  let depth = 0
  const command = (text: string) => single.executeQuery(CompiledQuery.raw(text)).then(() => undefined)
  const driver: Driver = {
    init: async () => {},
    acquireConnection: async () => {
      if (open) return single
      throw new AludelError("run/failed", "the handle of op.run was used after its function had ended", {
        hint: "Await everything inside the function.",
      })
    },
    beginTransaction: () => command(`savepoint aludel_${++depth}`),
    commitTransaction: () => command(`release savepoint aludel_${depth--}`),
    rollbackTransaction: async () => {
      await command(`rollback to savepoint aludel_${depth}`)
      await command(`release savepoint aludel_${depth--}`)
    },
    savepoint: (_, name) => command(`savepoint ${quoteName(name)}`),
    rollbackToSavepoint: (_, name) => command(`rollback to savepoint ${quoteName(name)}`),
    releaseSavepoint: (_, name) => command(`release savepoint ${quoteName(name)}`),
    releaseConnection: async () => {},
    destroy: async () => {},
  }
  const db = new Kysely({
    dialect: {
      createDriver: () => driver,
      createAdapter: () => executor.adapter,
      createQueryCompiler: () => ({ compileQuery: (node, id) => executor.compileQuery(node, id) }),
      createIntrospector: () => connection.introspection,
    },
    plugins: [...caller.getExecutor().plugins],
  })
  return { db, close: () => void (open = false) }
}
