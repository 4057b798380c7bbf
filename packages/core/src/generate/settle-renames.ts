import { AludelError } from "../errors/error.ts"
import { equal } from "../diff/equal.ts"
import type { Operation } from "../operations/definition.ts"
import type { Catalog } from "../schema/catalog.ts"
import type { Schema } from "../schema/model.ts"
import type { DeclaredRename } from "../schema/define-schema.ts"
import { inFreeOrder, pendingRenames } from "./declared-renames.ts"
import { candidatePhases, type RenameCandidate, type RenameTarget, type Sides } from "./rename-candidates.ts"
import type { Ask, Question } from "./questions.ts"
import { rename, type Rename } from "./renames.ts"
import { sameDefinitions, type DefinitionSides } from "./same-definition.ts"
import { typedRenames, type TypedRename } from "./typed-renames.ts"

/** What there is to settle. */
export interface RenameRequest {
  /** The database, in which the renames are made. */
  readonly live: Catalog
  /** What the revisions give, in which the renames are made, too. */
  readonly replayed: Catalog
  readonly to: Schema
  readonly declared: Catalog
  /** What the declaration says. */
  readonly said: readonly DeclaredRename[]
  /** What somebody typed. Default: nothing. */
  readonly renames?: readonly TypedRename[] | undefined
  /** Answers what could be a rename. Absent: nobody is asked, and what could be one is none. */
  readonly ask?: Ask | undefined
  /** The tables that are asked about. Default: all. */
  readonly only?: readonly string[] | undefined
  /** The operations of all revisions. */
  operations(): Promise<readonly Operation[]>
  /** What of the database is ours, as it is called by now. */
  ours(): Schema
  readonly objects: DefinitionSides["objects"]
}

/** The renames that are to be made, in their order, and what is not known. */
export interface Settled {
  readonly renames: readonly Rename[]
  readonly open: readonly Question[]
  /** The keys of what an open question is about: nothing else is asked about it. */
  readonly undecided: ReadonlySet<string>
}

/**
 * Settles what was renamed: by what the declaration says, by what was typed, by answers; and where a definition is the
 * same under another name and nothing can be lost, by itself.
 *
 * @throws AludelError `generate/invalid-answer`
 */
export async function settleRenames(request: RenameRequest): Promise<Settled> {
  const { live, replayed, said, renames: typed = [] } = request
  const made: Rename[] = []
  const note = (renames: readonly Rename[]) => {
    rename(replayed, renames)
    made.push(...renames)
  }
  const operations = said.length === 0 ? [] : await request.operations()
  note(pendingRenames(said, live, (operation) => operations.some((each) => equal(each, operation))))
  if (typed.length > 0) note(makeTyped(typed, sidesOf(request), live))
  const { open, undecided } = await asked(request, (renames) => {
    rename(live, renames)
    note(renames)
  })
  const certain = sameDefinitions({ ...request, from: request.ours() })
  rename(live, certain)
  note(certain)
  return { renames: made, open, undecided }
}

function makeTyped(typed: readonly TypedRename[], sides: Sides, live: Catalog): readonly Rename[] {
  const { schemas, tables, columns, others } = typedRenames(typed, sides)
  rename(live, schemas)
  const renames = [...schemas, ...inFreeOrder(tables, live), ...inFreeOrder(columns, live)]
  rename(live, others)
  return [...renames, ...others]
}

function sidesOf({ live, to, declared, objects, ours }: RenameRequest): Sides {
  return { from: ours(), live, to, declared, objects }
}

async function asked(
  request: RenameRequest,
  make: (renames: readonly Rename[]) => void,
): Promise<Pick<Settled, "open" | "undecided">> {
  const { ask } = request
  const open: Question[] = []
  const undecided = new Set<string>()
  if (ask === undefined) return { open, undecided }
  let sides: Sides | undefined
  for (const candidates of candidatePhases) {
    const taken = new Set<string>()
    for (const candidate of candidates((sides ??= sidesOf(request)))) {
      if (!isAskedAbout(candidate, request.only)) continue
      const targets = candidate.targets.filter(({ key }) => !taken.has(key))
      if (targets.length === 0) continue
      const question = questionOf(candidate, targets)
      const decision = await ask(question)
      if (decision?.kind !== "rename") {
        open.push(question)
        for (const { key } of targets) undecided.add(key)
        undecided.add(`from ${question.what} ${question.from}`)
        continue
      }
      if (decision.answer === false) continue
      const chosen = targets.find(({ name }) => name === decision.answer)
      if (chosen === undefined) throw noChoice(candidate, decision.answer, targets)
      taken.add(chosen.key)
      make(chosen.renames)
      sides = undefined
    }
  }
  return { open, undecided }
}

function isAskedAbout({ what, from, targets }: RenameCandidate, only: readonly string[] = []): boolean {
  if (only.length === 0) return true
  if (what === "table") return only.includes(from) || targets.some(({ name }) => only.includes(name))
  return what === "column" && only.includes(from.slice(0, from.lastIndexOf(".")))
}

function questionOf(
  { what, from }: RenameCandidate,
  targets: readonly RenameTarget[],
): Question & { kind: "rename" } {
  return { kind: "rename", what, from, choices: targets.map(({ name }) => name) }
}

function noChoice(
  { what, from }: RenameCandidate,
  answer: string,
  targets: readonly RenameTarget[],
): AludelError {
  return new AludelError(
    "generate/invalid-answer",
    `the ${what} ${from} can't have been renamed to ${answer}`,
    {
      hint: `It could be: ${targets.map(({ name }) => name).join(", ")}; or false, where it is none of them.`,
    },
  )
}
