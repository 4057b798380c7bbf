import * as fc from "fast-check"
import type { LocatedHeader } from "../../src/revisions/source.ts"

/** How many random histories each property is tried on. */
export const runs = Number(process.env["ALUDEL_PROPERTY_RUNS"] ?? 1000)

/** A history drawn in one line: `a; b<a; m<b,c !d #label` (`<` parents, `!` dependencies, `#` labels). */
export function drawn(drawing: string): readonly LocatedHeader[] {
  return drawing
    .split(";")
    .map((each) => each.trim())
    .filter((each) => each !== "")
    .map((each) => {
      const names = (sign: string) => new RegExp(`${sign}([^<!# ]+)`).exec(each)?.[1]?.split(",") ?? []
      const id = /^[^<!# ]*/.exec(each)?.[0] ?? ""
      return header(id, names("<"), { dependsOn: names("!"), branchLabels: names("#") })
    })
}

/** A header with nothing but what a graph needs. */
export function header(
  id: string,
  parents: readonly string[],
  more: Partial<LocatedHeader> = {},
): LocatedHeader {
  return {
    id,
    parents,
    message: `make ${id}`,
    branchLabels: [],
    dependsOn: [],
    location: `${id}.ts`,
    ...more,
  }
}

/** Random histories with branches, merges, dependencies and labels. */
export const histories: fc.Arbitrary<readonly LocatedHeader[]> = fc
  .array(
    fc.record({
      parents: fc.array(fc.nat(30), { maxLength: 3 }),
      dependsOn: fc.oneof(
        { weight: 3, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.array(fc.nat(30), { maxLength: 2 }) },
      ),
      labelled: fc.nat(4),
      byLabel: fc.boolean(),
    }),
    { minLength: 1, maxLength: 14 },
  )
  .map((drafts) => {
    const ids = drafts.map((_, index) => `${(index * 7919) % 97}r${index}`)
    const earlier = (index: number, picks: readonly number[]) =>
      index === 0 ? [] : [...new Set(picks.map((pick) => pick % index))]
    return drafts.map(({ parents, dependsOn, labelled, byLabel }, index) => {
      const dependencies = earlier(index, dependsOn).map((each) =>
        byLabel && drafts[each]?.labelled === 0 ? `label${each}` : (ids[each] ?? ""),
      )
      return header(
        ids[index] ?? "",
        earlier(index, parents).map((each) => ids[each] ?? ""),
        {
          dependsOn: dependencies,
          branchLabels: labelled === 0 ? [`label${index}`] : [],
        },
      )
    })
  })

/** What lies directly below, worked out anew each time. */
export function below(headers: readonly LocatedHeader[], id: string): readonly string[] {
  const found = headers.find((each) => each.id === id)
  const idOf = (name: string) =>
    headers.find((each) => each.id === name || each.branchLabels.includes(name))?.id ?? name
  return found === undefined ? [] : [...new Set([...found.parents, ...found.dependsOn.map(idOf)])]
}

/** Everything below these and themselves: adds what lies directly below until nothing is added. */
export function everythingBelow(
  headers: readonly LocatedHeader[],
  ids: readonly string[],
): ReadonlySet<string> {
  const all = new Set(ids)
  for (let before = -1; before !== all.size;) {
    before = all.size
    for (const id of all) for (const lower of below(headers, id)) all.add(lower)
  }
  return all
}
