/**
 * A text of PostgreSQL with casts of a whole `ARRAY[…]` as casts of its elements. `code IN ('a', 'b')` of a `varchar` is
 * printed as `(code)::text = ANY ((ARRAY['a'::character varying, …])::text[])`; executed, that comes back as
 * `ANY (ARRAY[('a'::character varying)::text, …])`, which stays what it is.
 */
export function withCastElements(text: string): string {
  if (!text.includes(opening)) return text
  let result = ""
  let from = 0
  for (const { 0: token, index } of text.matchAll(/'[^']*'|"[^"]*"|\(ARRAY\[/g)) {
    if (token !== opening || index < from) continue
    const array = castArray(text, index)
    if (array === undefined) continue
    const elements = array.elements.map((element) => `(${withCastElements(element)})::${array.type}`)
    result += `${text.slice(from, index)}ARRAY[${elements.join(", ")}]`
    from = array.end
  }
  return result + text.slice(from)
}

const opening = "(ARRAY["

interface CastArray {
  readonly elements: readonly string[]
  /** The type that each of them is cast to. */
  readonly type: string
  /** Where the text behind the cast begins. */
  readonly end: number
}

/** The array that begins there, where a cast follows it. */
function castArray(text: string, start: number): CastArray | undefined {
  const elements: string[] = []
  let from = start + opening.length
  let depth = 0
  for (const { 0: token, index: offset } of text.slice(from).matchAll(/'[^']*'|"[^"]*"|[()[\],]/g)) {
    const index = start + opening.length + offset
    if (depth === 0 && (token === "," || token === "]")) {
      elements.push(text.slice(from, index).trim())
      from = index + 1
      if (token === "]") break
    } else if (token === "(" || token === "[") depth++
    else if (token === ")" || token === "]") depth--
  }
  // A type is printed with its length, if any, before what follows it: `timestamp(3) without time zone[]`.
  const cast = /\)::((?:"[^"]*"|[\w.]|\(\d+(?:,\d+)?\)| (?=[a-z(]))+)\[\]/y
  cast.lastIndex = from
  const type = cast.exec(text)?.[1]
  // What is cast in an array of arrays are the elements of the inner ones.
  if (type === undefined || elements.some((element) => element.startsWith("ARRAY["))) return undefined
  return { elements, type, end: cast.lastIndex }
}
