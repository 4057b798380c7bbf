/** `createdAt` as `created_at`, exactly as Kysely's `CamelCasePlugin` with its default options has it. */
export function snakeCase(name: string): string {
  return mapped(name, (character, before) => {
    if (before === undefined || !isUpper(character)) return character.toLowerCase()
    return isUpper(before) ? character.toLowerCase() : `_${character.toLowerCase()}`
  })
}

/** `created_at` as `createdAt`, exactly as Kysely's `CamelCasePlugin` with its default options has it. */
export function camelCase(name: string): string {
  return mapped(name, (character, before) => {
    if (before === undefined) return character
    if (character === "_") return ""
    return before === "_" ? character.toUpperCase() : character
  })
}

function mapped(text: string, one: (character: string, before: string | undefined) => string): string {
  return text
    .split("")
    .map((character, index, all) => one(character, all[index - 1]))
    .join("")
}

function isUpper(character: string): boolean {
  return character === character.toUpperCase() && character !== character.toLowerCase()
}
