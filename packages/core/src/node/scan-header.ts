import type { RevisionHeader } from "../revisions/revision.ts"
import { scanPrinted } from "./scan-printed.ts"
import { copied, endOfBraces, skipBlank, skipTo, stringAt } from "./source-text.ts"

/**
 * The header of `export default defineRevision({ … })`, read from the text of a file without running it.
 *
 * Values are texts in any quotes (templates without holes) and lists of texts; comments, trailing commas, quoted keys,
 * `as` and `satisfies` may stand where they may. `undefined` where it is written in any other way, and the file has to
 * be imported to know. Nothing is checked but the form.
 */
export function scanHeader(text: string): RevisionHeader | undefined {
  const found = scanPrinted(text) ?? scanLiteral(text)
  return found === undefined ? undefined : withoutFile(found)
}

/** The same header; parts of a text keep the whole of it in memory, copies don't. */
function withoutFile({
  id,
  parents,
  message,
  created,
  description,
  ...lists
}: RevisionHeader): RevisionHeader {
  return {
    id: copied(id),
    parents: parents.map(copied),
    message: copied(message),
    ...(created === undefined ? {} : { created: copied(created) }),
    ...(description === undefined ? {} : { description: copied(description) }),
    branchLabels: lists.branchLabels.map(copied),
    dependsOn: lists.dependsOn.map(copied),
  }
}

function scanLiteral(text: string): RevisionHeader | undefined {
  const start = skipTo(text, /export\s+default\s+defineRevision\s*\(\s*/y)
  if (start === undefined) return undefined
  const opening = skipBlank(text, start)
  if (text[opening] !== "{") return undefined
  const found = properties(text, opening + 1)
  if (found === undefined) return undefined
  const { id, parents, message, created, description, branchLabels = [], dependsOn = [] } = found
  if (!isText(id) || !isText(message) || !isList(parents) || !isList(branchLabels) || !isList(dependsOn))
    return undefined
  if (isList(created) || isList(description)) return undefined
  return {
    id,
    parents,
    message,
    ...(created === undefined ? {} : { created }),
    ...(description === undefined ? {} : { description }),
    branchLabels,
    dependsOn,
  }
}

function isText(value: Value | undefined): value is string {
  return typeof value === "string"
}

function isList(value: Value | undefined): value is readonly string[] {
  return typeof value === "object"
}

type Value = string | readonly string[]
type Found = Readonly<Record<string, Value | undefined>>

const keys = ["id", "parents", "message", "created", "description", "branchLabels", "dependsOn"]
const key = /(?:([A-Za-z_$][\w$]*)|"([A-Za-z_$][\w$]*)"|'([A-Za-z_$][\w$]*)')/y
const constant = /(?:true|false|null|undefined|-?\d[\d_.]*)\b/y
const annotation = /(?:as|satisfies)\s+[\w\s.|[\]"']+/y

function properties(text: string, start: number): Found | undefined {
  const found: Record<string, Value | undefined> = {}
  let at = skipBlank(text, start)
  while (text[at] !== "}") {
    const name = match(key, text, at)
    if (name === undefined) return undefined
    const after = skipBlank(text, name.end)
    if (name.value === "upgrade" || name.value === "downgrade" || name.value === "async") {
      if (!mentionsMissing(text, after, found)) return found
      const end = skipFunction(text, after)
      if (end === undefined) return undefined
      at = end
    } else {
      const value = text[after] === ":" ? valueAt(text, skipBlank(text, after + 1)) : undefined
      if (value === undefined || name.value in found) return undefined
      if (value.value !== undefined) found[name.value] = value.value
      else if (keys.includes(name.value)) return undefined
      at = value.end
    }
    at = skipBlank(text, at)
    if (text[at] === ",") at = skipBlank(text, at + 1)
    else if (text[at] !== "}") return undefined
  }
  return found
}

/** Whether a key of the header that was not seen yet may still come; columns may be named so, too. */
function mentionsMissing(text: string, start: number, found: Found): boolean {
  const missing = keys.filter((name) => !(name in found)).join("|")
  if (missing === "") return false
  const pattern = mentions.get(missing) ?? new RegExp(`\\b(?:${missing})["']?\\s*:|\\.\\.\\.`, "g")
  mentions.set(missing, pattern)
  pattern.lastIndex = start
  return pattern.test(text)
}

const mentions = new Map<string, RegExp>()

function valueAt(
  text: string,
  start: number,
): { readonly value: Value | undefined; readonly end: number } | undefined {
  const read = text[start] === "[" ? listAt(text, start) : (stringAt(text, start) ?? constantAt(text, start))
  if (read === undefined) return undefined
  const after = skipBlank(text, read.end)
  return { value: read.value, end: match(annotation, text, after)?.end ?? after }
}

function constantAt(
  text: string,
  start: number,
): { readonly value: undefined; readonly end: number } | undefined {
  const found = match(constant, text, start)
  return found === undefined ? undefined : { value: undefined, end: found.end }
}

function listAt(
  text: string,
  start: number,
): { readonly value: readonly string[]; readonly end: number } | undefined {
  const items: string[] = []
  let at = skipBlank(text, start + 1)
  while (text[at] !== "]") {
    const item = stringAt(text, at)
    if (item === undefined) return undefined
    items.push(item.value)
    at = skipBlank(text, item.end)
    if (text[at] === ",") at = skipBlank(text, at + 1)
    else if (text[at] !== "]") return undefined
  }
  return { value: items, end: at + 1 }
}

/** Where a method or an arrow function with a block ends. */
function skipFunction(text: string, start: number): number | undefined {
  const block = skipTo(text, /\)\s*(?::\s*void\s*)?(?:=>\s*)?\{/y, start)
  return block === undefined ? undefined : endOfBraces(text, block)
}

function match(
  pattern: RegExp,
  text: string,
  at: number,
): { readonly value: string; readonly end: number } | undefined {
  pattern.lastIndex = at
  const found = pattern.exec(text)
  return found === null
    ? undefined
    : { value: found[1] ?? found[2] ?? found[3] ?? found[0], end: pattern.lastIndex }
}
