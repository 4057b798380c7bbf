/**
 * Does something with each item, as many at once as there are places for it, each of them in a place that no other has
 * meanwhile; and gives what comes of it as it comes.
 */
export async function* sideBySide<T, P, R>(
  items: readonly T[],
  places: readonly P[],
  work: (item: T, place: P) => Promise<R>,
): AsyncIterable<R> {
  const left = [...items]
  const running = new Map<P, Promise<readonly [P, R]>>()
  const start = (place: P) => {
    const item = left.shift()
    if (item !== undefined)
      running.set(
        place,
        work(item, place).then((result) => [place, result] as const),
      )
  }
  for (const place of places) start(place)
  while (running.size > 0) {
    const [place, result] = await Promise.race(running.values())
    running.delete(place)
    start(place)
    yield result
  }
}
