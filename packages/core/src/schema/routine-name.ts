/**
 * The name of a routine apart from the types of its arguments, which stand in parentheses behind it and may be names in
 * quotes or have parentheses of their own: `last_day(timestamp with time zone)`. Of anything else the types are empty.
 */
export function splitRoutineName(text: string): { readonly name: string; readonly types: string } {
  const [, name, types] = pattern.exec(text) ?? []
  return name === undefined ? { name: text, types: "" } : { name, types: types! }
}

const pattern = /^([\s\S]+?)(\((?:"(?:[^"]|"")*"|\([^()"]*\)|[^()"])*\))$/
