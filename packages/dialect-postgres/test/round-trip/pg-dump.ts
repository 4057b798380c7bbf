import { execFile, spawnSync } from "node:child_process"
import { promisify } from "node:util"

/** The major version of the `pg_dump` that is installed. `undefined`: there is none. */
export function pgDumpMajor(): number | undefined {
  const found = spawnSync("pg_dump", ["--version"], { encoding: "utf8" })
  if (found.error !== undefined) return undefined
  const [, major] = /\(PostgreSQL\) (\d+)/.exec(found.stdout) ?? []
  return major === undefined ? undefined : Number(major)
}

/** What `pg_dump` says of the schema of a database, without what differs from call to call. */
export async function dump(url: string): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)(
    "pg_dump",
    ["--schema-only", "--no-owner", `--dbname=${url}`],
    {
      maxBuffer: 64 * 1024 * 1024,
    },
  )
  return stdout.split("\n").filter((line) => !/^(?:--|\\(?:un)?restrict |$)/.test(line))
}
