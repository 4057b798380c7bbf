/** The words of a language that no variable of a module may be called, and what a module has without importing it. */
const reserved = new Set(
  `arguments await break case catch class const continue debugger default delete do else enum eval export extends false
  finally for function if implements import in instanceof interface let new null package private protected public return
  static super switch this throw true try typeof undefined var void while with yield`.split(/\s+/),
)

/** `hotel_rooms` as a variable of TypeScript is called: `hotelRooms`. What would be a word of the language has a `_` behind it. */
export function variableName(...names: readonly string[]): string {
  const [first = "", ...rest] = names.flatMap(words)
  const name = [first, ...rest.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)].join("")
  const started = /^[\p{ID_Start}_$]/u.test(name) ? name : `_${name}`
  return reserved.has(started) ? `${started}_` : started
}

/** `OrderDetails` as a file is called: `order-details`. */
export function fileStem(...names: readonly string[]): string {
  return names.flatMap(words).join("-") || "table"
}

/** The words that a name is made of, in small letters. */
function words(name: string): readonly string[] {
  return name
    .normalize("NFC")
    .split(/[^\p{ID_Continue}]+|_+|\$+|(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u)
    .filter((word) => word !== "")
    .map((word) => word.toLowerCase())
}

/** Hands out names that nobody else has: the first free one of those wished for, else the last with a number. */
export function namer(taken: Iterable<string>): (wishes: readonly string[]) => string {
  const used = new Set(taken)
  return (wishes) => {
    const last = wishes.at(-1)!
    let name = wishes.find((wish) => !used.has(wish))
    for (let number = 2; name === undefined; number += 1)
      if (!used.has(`${last}${number}`)) name = `${last}${number}`
    used.add(name)
    return name
  }
}
