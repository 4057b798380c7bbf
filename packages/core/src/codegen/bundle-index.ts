import type { LocatedHeader } from "../revisions/source.ts"

/** What a line of the index is printed from. */
export interface IndexedRevision extends LocatedHeader {
  /** How the index imports its module: `./migrations/2026_11_18_1449-535b70e85b64_hotels.ts`. */
  readonly specifier: string
}

/** The module that an application imports its revisions from where it is bundled to one file. */
export function printBundleIndex(revisions: readonly IndexedRevision[]): string {
  return [
    "// The revisions of an application that is bundled. Written by `aludel bundle`: write it anew when a revision changes.",
    `import { bundled } from "@aludel/core"`,
    "",
    "export default bundled([",
    ...revisions.flatMap(entry),
    "])",
    "",
  ].join("\n")
}

function entry({ specifier, ...revision }: IndexedRevision): readonly string[] {
  const { id, parents, message, created, branchLabels, dependsOn, location } = revision
  const known = { id, parents, message, created, branchLabels, dependsOn, location }
  const { textHash, operationsHash } = revision
  const fields = Object.entries({ ...known, textHash, operationsHash }).filter(
    ([, value]) => value !== undefined,
  )
  return [
    "  {",
    ...fields.map(([key, value]) => `    ${key}: ${literal(value)},`),
    `    load: () => import(${JSON.stringify(specifier)}),`,
    "  },",
  ]
}

function literal(value: unknown): string {
  return Array.isArray(value)
    ? `[${value.map((item) => JSON.stringify(item)).join(", ")}]`
    : JSON.stringify(value)
}
