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
 */
export function readHeader(path: string, location: string): Header | undefined | Promise<Header> {
  const text = readText(path)
  if (text instanceof Error) return { location, problem: `can't be read: ${text.message}` }
  if (!text.includes("defineRevision"))
    return looksLikeRevision(path, text) ? noRevision(location) : undefined
  const scanned = scanHeader(text)
  if (scanned === undefined) return importHeader(path, location)
  const faults = headerFaults(scanned)
  return faults.length > 0 ? { location, problem: faults.join("; ") } : { ...scanned, location }
}

type Header = LocatedHeader | UnreadableHeader

async function importHeader(path: string, location: string): Promise<Header> {
  try {
    return { ...headerOf(await importDefault(path, location)), location }
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
