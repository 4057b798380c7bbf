import { readFileSync } from "node:fs"
import { basename } from "node:path"
import { isAludelError } from "../errors/error.ts"
import { headerFaults, headerOf } from "../revisions/revision.ts"
import type { LocatedHeader, UnreadableHeader } from "../revisions/source.ts"
import { importDefault } from "./import-revision.ts"
import { scanHeader } from "./scan-header.ts"

/**
 * The header of a file: scanned where it is literal, else by importing the file. `undefined` where the file is no
 * revision: it doesn't mention `defineRevision`, and neither its name nor its text looks like one.
 *
 * @param hash hashes the text for the header. Default: the header has no hash
 */
export function readHeader(
  path: string,
  location: string,
  hash?: TextHash,
): Header | undefined | Promise<Header> {
  const text = readText(path)
  if (text instanceof Error) return { location, problem: `can't be read: ${text.message}` }
  if (!text.includes("defineRevision"))
    return looksLikeRevision(path, text) ? noRevision(location) : undefined
  const scanned = scanHeader(text)
  const identity = hash === undefined ? {} : { textHash: hash(text.replace(/\r\n?/g, "\n")) }
  if (scanned === undefined) return importHeader(path, location, identity)
  const faults = headerFaults(scanned)
  return faults.length > 0 ? { location, problem: faults.join("; ") } : { ...scanned, location, ...identity }
}

/** SHA-256 of a text, in hex. */
export type TextHash = (text: string) => string

type Header = LocatedHeader | UnreadableHeader

async function importHeader(
  path: string,
  location: string,
  identity: Pick<LocatedHeader, "textHash">,
): Promise<Header> {
  try {
    return { ...headerOf(await importDefault(path, location)), location, ...identity }
  } catch (error) {
    if (!isAludelError(error)) throw error
    return { location, problem: error.message.replace(`${location}: `, "") }
  }
}

function looksLikeRevision(path: string, text: string): boolean {
  return /[0-9a-f]{12}/.test(basename(path)) || (/\bparents\b/.test(text) && /\bupgrade\b/.test(text))
}

function noRevision(location: string): UnreadableHeader {
  return { location, problem: "looks like a revision but has no `export default defineRevision({ … })`" }
}

function readText(path: string): string | Error {
  try {
    return readFileSync(path, "utf8")
  } catch (error) {
    return error as Error
  }
}
