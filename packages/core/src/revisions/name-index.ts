import type { LocatedHeader } from "./source.ts"

/** Where ids and labels stand in a list of headers; of two that are the same, the later one. */
export interface NameIndex {
  readonly ids: ReadonlyMap<string, number>
  readonly labels: ReadonlyMap<string, number>
  /** Whether no name is there twice. */
  readonly distinct: boolean
}

/** The names of these headers, looked up by all who need them: with a long history, making it is half the work. */
export function nameIndex(headers: readonly LocatedHeader[]): NameIndex {
  const ids = new Map<string, number>()
  const labels = new Map<string, number>()
  let count = 0
  for (const [index, { id, branchLabels }] of headers.entries()) {
    ids.set(id, index)
    for (const label of branchLabels) labels.set(label, index)
    count += 1 + branchLabels.length
  }
  const distinct = ids.size + labels.size === count && ![...labels.keys()].some((label) => ids.has(label))
  return { ids, labels, distinct }
}

/** Where the header stands that has this id, or else this label. */
export function indexOfName({ ids, labels }: NameIndex, name: string): number | undefined {
  return ids.get(name) ?? labels.get(name)
}
