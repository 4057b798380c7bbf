export { branchHeadsOf, headsOf, isUpToDate, splitKnown, type Split } from "./applied.ts"
export { newHeader, type NewHeader } from "./create.ts"
export { downgradeSteps } from "./downgrade.ts"
export {
  defaultFileName,
  newId,
  revisionFileName,
  slug,
  type FileNameInput,
  type FileNameOptions,
} from "./file-name.ts"
export { revisionGraph, type RevisionGraph, type WalkOptions } from "./graph.ts"
export { parseIdentifier, parseRange, type Identifier, type RangeText, type Steps } from "./identifier.ts"
export { inMemory } from "./in-memory.ts"
export type { Problem, ProblemKind } from "./problems.ts"
export { range, scriptRange, type ScriptRange } from "./range.ts"
export { resolve } from "./resolve.ts"
export {
  defineRevision,
  headerOf,
  isRevision,
  type Revision,
  type RevisionBody,
  type RevisionHeader,
  type RevisionInput,
} from "./revision.ts"
export type {
  LoadedRevision,
  LocatedHeader,
  RevisionFile,
  RevisionSource,
  UnreadableHeader,
} from "./source.ts"
export { stampSet, type StampOptions } from "./stamp.ts"
export { upgradeSteps } from "./upgrade.ts"
