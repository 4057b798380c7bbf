import type { ExpectedChanges } from "../../../core/test/changes/coverage.ts"
import { expectedAttributes } from "../round-trip/attributes.ts"

const renamed =
  "a rename is never guessed: an operation before the comparison, in compilers-rename.test.ts and the tests of questions"

/** The changes of PostgreSQL's kinds: of each kind that it comes, goes and is renamed, of each attribute that it is altered. */
export function expectedChanges(major: number): ExpectedChanges {
  const changes = new Map<string, string | undefined>()
  for (const [path, since] of expectedAttributes()) {
    const reason = typeof since === "string" ? since : since > major ? `PostgreSQL ${since}` : undefined
    const [kind = "", attribute, ...inner] = path.split(".")
    if (path.includes("=")) continue
    if (attribute === undefined) {
      changes.set(`${kind}: added`, reason)
      changes.set(`${kind}: dropped`, reason)
      changes.set(`${kind}: renamed`, renamed)
    } else if (!identity.has(attribute) && (inner.length === 0 || attribute === "options")) {
      changes.set(`${path}: altered`, reason ?? reasons[path])
    }
  }
  return changes
}

const identity: ReadonlySet<string> = new Set(["name", "schema", "table"])

const reasons: Readonly<Record<string, string>> = {}
