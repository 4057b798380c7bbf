import { readFile } from "node:fs/promises"

/**
 * What a YAML or JSON file says, by its ending.
 *
 * @throws the parser's own error, or the disk's
 */
export async function readDataFile(path: string): Promise<unknown> {
  const text = await readFile(path, "utf8")
  if (path.endsWith(".json")) return JSON.parse(text)
  const { parse } = await import("yaml")
  return parse(text) as unknown
}

/** The value at keys joined by dots; `undefined` where there is none. */
export function valueAt(data: unknown, keyPath: string): unknown {
  return keyPath
    .split(".")
    .reduce<unknown>(
      (value, key) =>
        typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined,
      data,
    )
}
