import { behindGroup, isKeyword, isSymbol, type Token } from "./tokenizer.ts"

/** Walks over tokens from left to right. */
export interface Reader {
  /** Whether nothing is left. */
  ended(): boolean
  /** The next token, which stays. */
  peek(): Token | undefined
  /** Takes the next token. */
  next(): Token | undefined
  /** Takes the keywords if they come next, all of them in this order, and says whether they did. */
  take(...words: readonly string[]): boolean
  /** Takes a name, however it is quoted; of `main.hotels` the last part. */
  name(): string
  /** Takes what stands in the parentheses that come next, without them; nothing where none come. */
  group(): readonly Token[] | undefined
}

/** A reader that starts at the first token. */
export function reader(tokens: readonly Token[]): Reader {
  let position = 0
  const self: Reader = {
    ended: () => position >= tokens.length,
    peek: () => tokens[position],
    next: () => tokens[position++],
    take(...words) {
      const comes = words.every((word, index) => isKeyword(tokens[position + index], word))
      if (comes) position += words.length
      return comes
    },
    name() {
      const value = self.next()?.value ?? ""
      if (!isSymbol(self.peek(), ".")) return value
      self.next()
      return self.name()
    },
    group() {
      if (!isSymbol(self.peek(), "(")) return undefined
      const start = position + 1
      position = behindGroup(tokens, position)
      return tokens.slice(start, position - 1)
    },
  }
  return self
}
