import { AludelError } from "../errors/error.ts"
import type { Operation } from "../operations/definition.ts"
import type { Operations } from "../operations/registry.ts"

/** What stands in a revision besides its functions: literal in the file, so that a graph is read without importing it. */
export interface RevisionHeader {
  /** Any text without `@ : + -` or white space; generated ones are 12 hex digits. */
  readonly id: string
  /** None: a base. Two or more: a merge point. Full ids. */
  readonly parents: readonly string[]
  /** One line that says what the revision does. */
  readonly message: string
  /** When it was written, ISO 8601 in UTC; absent where nobody said. */
  readonly created?: string
  /** More about it than one line holds. */
  readonly description?: string
  /** Names for this line of revisions, as in `label@head`. */
  readonly branchLabels: readonly string[]
  /** Revisions of other lines (full ids or labels) that must be applied before this one. */
  readonly dependsOn: readonly string[]
}

/** The body of a revision: declares operations and returns at once. */
export type RevisionBody = (
  op: Operations,
) => void | Operation | "must not be async: put what awaits into op.run(async (db) => ...)"

/** What a revision file writes. */
export interface RevisionInput extends Partial<
  Pick<RevisionHeader, "branchLabels" | "dependsOn" | "created" | "description">
> {
  readonly id: string
  readonly parents: readonly string[]
  readonly message: string
  /** `false`: each operation has a transaction of its own, `sql` and `run` have none. Left out: as the run is set. */
  readonly transaction?: false
  readonly upgrade: RevisionBody
  /** Left out: derived by reversing `upgrade`. */
  readonly downgrade?: RevisionBody
}

/** A revision in memory. */
export interface Revision extends RevisionHeader {
  readonly transaction?: false
  readonly upgrade: RevisionBody
  readonly downgrade?: RevisionBody
}

const brand = Symbol.for("aludel.revision")

/**
 * Declares a revision: the default export of a revision file. Labels and dependencies default to none.
 *
 * @throws AludelError `revision/invalid` with everything that is wrong about it, `revision/async` where a body is an async function
 */
export function defineRevision(input: RevisionInput): Revision {
  const faults = [...headerFaults(input), ...bodyFaults(input ?? {})]
  const name = typeof input?.id === "string" && input.id !== "" ? `revision ${input.id}` : "a revision"
  if (faults.length > 0) {
    throw new AludelError("revision/invalid", `${name} is not valid: ${faults.join("; ")}`, {
      hint: "A revision is defineRevision({ id, parents, message, upgrade(op) { … }, downgrade(op) { … } }).",
    })
  }
  for (const body of ["upgrade", "downgrade"] as const) {
    if (input[body]?.constructor.name === "AsyncFunction") throw asyncBody(name, body)
  }
  const lists = {
    parents: list(input.parents),
    branchLabels: list(input.branchLabels),
    dependsOn: list(input.dependsOn),
  }
  return Object.freeze({ ...input, ...lists, [brand]: true as const })
}

/** Whether a value came from {@link defineRevision}, of this copy of core or of another. */
export function isRevision(value: unknown): value is Revision {
  return typeof value === "object" && value !== null && brand in value
}

/** The header of a revision: what it says besides its functions. */
export function headerOf(revision: Revision): RevisionHeader {
  const { id, parents, message, created, description, branchLabels, dependsOn } = revision
  return {
    id,
    parents,
    message,
    ...(created === undefined ? {} : { created }),
    ...(description === undefined ? {} : { description }),
    branchLabels,
    dependsOn,
  }
}

/** The signs that an id must not have, each once, as they are written. */
export function forbiddenSigns(id: string): readonly string[] {
  return [...new Set(id.match(/[@:+\-\s]/g) ?? [])]
}

/** What is wrong with a header, as clauses; types are checked too, as nobody has checked a file that was not compiled. */
export function headerFaults(input: Partial<Record<keyof RevisionHeader, unknown>>): readonly string[] {
  if (typeof input !== "object" || input === null) return ["it is no object"]
  const { id, parents, message, created, description, branchLabels = [], dependsOn = [] } = input
  return [
    ...(typeof id === "string" ? idFaults(id) : ["`id` must be a text"]),
    ...(isTexts(parents) ? [] : ["`parents` must be a list of ids ([] for a base)"]),
    ...(typeof message === "string" ? [] : ["`message` must be a text"]),
    ...(created === undefined || typeof created === "string" ? [] : ["`created` must be a text"]),
    ...(description === undefined || typeof description === "string" ? [] : ["`description` must be a text"]),
    ...(isTexts(branchLabels) ? [] : ["`branchLabels` must be a list of texts"]),
    ...(isTexts(dependsOn) ? [] : ["`dependsOn` must be a list of ids or labels"]),
  ]
}

function idFaults(id: string): readonly string[] {
  if (id === "") return ["`id` is empty"]
  const signs = forbiddenSigns(id)
  return signs.length === 0
    ? []
    : [
        `\`id\` must not contain ${signs.map((sign) => (sign.trim() === "" ? "white space" : sign)).join(" ")}`,
      ]
}

function bodyFaults({
  transaction,
  upgrade,
  downgrade,
}: Partial<Record<"transaction" | "upgrade" | "downgrade", unknown>>): readonly string[] {
  return [
    ...(transaction === undefined || transaction === false ? [] : ["`transaction` is false or left out"]),
    ...(typeof upgrade === "function" ? [] : ["`upgrade` must be a function"]),
    ...(downgrade === undefined || typeof downgrade === "function" ? [] : ["`downgrade` must be a function"]),
  ]
}

function asyncBody(name: string, body: string): AludelError {
  return new AludelError(
    "revision/async",
    `${body} of ${name} is async: it declares operations and must return at once`,
    {
      hint: "Put what awaits into op.run(async (db) => ...).",
    },
  )
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === "string")
}

function list(items: readonly string[] = []): readonly string[] {
  return Object.freeze([...items])
}
