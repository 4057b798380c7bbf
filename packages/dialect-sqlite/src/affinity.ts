/** What SQLite turns values into when it stores them. `blob`: nothing, they stay as they are. */
export type Affinity = "integer" | "text" | "blob" | "real" | "numeric"

/** The affinity of a declared type, by its words in this order: https://sqlite.org/datatype3.html#determination_of_column_affinity */
export function affinity(declared: string): Affinity {
  const type = declared.toLowerCase()
  if (type.includes("int")) return "integer"
  if (/char|clob|text/.test(type)) return "text"
  if (type.includes("blob") || type.trim() === "") return "blob"
  return /real|floa|doub/.test(type) ? "real" : "numeric"
}
