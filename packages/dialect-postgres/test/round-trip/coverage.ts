import type { Schema } from "@aludel/core/dialect"

import { expectedAttributes } from "./attributes.ts"

/** How often each attribute was made, by its name. */
export type Coverage = Map<string, number>

/** Counts what a schema has. */
export function count(coverage: Coverage, schema: Schema): void {
  const seen = new Set<string>()
  for (const node of schema.nodes) see(seen, node.kind === "defined" ? node.type : node.kind, node)
  for (const name of seen) coverage.set(name, (coverage.get(name) ?? 0) + 1)
}

function see(seen: Set<string>, path: string, value: unknown): void {
  seen.add(path)
  if (Array.isArray(value)) {
    for (const item of value) see(seen, path, item)
  } else if (typeof value === "object" && value !== null) {
    for (const [name, inner] of Object.entries(value))
      see(seen, `${path}.${path.endsWith("overrides") ? "*" : name}`, inner)
  } else {
    seen.add(`${path}=${String(value)}`)
  }
}

/** One line for each kind and attribute: its name, the number of cases that had it, or why there are none. */
function coverageTable(
  coverage: Coverage,
  major: number,
): readonly { readonly name: string; readonly cases: number; readonly excuse?: string }[] {
  return [...expectedAttributes()].map(([name, since]) => ({
    name,
    cases: coverage.get(name) ?? 0,
    ...(typeof since === "string"
      ? { excuse: since }
      : since > major
        ? { excuse: `PostgreSQL ${since}` }
        : {}),
  }))
}

/** The table as text. */
export function printCoverage(coverage: Coverage, major: number): string {
  return coverageTable(coverage, major)
    .map(
      ({ name, cases, excuse }) =>
        `${String(cases).padStart(6)}  ${name}${excuse === undefined ? "" : `  (${excuse})`}`,
    )
    .join("\n")
}

/** What there should be and was not. */
export function missing(coverage: Coverage, major: number): readonly string[] {
  return coverageTable(coverage, major)
    .filter(({ cases, excuse }) => cases === 0 && excuse === undefined)
    .map(({ name }) => name)
}
