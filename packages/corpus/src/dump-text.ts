import { Readable } from "node:stream"
import { createInterface } from "node:readline"

/**
 * A dump without what leads out of the database that it is loaded into: `\connect`, and statements about the database itself.
 * Rows of a `COPY` stay as they are.
 */
export function statementsFor(dump: Readable): Readable {
  return Readable.from(lines(dump))
}

const aboutDatabase =
  /^(?:create|drop|alter)\s+database\b|^comment\s+on\s+database\b|^(?:grant|revoke)\b.*\bon\s+database\b/i

async function* lines(dump: Readable): AsyncGenerator<string> {
  let inRows = false
  let inLeftOut = false
  for await (const line of createInterface({ input: dump, crlfDelay: Infinity })) {
    if (inRows) inRows = line !== "\\."
    else if (inLeftOut || aboutDatabase.test(line)) {
      inLeftOut = !line.trimEnd().endsWith(";")
      continue
    } else if (/^\\c(?:onnect)?\b/.test(line)) continue
    else inRows = /^copy\s.*\bfrom stdin\b/i.test(line)
    yield `${line}\n`
  }
}
