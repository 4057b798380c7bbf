import * as core from "../../src/index.ts"
import { printRevision } from "../../src/codegen/revision.ts"
import type { Operation } from "../../src/operations/definition.ts"
import { record } from "../../src/operations/recorder.ts"
import type { Definitions } from "../../src/operations/registry.ts"
import type { Revision } from "../../src/revisions/revision.ts"

const header = { id: "abc", parents: [], message: "a change", branchLabels: [], dependsOn: [] }

/** The operations that the printed revision declares, both ways: printed, read and run as a module would be, without a file. */
export function evaluated(
  upgrade: readonly Operation[],
  downgrade: readonly Operation[],
  definitions?: Definitions,
): { readonly upgrade: readonly Operation[]; readonly downgrade: readonly Operation[] } {
  const { text } = printRevision({ header, upgrade, downgrade, definitions, language: "js" })
  const body = text
    .replace(/^import \{([^}]*)\} from "@aludel\/core"/m, "const {$1} = core")
    .replace("export default", "return")
  // oxlint-disable-next-line typescript/no-implied-eval -- thousands of modules would stay in memory
  const revision = new Function("core", body)(core) as Revision
  return {
    upgrade: record(revision.upgrade, { definitions }),
    downgrade: record(revision.downgrade!, { definitions }),
  }
}
