import {
  choice,
  flatText,
  forced,
  group,
  hardline,
  indent,
  join,
  line,
  mustBreak,
  softline,
  trailingComma,
  type Doc,
} from "./layout.ts"

/** A piece of code with what its surroundings must know to lay it out as formatters do. */
export interface Code {
  readonly doc: Doc
  /** As the last argument it may stay on the line of the call and be broken inside. */
  readonly hugs?: true
  /** Something longer than a name or a literal is in it: as an argument it makes a chain of three calls break. */
  readonly complex?: true
  /** An object that holds neither objects nor lists. */
  readonly plain?: true
  /** An object or a list with more than one thing in it: a list of such is broken. */
  readonly several?: true
}

/** Text in quotes: double ones, unless single ones save escapes. */
export function quoted(text: string): string {
  const double = JSON.stringify(text)
  if (text.split('"').length <= text.split("'").length) return double
  return `'${double.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
}

/** A name as the key of an object. */
function key(name: string): string {
  // Written plainly, this one key would set the prototype.
  if (name === "__proto__") return '["__proto__"]'
  return isIdentifier(name) ? name : JSON.stringify(name)
}

/** A member of an object: `c.id`, `c["odd name"]`. */
export function member(object: string, name: string): string {
  return isIdentifier(name) ? `${object}.${name}` : `${object}[${JSON.stringify(name)}]`
}

/** `[a, b]` */
export function list(items: readonly Code[]): Code {
  if (items.length === 0) return { doc: "[]" }
  const separator = items.length > 1 && items.every((item) => item.several) ? [",", hardline] : [",", line]
  const content = [
    indent(
      softline,
      join(
        separator,
        items.map((item) => item.doc),
      ),
    ),
    trailingComma,
    softline,
  ]
  return { doc: group("[", ...content, "]"), hugs: true, ...marks(items) }
}

/** `{ a: 1, b: 2 }`; `broken`: one entry a line, however few there are. */
export function object(
  entries: readonly (readonly [string, Code])[],
  options: { readonly broken?: boolean } = {},
): Code {
  if (entries.length === 0) return { doc: "{}" }
  const start = options.broken ? hardline : line
  const written = entries.map(([name, value]) => [`${key(name)}: `, value.doc])
  const content = [indent(start, join([",", line], written)), trailingComma, line]
  const values = entries.map(([, value]) => value)
  const isPlain = values.every((value) => value.hugs !== true)
  return { doc: group("{", ...content, "}"), hugs: true, ...(isPlain && { plain: true }), ...marks(values) }
}

/** `name(a, b)`: on one line, else with the last argument broken inside, else one argument a line. */
export function call(name: Doc, args: readonly Code[]): Doc {
  const last = args.at(-1)
  if (last === undefined) return [name, "()"]
  const docs = args.map((arg) => arg.doc)
  const before = docs.slice(0, -1)
  const oneLine = [name, "(", join(", ", docs), ")"]
  const broken = [name, group("(", indent(hardline, join([",", hardline], docs)), ",", hardline, ")")]
  // A template of several lines stands on the line of its call only by itself.
  if (args.length > 1 && docs.some(hasNewline)) return broken
  const isLikeBefore =
    before.length > 0 &&
    bracketOf(last.doc) !== undefined &&
    bracketOf(before.at(-1)!) === bracketOf(last.doc)
  if (!last.hugs || isLikeBefore || before.some(mustBreak)) return choice(oneLine, broken)
  return choice(oneLine, hugged(name, args), broken)
}

/** A call whose last argument is broken inside. */
function hugged(name: Doc, args: readonly Code[]): Doc {
  const docs = args.map((arg, index) => (index === args.length - 1 ? forced(arg.doc) : arg.doc))
  return [name, "(", join(", ", docs), ")"]
}

/** `head.first().second()`: three calls or more are broken where one of them has an argument that is not simple, or where they don't fit. */
export function chain(
  head: Doc,
  calls: readonly (readonly [name: string, ...args: Code[]])[],
  callsInHead = 0,
): Code {
  const written = calls.map(([name, ...args]) => call(`.${name}`, args))
  const complex = calls.some(([, ...args]) => args.some((arg) => arg.complex))
  // Of two calls the second is the one that is broken inside.
  const flat = [
    head,
    ...calls.slice(0, -1).map(([name, ...args]) => flatCall(name, args)),
    ...written.slice(-1),
  ]
  if (calls.length + callsInHead <= 2) return { doc: flat, ...(complex ? { complex } : {}) }
  const broken = [head, indent(...written.map((one) => [hardline, one]))]
  if (complex) return { doc: broken, complex }
  // What is broken inside on a line of its own, formatters put back on the line of the others the next time.
  const [last, ...args] = calls.at(-1)!
  const isLong =
    calls.length === 2 && args.at(-1)?.plain === true && flatText(written.at(-1)!).length > longestLink
  return {
    doc: isLong ? choice(flat, [flat.slice(0, -1), hugged(`.${last}`, args)], broken) : choice(flat, broken),
  }
}

/** What has room on a line of a chain, where chains stand in revisions. */
const longestLink = 98

/** How an object or a list begins; of two of a kind neither stays on the line of the call. */
function bracketOf(doc: Doc): Doc | undefined {
  if (typeof doc === "string" || !("is" in doc) || doc.is !== "group") return undefined
  return Array.isArray(doc.content) ? (doc.content as readonly Doc[])[0] : undefined
}

function flatCall(name: string, args: readonly Code[]): Doc {
  const docs = args.map((arg) => arg.doc)
  return docs.some(mustBreak) ? call(`.${name}`, args) : [`.${name}(`, join(", ", docs), ")"]
}

/** Whether a piece is text of several lines, as a template is. */
function hasNewline(doc: Doc): boolean {
  return typeof doc === "string" && doc.includes("\n")
}

function isIdentifier(name: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(name)
}

function marks(items: readonly Code[]): Pick<Code, "complex" | "several"> {
  return {
    ...(items.some((item) => item.complex) ? { complex: true } : {}),
    ...(items.length > 1 ? { several: true } : {}),
  }
}
