/** The names that come close to what was typed, the closest first, in whatever case; at most three. */
export function suggestions(names: readonly string[], typed: string): readonly string[] {
  const allowed = Math.min(2, Math.floor(typed.length / 3))
  // Nothing longer is ever mistyped by two signs alone, and comparing costs the square of the length.
  if (allowed === 0 || typed.length > 64) return []
  const rated = names
    .filter((name) => Math.abs(name.length - typed.length) <= allowed)
    .map((name) => ({ name, far: distance(name.toLowerCase(), typed.toLowerCase(), allowed) }))
    .filter(({ far }) => far <= allowed)
  return rated
    .toSorted((a, b) => a.far - b.far)
    .slice(0, 3)
    .map(({ name }) => name)
}

/** How many signs to insert, delete or replace; gives up beyond `limit`. */
function distance(from: string, to: string, limit: number): number {
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (let row = 1; row <= from.length; row++) {
    const current = [row]
    for (let column = 1; column <= to.length; column++) {
      const replaced = (previous[column - 1] ?? 0) + (from[row - 1] === to[column - 1] ? 0 : 1)
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1))
    }
    if (Math.min(...current) > limit) return limit + 1
    previous = current
  }
  return previous[to.length] ?? 0
}
