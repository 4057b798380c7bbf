import { spawnSync } from "node:child_process"

/**
 * Runs each case once per round, in turn, and gives the median milliseconds of each.
 * A case is `{ name, args, cwd? }`, the arguments of one `node` process.
 */
export function medians(cases, { rounds, warmUp }) {
  const times = new Map(cases.map(({ name }) => [name, []]))
  for (let round = -warmUp; round < rounds; round++) {
    for (const one of cases) {
      const time = timed(one)
      if (round >= 0) times.get(one.name).push(time)
    }
  }
  return new Map(
    [...times].map(([name, all]) => [name, all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]]),
  )
}

function timed({ name, args, cwd }) {
  const started = performance.now()
  const done = spawnSync(process.execPath, args, { cwd, encoding: "utf8" })
  const time = performance.now() - started
  if (done.status !== 0) throw new Error(`${name} ended with ${done.status}\n${done.stdout}${done.stderr}`)
  return time
}
