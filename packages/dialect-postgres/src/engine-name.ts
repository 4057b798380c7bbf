const longestName = 63

/**
 * The name that PostgreSQL itself chooses for what belongs to a column or a table and has none written:
 * `{table}_{column}_seq`, where it is not taken. The longer part is cut until the whole fits.
 *
 * @see https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/commands/indexcmds.c (`makeObjectName`)
 */
export function engineName(table: string, column: string | undefined, label: string): string {
  const plain = column === undefined ? `${table}_${label}` : `${table}_${column}_${label}`
  if (plain.length * 3 <= longestName) return plain
  const first = encoder.encode(table)
  const second = encoder.encode(column ?? "")
  const room = longestName - encoder.encode(label).length - (column === undefined ? 1 : 2)
  let [firstLength, secondLength] = [first.length, second.length]
  while (firstLength + secondLength > room) {
    if (firstLength > secondLength) firstLength--
    else secondLength--
  }
  const parts = [cut(first, firstLength), ...(column === undefined ? [] : [cut(second, secondLength)]), label]
  return parts.join("_")
}

/** A name cut to what PostgreSQL keeps of it, with room for what is to stand behind it. */
export function clippedName(name: string, behind = ""): string {
  const bytes = encoder.encode(name)
  return cut(bytes, Math.min(bytes.length, longestName - encoder.encode(behind).length))
}

/**
 * The name that PostgreSQL itself chooses for the type of several ranges.
 *
 * @see https://github.com/postgres/postgres/blob/REL_18_STABLE/src/backend/catalog/pg_type.c (`makeMultirangeTypeName`)
 */
export function multirangeName(range: string): string {
  return range.includes("range")
    ? clippedName(range.replace("range", "multirange"))
    : `${clippedName(range, "_multirange")}_multirange`
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()

// A character that would be cut in its middle goes as a whole.
function cut(bytes: Uint8Array, length: number): string {
  let end = length
  while (end < bytes.length && end > 0 && (bytes[end]! & 0xc0) === 0x80) end--
  return decoder.decode(bytes.subarray(0, end))
}
