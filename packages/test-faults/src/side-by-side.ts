/** Does something with each item, some at once, and gives what comes of it as it comes. */
export async function* sideBySide<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<R>,
): AsyncIterable<R> {
  const left = [...items]
  const running = new Map<number, Promise<readonly [number, R]>>()
  let started = 0
  const start = () => {
    const item = left.shift()
    if (item === undefined) return
    const id = started++
    running.set(
      id,
      work(item).then((result) => [id, result] as const),
    )
  }
  for (let count = 0; count < width; count += 1) start()
  while (running.size > 0) {
    const [id, result] = await Promise.race(running.values())
    running.delete(id)
    start()
    yield result
  }
}
