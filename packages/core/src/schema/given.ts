/** What options say, with what is left out left out. */
export type Given<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined | false | null> }

/**
 * The options without those that say nothing: `undefined`, `false`, an empty text, list or object. So what is absent in a
 * node is an absent key.
 */
export function given<T extends object>(options: T): Given<T> {
  return Object.freeze(Object.fromEntries(Object.entries(options).filter(([, value]) => says(value))))
}

function says(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === "") return false
  return typeof value !== "object" || Object.keys(value).length > 0
}

/** Settings by name, as a person writes them: `{ fillfactor: 70 }`. */
export type ParametersInput = Readonly<Record<string, string | number | boolean>>

/** Settings as nodes have them: by name, the values as text. */
export function parametersOf(
  parameters: ParametersInput | undefined,
): Readonly<Record<string, string>> | undefined {
  if (parameters === undefined) return undefined
  const texts = Object.entries(parameters).map(([name, value]) => [name, String(value)] as const)
  return Object.freeze(Object.fromEntries(texts.toSorted(([a], [b]) => (a < b ? -1 : 1))))
}
