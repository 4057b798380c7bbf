import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"

import { parse } from "yaml"

/** What the service has to be told. */
export interface Settings {
  /** `sqlite:path`, relative to the service's folder, or `postgres://…`. */
  readonly url: string
  /** PostgreSQL's schema that holds the tables. Default: the connection's own. */
  readonly schema: string | undefined
  readonly port: number
}

interface File {
  readonly database: { readonly url: string; readonly schema?: string | null }
  readonly port?: number
}

const folder = new URL("../", import.meta.url)

/** The settings from `config.yaml`, except what the environment says. */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const file = parse(readFileSync(new URL("config.yaml", folder), "utf8")) as File
  const {
    DATABASE_URL: url = file.database.url,
    DATABASE_SCHEMA: schema = file.database.schema,
    PORT: port,
  } = env
  return {
    url: url.replace(
      /^sqlite:(?!\/)(.+)$/,
      (_, path: string) => `sqlite:${fileURLToPath(new URL(path, folder))}`,
    ),
    schema: schema || undefined,
    port: Number(port ?? file.port ?? 8080),
  }
}
