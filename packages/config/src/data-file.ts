import { readFile } from "node:fs/promises"

import { closest } from "./closest.ts"

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

/** A key path that is there and was most likely meant, where one of its keys is not there as written. */
export function closestKey(data: unknown, keyPath: string): string | undefined {
  const found: string[] = []
  let value = data
  for (const key of keyPath.split(".")) {
    if (typeof value !== "object" || value === null) return undefined
    const near = key in value ? key : closest(key, Object.keys(value))
    if (near === undefined) return undefined
    found.push(near)
    value = (value as Record<string, unknown>)[near]
  }
  return found.join(".")
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
