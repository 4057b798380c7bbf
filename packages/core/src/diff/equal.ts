/** Whether two pieces of plain data are deeply equal; the order of keys doesn't matter. */
export function equal(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length && keys.every((key) => key in b && equal(get(a, key), get(b, key)))
  )
}

function get(object: object, key: string): unknown {
  return (object as Readonly<Record<string, unknown>>)[key]
}
