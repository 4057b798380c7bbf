/** What a file name is made from. */
export interface FileNameInput {
  readonly id: string
  readonly message: string
  /** When it is written, ISO 8601. */
  readonly created: string
}

/** How file names are made. */
export interface FileNameOptions {
  /** `{year} {month} {day} {hour} {minute} {second} {id} {slug}`. Default: `{year}_{month}_{day}_{hour}{minute}-{id}_{slug}`. */
  readonly template?: string | undefined
  /** Default: `.ts`. */
  readonly extension?: string | undefined
  /** How long the slug may be. Default: 40. */
  readonly slugLength?: number | undefined
  /** An IANA zone for the time in the name. Default: UTC. */
  readonly timeZone?: string | undefined
}

/** The template of file names where nobody gives another. */
export const defaultFileName = "{year}_{month}_{day}_{hour}{minute}-{id}_{slug}"

/** The name of a new revision's file. Placeholders that are none are left as they stand. */
export function revisionFileName(
  { id, message, created }: FileNameInput,
  options: FileNameOptions = {},
): string {
  const { template = defaultFileName, extension = ".ts", slugLength = 40, timeZone = "UTC" } = options
  const words: Readonly<Record<string, string>> = {
    ...timeWords(new Date(created), timeZone),
    id: id.replace(/[^\p{L}\p{N}_.]/gu, "_"),
    slug: slug(message, slugLength),
  }
  const name = template.replace(/\{(\w+)\}/g, (placeholder, word: string) => words[word] ?? placeholder)
  return `${name.replace(/[_-]+$/, "")}${extension}`
}

/** A message as part of a file name: lower case words of letters and digits with `_` between them, cut at a word's end. */
export function slug(message: string, length = 40): string {
  const words = message.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  const kept: string[] = []
  for (const word of words) {
    if ([...kept, word].join("_").length > length) break
    kept.push(word)
  }
  return kept.length > 0
    ? kept.join("_")
    : Array.from(words[0] ?? "")
        .slice(0, length)
        .join("")
}

/** A new id from random bytes: 12 hex digits of the first six. */
export function newId(random: Uint8Array): string {
  return Array.from(random.subarray(0, 6), (byte) => byte.toString(16).padStart(2, "0")).join("")
}

function timeWords(at: Date, timeZone: string): Readonly<Record<string, string>> {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  })
  return Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]))
}
