import type { ObjectName } from "@aludel/core/dialect"
import { tokens } from "@aludel/core/dialect"

/** A name in SQL text, with the one that stands before its dot. */
export interface Word {
  readonly name: string
  readonly qualifier: string | undefined
  /** What follows it, up to the next name. */
  readonly behind: string
}

/** The names in a text, in order. */
export type Words = readonly Word[]

/**
 * The names that SQL text is made of, keywords among them: what stands in literals and in the bodies of functions is left
 * out. The text is not parsed; as PostgreSQL prints it, whatever it depends on is named in it.
 */
export function words(text: string): Words {
  const found: { name: string; qualifier: string | undefined; behind: string }[] = []
  let end = 0
  for (const token of tokens(text)) {
    const last = found.at(-1)
    if (last !== undefined) last.behind += text.slice(end, token.start)
    end = token.end
    if (token.kind === "name")
      found.push({ name: token.inner, qualifier: last?.behind === "." ? last.name : undefined, behind: "" })
    else if (last !== undefined) last.behind += "''"
  }
  return found
}

/** Whether SQL text, as PostgreSQL prints it, names an object. */
export function namesObject(text: Words, object: ObjectName): boolean {
  return text.some((word) => isObject(word, object))
}

/** Whether SQL text names a column of a table; where the table's columns go by other names in it, it may. */
export function namesColumn(text: Words, table: ObjectName, column: string): boolean {
  const renamed = (word: Word, index: number) =>
    isObject(word, table) && word.behind === " " && text[index + 1]?.behind.startsWith("(") === true
  return (
    namesObject(text, table) &&
    (text.some(({ name }) => name === column) || text.some((word, index) => renamed(word, index)))
  )
}

function isObject({ name, qualifier }: Word, object: ObjectName): boolean {
  return name === object.name && (object.schema === undefined || qualifier === object.schema)
}
