import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"

/** A problem of a declared schema as it stands in an error's details. */
export interface PlacedProblem {
  readonly message: string
  readonly hint?: string
  /** The table's place, as engines print places: `file:///app/schema.ts:12:16`. */
  readonly place?: string
  /** What to look for behind that. */
  readonly names?: readonly string[]
}

/**
 * A problem with its file and line behind it: the line of the column or the constraint that it is about, where the file
 * names it, else that of its table.
 *
 * @param root what people don't want to read of paths: the folder that they are in
 */
export function placed({ message, place, names = [] }: PlacedProblem, root: string): string {
  const [, url, line] = /^(.*?):(\d+):\d+$/.exec(place ?? "") ?? []
  if (url === undefined || line === undefined) return message
  const path = url.startsWith("file:") ? fileURLToPath(url) : url
  const shown = path.startsWith(root) ? path.slice(root.length) : path
  return `${message} (${shown}:${lineOf(path, Number(line), names)})`
}

function lineOf(path: string, from: number, names: readonly string[]): number {
  let lines: readonly string[]
  try {
    lines = readFileSync(path, "utf8")
      .split("\n")
      .slice(from - 1)
  } catch {
    return from
  }
  // Up to the next statement of the module.
  const end = lines.findIndex((line, index) => index > 0 && /^[a-z]/i.test(line))
  const own = end < 0 ? lines : lines.slice(0, end)
  for (const name of names) {
    for (const pattern of [asKey(name), asText(name)]) {
      const found = own.findIndex((line) => pattern.test(line))
      if (found >= 0) return from + found
    }
  }
  return from
}

function asKey(name: string): RegExp {
  return new RegExp(String.raw`(?:^|[\s{,(])["'\`]?${escaped(name)}["'\`]?\s*:`)
}

function asText(name: string): RegExp {
  return new RegExp(String.raw`["'\`]${escaped(name)}["'\`]`)
}

function escaped(name: string): string {
  return name.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
}
