import { tokenize } from "./tokenizer.ts"

/** Whether SQL text has this name in it, in any case and however it is quoted; not in a string. */
export function isMentioned(name: string, text: string): boolean {
  const wanted = name.toLowerCase()
  return tokenize(text).some(
    ({ kind, value }) => (kind === "word" || kind === "name") && value.toLowerCase() === wanted,
  )
}
