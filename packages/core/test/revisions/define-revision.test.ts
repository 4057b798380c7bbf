import { expect, it } from "vitest"
import { inMemory } from "../../src/revisions/in-memory.ts"
import { defineRevision, isRevision, type RevisionInput } from "../../src/revisions/revision.ts"

const input: RevisionInput = { id: "a", parents: [], message: "first", upgrade() {} }

it("fills in what may be left out, and is final", () => {
  const revision = defineRevision(input)
  expect({ ...revision }).toMatchObject({ ...input, branchLabels: [], dependsOn: [] })
  expect(Object.isFrozen(revision)).toBe(true)
  expect([isRevision(revision), isRevision(input), isRevision(null)]).toEqual([true, false, false])
})

it("names everything that is wrong with it", () => {
  const wrong = {
    id: "a-b c",
    parents: "x",
    message: 1,
    upgrade: 2,
    dependsOn: [3],
  } as unknown as RevisionInput
  expect(() => defineRevision(wrong)).toThrowError(
    "revision a-b c is not valid: `id` must not contain - white space; `parents` must be a list of ids ([] for a base); `message` must be a text; `dependsOn` must be a list of ids or labels; `upgrade` must be a function",
  )
  expect(() => defineRevision(undefined as unknown as RevisionInput)).toThrowError(
    "a revision is not valid: it is no object",
  )
})

it("refuses async functions at run time too", () => {
  const upgrade = (async () => {}) as unknown as RevisionInput["upgrade"]
  expect(() => defineRevision({ ...input, upgrade })).toThrowError(
    "upgrade of revision a is async: it declares operations and must return at once",
  )
})

it("can be held in memory", async () => {
  const revision = defineRevision(input)
  const source = inMemory([revision])
  expect(await source.headers()).toEqual([
    {
      id: "a",
      parents: [],
      message: "first",
      branchLabels: [],
      dependsOn: [],
      location: "revision a in memory",
    },
  ])
  expect(await source.load("a")).toEqual({ revision })
  await expect(source.load("b")).rejects.toMatchObject({ code: "revision/not-found" })
})
