import { spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

const preload = fileURLToPath(new URL("cpu.cjs", import.meta.url))

/**
 * Runs each case once per round, in turn, and gives the medians of each: the milliseconds that pass, and those of the
 * processor that its process took, which other load on the machine changes less.
 * A case is `{ name, args, cwd? }`, the arguments of one `node` process.
 */
export function measured(cases, { rounds, warmUp }) {
  const folder = mkdtempSync(join(tmpdir(), "aludel-bench-cpu-"))
  try {
    const all = new Map(cases.map(({ name }) => [name, []]))
    for (let round = -warmUp; round < rounds; round++) {
      for (const one of cases) {
        const run = once(one, join(folder, "cpu"))
        if (round >= 0) all.get(one.name).push(run)
      }
    }
    return new Map(
      [...all].map(([name, runs]) => [
        name,
        {
          milliseconds: median(runs.map((run) => run.milliseconds)),
          cpu: median(runs.map((run) => run.cpu)),
        },
      ]),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function once({ name, args, cwd }, file) {
  const env = { ...process.env, BENCH_CPU_FILE: file }
  const started = performance.now()
  const done = spawnSync(process.execPath, ["--require", preload, ...args], { cwd, env, encoding: "utf8" })
  const milliseconds = performance.now() - started
  if (done.status !== 0) throw new Error(`${name} ended with ${done.status}\n${done.stdout}${done.stderr}`)
  return { milliseconds, cpu: Number(readFileSync(file, "utf8")) }
}

function median(all) {
  return all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)]
}
