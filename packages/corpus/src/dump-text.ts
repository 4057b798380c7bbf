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

// What a view, a default, an index or a function may need. Rules, publications and the like need others.
const besides =
  /^create\s+(?:or\s+replace\s+)?(?:aggregate|cast|collation|conversion|foreign|operator|server|text\s+search|(?:trusted\s+)?(?:procedural\s+)?language)\b/i

/** The statements of a dump that make what nothing can declare and other things may need. */
export async function statementsBesides(dump: Readable): Promise<readonly string[]> {
  const found: string[] = []
  let statement: string | undefined
  let body: string | undefined
  for await (const line of lines(dump)) {
    if (statement !== undefined || (body === undefined && besides.test(line)))
      statement = `${statement ?? ""}${line}`
    if (statement !== undefined && line.trimEnd().endsWith(";")) {
      found.push(statement)
      statement = undefined
    }
    // In the body of a function such a line is none.
    for (const [quote] of line.matchAll(/\$(?:[A-Za-z_]\w*)?\$/g)) {
      if (body === undefined) body = quote
      else if (body === quote) body = undefined
    }
  }
  return found
}

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
