import { printRevision } from "../codegen/revision.ts"
import type { Dialect } from "../dialect/dialect.ts"
import { creation } from "../diff/creation.ts"
import { newId } from "../revisions/file-name.ts"
import type { RevisionHeader } from "../revisions/revision.ts"
import type { RevisionFile } from "../revisions/source.ts"
import type { Schema } from "../schema/model.ts"

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
  return {
    header,
    text: printRevision({ header, ...creation(schema, dialect), definitions: dialect.operations }).text,
  }
}
