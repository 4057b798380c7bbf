import { printRevision } from "../codegen/revision.ts"
import type { Dialect } from "../dialect/dialect.ts"
import { diff } from "../diff/diff.ts"
import { reverseAll } from "../operations/reverse.ts"
import { newId } from "../revisions/file-name.ts"
import type { RevisionHeader } from "../revisions/revision.ts"
import type { RevisionFile } from "../revisions/source.ts"
import type { Schema } from "../schema/model.ts"
import { AludelError } from "../errors/error.ts"

/**
 * The revision that creates a schema, as autogenerate would have written it for an empty database: written and stamped, it makes
 * everything that a database has ours. Nothing is proven.
 *
 * @throws AludelError `revision/irreversible` where something can't be dropped
 */
export function firstRevision(schema: Schema, dialect: Dialect): RevisionFile {
  const header: RevisionHeader = {
    id: newId(globalThis.crypto.getRandomValues(new Uint8Array(6))),
    parents: [],
    message: "what is there",
    branchLabels: [],
    dependsOn: [],
  }
  const upgrade = diff({ nodes: [] }, schema, dialect)
  const downgrade = reverseAll(upgrade, dialect.operations)
  if ("irreversible" in downgrade) throw new AludelError("revision/irreversible", downgrade.irreversible)
  return { header, text: printRevision({ header, upgrade, downgrade, definitions: dialect.operations }).text }
}
