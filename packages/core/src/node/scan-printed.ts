import type { RevisionHeader } from "../revisions/revision.ts"

const text = String.raw`"([^"\\\n]*)"`
const list = String.raw`\[((?:"[^"\\\n]*"(?:, )?)*)\]`
const printed = new RegExp(
  String.raw`^(?:// @ts-check\n)?import \{[^{}\n]*\} from "[^"\n]*"\n\n(?://[^\n]*\n)*export default defineRevision\(\{\n` +
    String.raw`  id: ${text},\n  parents: ${list},\n  message: ${text},\n(?:  created: ${text},\n)?  upgrade\(op\) \{\n`,
)

/** What may be a key of the header behind the functions; a column of that name only costs the real scan. */
const more = /\b(?:created|description|branchLabels|dependsOn)["']?\s*:|\.\.\./g

/**
 * The header of a file that is still as it was printed, in one look; `undefined` where it may be written in any other
 * way, or holds more than most do. Nearly all files are so, and reading them costs a twentieth of a real scan.
 */
export function scanPrinted(file: string): RevisionHeader | undefined {
  const [all, id, parents, message, created] = printed.exec(file) ?? []
  if (all === undefined || id === undefined || parents === undefined || message === undefined)
    return undefined
  more.lastIndex = all.length
  if (more.test(file)) return undefined
  return {
    id,
    parents: parents === "" ? [] : parents.slice(1, -1).split('", "'),
    message,
    ...(created === undefined ? {} : { created }),
    branchLabels: [],
    dependsOn: [],
  }
}
