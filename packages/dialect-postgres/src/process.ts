/** A process of the server, as `pg_stat_activity` has it. */
export interface ServerProcess {
  readonly pid: number
  readonly application: string | null
  readonly role: string | null
  readonly client: string | null
  readonly since: string | null
}

/** A process of the server in words: `process 4711 ("aludel", role app, from 10.0.0.7, since 2026-11-18T14:49:44Z)`. */
export function processText({ pid, application, role, client, since }: ServerProcess): string {
  const known = [
    application ? `"${application}"` : undefined,
    role ? `role ${role}` : undefined,
    client ? `from ${client}` : undefined,
    since ? `since ${since}` : undefined,
  ].filter((part) => part !== undefined)
  return `process ${pid}${known.length === 0 ? "" : ` (${known.join(", ")})`}`
}
