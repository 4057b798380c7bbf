/**
 * For each of a number of places, the places next to it. Two arrays of numbers instead of a list for each place: a long
 * history has hundreds of thousands of them, and what is many small objects costs more to keep than to walk.
 */
export interface Adjacency {
  /** Where the neighbours of each place begin in `targets`; one more at the end. */
  readonly starts: Int32Array
  readonly targets: Int32Array
}

/** The neighbours that a function gives for each place, in its order. */
export function adjacency(count: number, neighbours: (place: number) => readonly number[]): Adjacency {
  const starts = new Int32Array(count + 1)
  const targets: number[] = []
  for (let place = 0; place < count; place++) {
    for (const each of neighbours(place)) targets.push(each)
    starts[place + 1] = targets.length
  }
  return { starts, targets: Int32Array.from(targets) }
}

/** How many neighbours a place has. */
export function degree({ starts }: Adjacency, place: number): number {
  return (starts[place + 1] ?? 0) - (starts[place] ?? 0)
}

/** The neighbours of a place. */
export function neighbours({ starts, targets }: Adjacency, place: number): Int32Array {
  return targets.subarray(starts[place] ?? 0, starts[place + 1] ?? 0)
}

/** The same edges in the other direction; the neighbours of each place ascend. */
export function reversed(...directions: readonly Adjacency[]): Adjacency {
  const count = (directions[0]?.starts.length ?? 1) - 1
  const starts = new Int32Array(count + 1)
  for (const { targets } of directions)
    for (const each of targets) starts[each + 1] = (starts[each + 1] ?? 0) + 1
  for (let place = 0; place < count; place++)
    starts[place + 1] = (starts[place + 1] ?? 0) + (starts[place] ?? 0)
  const next = starts.slice()
  const targets = new Int32Array(starts[count] ?? 0)
  for (let place = 0; place < count; place++) {
    for (const direction of directions) {
      const end = direction.starts[place + 1] ?? 0
      for (let at = direction.starts[place] ?? 0; at < end; at++) {
        const each = direction.targets[at] ?? 0
        const free = next[each] ?? 0
        targets[free] = place
        next[each] = free + 1
      }
    }
  }
  return { starts, targets }
}

/**
 * The same edges between other places. Neighbours ascend; those that have no new place are left out.
 *
 * @param order for each new place the old one
 * @param placeAt for each old place the new one, less than 0 where it has none
 */
export function moved(old: Adjacency, order: readonly number[], placeAt: Int32Array): Adjacency {
  const starts = new Int32Array(order.length + 1)
  const targets = new Int32Array(old.targets.length)
  let free = 0
  for (const [place, index] of order.entries()) {
    const first = free
    const end = old.starts[index + 1] ?? 0
    for (let at = old.starts[index] ?? 0; at < end; at++) {
      const target = placeAt[old.targets[at] ?? 0] ?? -1
      if (target >= 0) targets[free++] = target
    }
    if (free - first > 1) targets.subarray(first, free).sort()
    starts[place + 1] = free
  }
  return { starts, targets: targets.subarray(0, free) }
}
