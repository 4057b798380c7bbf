// The library of ES2024 has no methods of Set that do this.

/** What is in one or the other. */
export function union<T>(one: Iterable<T>, other: Iterable<T>): ReadonlySet<T> {
  const both = new Set(one)
  for (const each of other) both.add(each)
  return both
}

/** What is in both, in the order of the first. */
export function intersection<T>(one: Iterable<T>, other: ReadonlySet<T>): ReadonlySet<T> {
  const both = new Set<T>()
  for (const each of one) if (other.has(each)) both.add(each)
  return both
}
