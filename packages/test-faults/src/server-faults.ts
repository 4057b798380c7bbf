import { postgres } from "@aludel/dialect-postgres"
import type { MigratorOptions, RunEvent } from "@aludel/core"
import type { PostgresServer } from "@aludel/test-postgres"
import { sql } from "kysely"

import { drop, execute, fresh, nameOf, open, place, withDatabase } from "./postgres.ts"
import { apart, plain } from "./revisions.ts"
import { contents, migratorOf, wrongWith } from "./state.ts"
import { sampled, type Faults, type Verdict } from "./tally.ts"

/** What happens to a server, or in it, while a run works. */
interface Mishap {
  /** Before the run: on a database at the first revision. */
  readonly before?: (url: string) => Promise<void>
  /** At a statement of the run. */
  readonly during?: (url: string) => Promise<void>
  /** Before the next run. */
  readonly after?: (url: string) => Promise<void>
  /** Whether the run must end well by itself, or must fail. Default: either. */
  readonly mustEnd?: "well" | "badly"
  readonly options?: Partial<MigratorOptions>
}

/** Ends the sessions of a run at each of its statements. */
export function terminated({ url: server }: PostgresServer): Faults {
  return atEachStatement(server, "backend terminated", {
    during: (url) =>
      execute(
        place(url, "postgres"),
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${nameOf(url)}'`,
      ),
  })
}

/** Shuts the server down at once, at each statement of a run, and starts it again. */
export function crashed(server: PostgresServer): Faults {
  return atEachStatement(server.url, "immediate shutdown and restart", { during: () => server.crash() })
}

/** A table that a run needs is locked for half a second by somebody else. */
export function locked({ url }: PostgresServer): Faults {
  return once(url, "table locked by somebody else", {
    before: async (database) => {
      const other = open(database, 1)
      const held = Promise.withResolvers<void>()
      const holding = async () => {
        await other.transaction().execute(async (transaction) => {
          await sql`lock table hotels in access exclusive mode`.execute(transaction)
          held.resolve()
          await sql`select pg_sleep(0.5)`.execute(transaction)
        })
        await other.destroy()
      }
      void holding()
      await held.promise
    },
    mustEnd: "well",
    options: { statementLockTimeout: 60, retries: 50 },
  })
}

/** The first statements of a run that change a schema fail by themselves, and not the ones after them. */
export function injected({ url }: PostgresServer, code: "40P01" | "55P03" | "40001"): Faults {
  return once(url, `${code} injected`, {
    before: (database) =>
      execute(
        database,
        "create schema injected",
        "create sequence injected.counter",
        `create function injected.fail() returns event_trigger language plpgsql as $$ begin
          if nextval('injected.counter') <= 4 then raise exception 'injected' using errcode = '${code}'; end if; end $$`,
        "create event trigger fail_first on ddl_command_start when tag in ('ALTER TABLE', 'CREATE INDEX') execute function injected.fail()",
      ),
    after: (database) =>
      execute(database, "drop event trigger if exists fail_first", "drop schema if exists injected cascade"),
    mustEnd: "well",
  })
}

/** The server takes no writes, as a standby. */
export function readOnly({ url }: PostgresServer): Faults {
  return once(url, "read-only server", {
    before: (database) =>
      execute(database, `alter database ${nameOf(database)} set default_transaction_read_only = on`),
    after: (database) =>
      execute(
        database,
        "set default_transaction_read_only = off",
        `alter database ${nameOf(database)} reset default_transaction_read_only`,
      ).catch(() =>
        execute(
          place(database, "postgres"),
          `alter database ${nameOf(database)} reset default_transaction_read_only`,
        ),
      ),
    mustEnd: "badly",
  })
}

function once(server: string, name: string, mishap: Mishap): Faults {
  return {
    name,
    async *run() {
      const expected = await undisturbed(server)
      yield await disturbed(server, "once", mishap, expected.contents)
    },
  }
}

function atEachStatement(server: string, name: string, mishap: Mishap): Faults {
  return {
    name,
    async *run(share) {
      const { contents: expected, statements } = await undisturbed(server)
      const cases = Array.from({ length: statements }, (_, index) => index + 1)
      for (const statement of sampled(cases, share))
        yield await disturbed(server, `at statement ${statement}`, mishap, expected, statement)
    },
  }
}

function subjectOf(db: ReturnType<typeof open>) {
  return { db, dialect: postgres(), revisions: apart }
}

async function undisturbed(
  server: string,
): Promise<{ readonly contents: string; readonly statements: number }> {
  const url = await fresh(server)
  let statements = 0
  const count = ({ kind }: RunEvent) => void (kind === "statement" ? (statements += 1) : undefined)
  await withDatabase(url, (db) => migratorOf(subjectOf(db), { onEvent: count }).upgrade())
  const found = await withDatabase(url, (db) => contents(subjectOf(db)))
  await drop(url)
  return { contents: found, statements }
}

async function disturbed(
  server: string,
  name: string,
  { before, during, after, mustEnd, options }: Mishap,
  expected: string,
  at?: number,
): Promise<Verdict> {
  const url = await fresh(server)
  let mishap: Promise<void> | undefined
  let statements = 0
  const onEvent = ({ kind }: RunEvent) => {
    if (kind !== "statement") return
    statements += 1
    if (statements === at) mishap = during?.(url)
  }
  if (before !== undefined) {
    await withDatabase(url, (db) => migratorOf({ ...subjectOf(db), revisions: plain.slice(0, 1) }).upgrade())
    await before(url)
  }
  const failure = await withDatabase(url, (db) =>
    migratorOf(subjectOf(db), { ...options, onEvent }).upgrade(),
  ).then(
    () => undefined,
    (error: unknown) => String(error),
  )
  await mishap
  await after?.(url)
  const lost = await withDatabase(url, async (db) => {
    await migratorOf(subjectOf(db), { lockTimeout: 30_000 }).upgrade()
    return wrongWith(subjectOf(db), "upgrade", expected)
  }).catch((error: unknown) => String(error))
  await drop(url)
  const unforeseen =
    mustEnd === "well"
      ? failure
      : mustEnd === "badly" && failure === undefined
        ? "it did not fail"
        : undefined
  const wrong = unforeseen ?? lost
  return { name, ...(wrong === undefined ? {} : { lost: wrong }) }
}
