import { literal } from "@aludel/core/dialect"

import { block } from "./block-text.ts"

/** A statement that fails on servers before a major version, saying what is asked of them; it stands before words they don't know. */
export function neededVersion(major: number, what: string): string {
  const message = `${what} needs PostgreSQL ${major} or later`.replaceAll("%", "%%")
  return block(
    `if current_setting('server_version_num')::integer < ${major}0000 then raise exception ${literal(message)}; end if;`,
  )
}
