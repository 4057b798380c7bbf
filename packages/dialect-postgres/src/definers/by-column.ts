/** What is said about columns by their names, with the names that `spell` makes of them. */
export function byColumn(
  said: Readonly<Record<string, string>>,
  spell: (name: string) => string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(said).map(([column, text]) => [spell(column), text]))
}
