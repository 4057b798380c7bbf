import type { Choices } from "./choices.ts"

const bases = [
  "plain",
  "snake_case",
  "Upper",
  "with space",
  'quo"te',
  "it's",
  "ünï",
  "漢字",
  "$1",
  "a;b",
  "--x",
  "back\\slash",
  "%s",
  ":colon",
  "what?",
  "@at",
  "(paren)",
  "[x]",
  "😀",
  "`tick`",
  "dot.ted",
  "a as b",
  "new\nline",
  " edge ",
  "e'x",
]

/** Words that PostgreSQL prints only in quotes. */
const reservedWords: ReadonlySet<string> = new Set([
  "select",
  "user",
  "table",
  "order",
  "default",
  "column",
  "end",
  "check",
  "between",
  "values",
  "left",
])

/** Makes names of all sorts, no two alike: plain, reserved, odd, and of the full 63 bytes. */
export function nameMaker(): (choose: Choices) => string {
  const used = new Set<string>()
  let count = 0
  const taken = (name: string) => {
    used.add(name)
    return name
  }
  return (choose) => {
    count += 1
    const way = choose.below(10)
    if (way < 5) return taken(`n${count}`)
    if (way === 5) {
      const word = choose.pick([...reservedWords])
      if (!used.has(word)) return taken(word)
    }
    // The number stands in front, so that names that PostgreSQL makes up by cutting these short differ, too.
    if (way === 6) return taken(full(`l${count}${choose.pick(bases)}`))
    return taken(`${choose.pick(bases)} ${count}`)
  }
}

const bytes = (text: string) => Buffer.byteLength(text)

function full(start: string): string {
  return start + "x".repeat(63 - bytes(start))
}

/** A name as SQL takes it, always in quotes. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/** A name as PostgreSQL prints it: in quotes where it needs them. */
export function printed(name: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(name) && !reservedWords.has(name) ? name : quoted(name)
}

/** Where an object lies. */
export interface Place {
  readonly schema?: string
  readonly name: string
}

/** A name in a schema as SQL takes it. */
export function quotedPath({ schema, name }: Place): string {
  return schema === undefined ? quoted(name) : `${quoted(schema)}.${quoted(name)}`
}

/** A name in a schema as PostgreSQL prints it. */
export function printedPath({ schema, name }: Place): string {
  return schema === undefined ? printed(name) : `${printed(schema)}.${printed(name)}`
}

const remarks = ["what it is", 'it\'s "odd"', "two\nlines", "back\\slash", "ünï 漢字 😀", "$$ -- /* */", " "]

/** A comment, sometimes: to spread into a node. */
export function comment(choose: Choices): { readonly comment: string } | undefined {
  return choose.maybe(25, () => ({ comment: choose.pick(remarks) }))
}
