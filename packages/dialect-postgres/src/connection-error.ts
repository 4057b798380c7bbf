import { AludelError } from "@aludel/core/dialect"

/** Where a connection was meant to go; never with the password. */
export interface Destination {
  readonly host: string
  readonly port: number
  readonly database: string | undefined
  readonly user: string | undefined
}

/** The error of a connection that could not be made: where to, why, and what to look at. */
export function connectionError(error: unknown, destination: Destination): AludelError {
  const code = codeOf(error)
  const { host, port, database, user } = destination
  const place = host.startsWith("/") ? host : `${host}:${port}`
  const names = `${database === undefined ? "the database" : `database "${database}"`} at ${place}${user === undefined ? "" : ` as "${user}"`}`
  return new AludelError("database/connection", `cannot connect to ${names}: ${reason(error, code)}`, {
    hint: hint(code, destination),
    cause: error,
    details: {
      host,
      port,
      ...(database === undefined ? {} : { database }),
      ...(user === undefined ? {} : { user }),
      ...(code === undefined ? {} : { code }),
    },
  })
}

// For a name with several addresses Node's error is an AggregateError: no message, but a code.
function reason(error: unknown, code: string | undefined): string {
  const message = error instanceof Error ? error.message : String(error)
  return message === "" ? (code ?? "no reason given") : message
}

function codeOf(error: unknown): string | undefined {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined
  return typeof code === "string" ? code : undefined
}

function hint(code: string | undefined, { host, port, database, user }: Destination): string {
  switch (code) {
    case "ECONNREFUSED":
    case "ENOENT":
      return `Is the server running, and does it listen on port ${port}?`
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `Is the host name ${host} right?`
    case "ETIMEDOUT":
    case "EHOSTUNREACH":
    case "ENETUNREACH":
      return `Can ${host} be reached from here? A firewall may be in between.`
    case "28P01":
    case "28000":
      return `Check the user${user === undefined ? "" : ` ${user}`} and the password in the database URL.`
    case "3D000":
      return `Create it: createdb ${database ?? "NAME"}`
    case "53300":
      return "Close other connections, or raise max_connections."
    default:
      return "Check the database URL."
  }
}
