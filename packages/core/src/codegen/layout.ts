/** A piece of code that can be laid out in more than one way: text, a sequence, or one of the forms below. */
export type Doc = string | readonly Doc[] | Group | Indent | Line | IfBroken | Choice

/** On one line where it fits, else broken at its lines. */
interface Group {
  readonly is: "group"
  readonly content: Doc
  /** Broken even where it would fit. */
  readonly forced?: true
}

interface Indent {
  readonly is: "indent"
  readonly content: Doc
}

/** A place to break: nothing or a space where it is not broken; a hard one always is. */
interface Line {
  readonly is: "line"
  readonly flat: "" | " " | "hard"
}

/** Text that only stands where the group around it is broken. */
interface IfBroken {
  readonly is: "ifBroken"
  readonly text: string
}

/** The first way whose first line fits; `flat` is the way to write it all on one line. */
interface Choice {
  readonly is: "choice"
  readonly flat: Doc
  readonly ways: readonly Doc[]
}

/** Breaks where it must. */
export const line: Line = { is: "line", flat: " " }
/** Breaks where it must, and is nothing else. */
export const softline: Line = { is: "line", flat: "" }
/** Always breaks. */
export const hardline: Line = { is: "line", flat: "hard" }
/** The comma behind the last of a list that is broken. */
export const trailingComma: IfBroken = { is: "ifBroken", text: "," }

/** On one line where it fits. */
export function group(...content: readonly Doc[]): Doc {
  return { is: "group", content }
}

/** The piece with its last group broken, even where it would fit. */
export function forced(doc: Doc): Doc {
  if (typeof doc === "string") return doc
  if (!("is" in doc)) return doc.map((inner, index) => (index === doc.length - 1 ? forced(inner) : inner))
  return doc.is === "group" ? { ...doc, forced: true } : doc
}

/** Two spaces further in. */
export function indent(...content: readonly Doc[]): Doc {
  return { is: "indent", content }
}

/** On one line, else the first way whose first line fits, else the last. */
export function choice(flat: Doc, ...ways: readonly Doc[]): Doc {
  return { is: "choice", flat, ways }
}

/** Pieces with something between them. */
export function join(separator: Doc, docs: readonly Doc[]): Doc {
  return docs.flatMap((doc, index) => (index === 0 ? [doc] : [separator, doc]))
}

/** Whether a piece can't stand on one line. */
export function mustBreak(doc: Doc): boolean {
  if (typeof doc === "string") return false
  if (!("is" in doc)) return doc.some(mustBreak)
  if (doc.is === "line") return doc.flat === "hard"
  if (doc.is === "ifBroken") return false
  if (doc.is === "group" && doc.forced) return true
  return mustBreak(doc.is === "choice" ? doc.flat : doc.content)
}

/** A piece on one line, whatever its length. */
export function flatText(doc: Doc): string {
  if (typeof doc === "string") return doc
  if (!("is" in doc)) return doc.map(flatText).join("")
  if (doc.is === "line") return doc.flat === "" ? "" : " "
  if (doc.is === "ifBroken") return ""
  return flatText(doc.is === "choice" ? doc.flat : doc.content)
}

interface Todo {
  readonly depth: number
  readonly broken: boolean
  readonly doc: Doc
}

/** The text of a piece, its lines no longer than `width` where that can be had. */
export function layout(doc: Doc, width: number): string {
  const todo: Todo[] = [{ depth: 0, broken: true, doc }]
  let text = ""
  let column = 0
  let margin = ""
  const write = (piece: string) => {
    // Only here, so that an empty line has no spaces.
    text += margin + piece
    margin = ""
    const newline = piece.lastIndexOf("\n")
    column = newline < 0 ? column + piece.length : piece.length - newline - 1
  }
  for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
    const { depth, broken, doc: piece } = next
    if (typeof piece === "string") {
      if (piece !== "") write(piece)
    } else if ("is" in piece && piece.is === "line" && (broken || piece.flat === "hard")) {
      text += "\n"
      margin = "  ".repeat(depth)
      column = margin.length
    } else todo.push(...parts(next, (candidate) => fits(candidate, todo, width - column)).toReversed())
  }
  return text
}

/** One step further into a piece; choices are made with `isFitting`. */
function parts({ depth, broken, doc }: Todo, isFitting: (candidate: Todo) => boolean): readonly Todo[] {
  if (typeof doc === "string") return [{ depth, broken, doc }]
  if (!("is" in doc)) return doc.map((inner) => ({ depth, broken, doc: inner }))
  switch (doc.is) {
    case "line":
      return doc.flat === " " ? [{ depth, broken, doc: " " }] : []
    case "ifBroken":
      return broken ? [{ depth, broken, doc: doc.text }] : []
    case "indent":
      return [{ depth: depth + 1, broken, doc: doc.content }]
    case "group": {
      const flat: Todo = { depth, broken: false, doc: doc.content }
      const isFlat = !mustBreak(doc) && (!broken || isFitting(flat))
      return [isFlat ? flat : { ...flat, broken: true }]
    }
    case "choice": {
      const flat: Todo = { depth, broken: false, doc: doc.flat }
      if (!mustBreak(doc.flat) && (!broken || isFitting(flat))) return [flat]
      const ways = doc.ways.map((way): Todo => ({ depth, broken: true, doc: way }))
      return [ways.find(isFitting) ?? ways.at(-1)!]
    }
  }
}

/** Whether the next line, up to where it can be broken, has room. */
function fits(candidate: Todo, rest: readonly Todo[], room: number): boolean {
  const todo = [candidate]
  let behind = rest.length
  let left = room
  for (;;) {
    const next = todo.pop() ?? rest[--behind]
    if (next === undefined) return true
    const { doc, broken } = next
    if (typeof doc === "string") {
      const [first = ""] = doc.split("\n", 1)
      left -= first.length
      if (left < 0) return false
      if (first.length < doc.length) return true
    } else if ("is" in doc && doc.is === "line" && (broken || doc.flat === "hard")) return true
    // Inside, everything that need not break is taken as it stands on one line.
    else todo.push(...parts(next, ({ doc: inner }) => !mustBreak(inner)).toReversed())
  }
}
