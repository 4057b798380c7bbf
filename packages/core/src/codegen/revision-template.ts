import { AludelError } from "../errors/error.ts"
import type { RevisionHeader } from "../revisions/revision.ts"
import { suggestions } from "../errors/suggestions.ts"
import { hardline, indent, join, layout, type Doc } from "./layout.ts"

/** What a revision file is put together from; code is indented as it stands in a file without a template. */
export interface RevisionParts {
  /** The lines that import what the code needs, `defineRevision` among it. */
  readonly imports: string
  /** A line of comment for each change; empty where there is none. */
  readonly summary: string
  /** `id`, `parents`, `message` and what else the header says, each with its comma. */
  readonly header: string
  /** The statements of `upgrade(op) {…}`. */
  readonly upgrade: string
  /** The statements of `downgrade(op) {…}`. */
  readonly downgrade: string
  readonly id: string
  readonly message: string
  /** When it is written, ISO 8601. */
  readonly created: string
}

/**
 * What revision files are made from: a text in which `{{imports}}`, `{{summary}}`, `{{header}}`, `{{upgrade}}` and
 * `{{downgrade}}` stand on lines of their own, and `{{id}}`, `{{message}}` and `{{created}}` anywhere; or a function of the parts.
 */
export type RevisionTemplate = string | ((parts: RevisionParts) => string)

/** The parts of a revision file before they are laid out, each line or statement for itself. */
export interface RevisionDocs {
  readonly imports: readonly Doc[]
  readonly summary: readonly Doc[]
  readonly header: readonly Doc[]
  readonly upgrade: readonly Doc[]
  readonly downgrade: readonly Doc[]
}

const blocks = ["imports", "summary", "header", "upgrade", "downgrade"] as const
const words = ["id", "message", "created"] as const
const needed = ["imports", "header", "upgrade", "downgrade"] as const

/**
 * The text of a revision file by a template.
 *
 * @throws AludelError `config/invalid` with all that is wrong with the template
 */
export function filledTemplate(
  template: RevisionTemplate,
  header: RevisionHeader,
  docs: RevisionDocs,
  width: number,
): string {
  const { id, message, created = "" } = header
  const laidOut = (name: (typeof blocks)[number], depth: number) => laidOutAt(docs[name], depth, width)
  if (typeof template === "string") {
    refuseFaults(template)
    return fill(template, { id, message: oneLine(message), created }, laidOut)
  }
  const text: unknown = template({
    imports: laidOut("imports", 0),
    summary: laidOut("summary", 0),
    header: laidOut("header", 1),
    upgrade: laidOut("upgrade", 2),
    downgrade: laidOut("downgrade", 2),
    id,
    message,
    created,
  })
  if (typeof text === "string") return text.endsWith("\n") ? text : `${text}\n`
  throw invalid(["the function must give the text of the file at once, and gave something else"])
}

// Laid out where it will stand: to move it afterwards would move the lines of what is quoted, too.
function laidOutAt(docs: readonly Doc[], depth: number, width: number): string {
  let doc: Doc = join(hardline, docs)
  for (let step = 0; step < depth; step++) doc = indent(doc)
  const margin = docs.length === 0 ? "" : "  ".repeat(depth)
  return `${margin}${layout(doc, width)}`
}

function fill(
  template: string,
  values: Readonly<Record<(typeof words)[number], string>>,
  laidOut: (name: (typeof blocks)[number], depth: number) => string,
): string {
  const lines = template.replaceAll(/\r\n?/g, "\n").trimEnd().split("\n")
  const filled = lines.flatMap((line): readonly string[] => {
    const [, margin = "", name] = /^(\s*)\{\{(\w+)\}\}\s*$/.exec(line) ?? []
    const block = blocks.find((each) => each === name)
    if (block === undefined)
      return [line.replaceAll(/\{\{(\w+)\}\}/g, (_, word: (typeof words)[number]) => values[word])]
    const text = laidOut(block, Math.floor(margin.replaceAll("\t", "  ").length / 2))
    return text === "" ? [] : [text]
  })
  return `${filled.join("\n")}\n`
}

function refuseFaults(template: string): void {
  const found = [...template.matchAll(/\{\{(\w*)\}\}/g)].map(([, name = ""]) => name)
  const alone = [...template.matchAll(/^[^\S\n]*\{\{(\w+)\}\}[^\S\n]*$/gm)].map(([, name = ""]) => name)
  const known: readonly string[] = [...blocks, ...words]
  const faults = [
    ...found.filter((name) => !known.includes(name)).map(unknown),
    ...needed.filter((name) => !found.includes(name)).map((name) => `{{${name}}} is missing`),
    ...blocks.flatMap((name) => {
      const count = found.filter((each) => each === name).length
      if (count > 1) return [`{{${name}}} stands there ${count} times`]
      return count === 1 && !alone.includes(name) ? [`{{${name}}} does not stand on a line of its own`] : []
    }),
  ]
  if (faults.length > 0) throw invalid(faults)
}

function unknown(name: string): string {
  const [close] = suggestions([...blocks, ...words], name)
  return `{{${name}}} is no placeholder${close === undefined ? "" : `; did you mean {{${close}}}?`}`
}

function invalid(faults: readonly string[]): AludelError {
  const list = faults.length === 1 ? ` ${faults[0]}` : `\n${faults.map((fault) => `  ${fault}`).join("\n")}`
  return new AludelError("config/invalid", `The template of revisions can't be used:${list}`, {
    hint: `Nothing was written. It holds ${needed.map((name) => `{{${name}}}`).join(", ")} once, and may hold {{summary}}, {{id}}, {{message}}, {{created}}.`,
    details: { faults },
  })
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim()
}
