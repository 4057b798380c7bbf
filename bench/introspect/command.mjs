import { spawn } from "node:child_process"
import { readFileSync } from "node:fs"

/**
 * Runs a program of its own and tells the time from its first to its last moment and its memory; where it gave no answer,
 * the reason instead: it is not installed, was stopped at the limit, or what it said.
 */
export function command(name, args, { limit, cwd }) {
  const started = performance.now()
  const child = spawn(name, args, { cwd, stdio: ["ignore", "ignore", "pipe"] })
  let said = ""
  let megabytes
  child.stderr.setEncoding("utf8").on("data", (text) => (said += text))
  const watch = setInterval(() => (megabytes = peakMemory(child.pid) ?? megabytes), 50)
  let isStopped = false
  const stop = setTimeout(() => (isStopped = child.kill("SIGKILL")), limit)
  return new Promise((resolve) => {
    const over = (found) => {
      clearInterval(watch)
      clearTimeout(stop)
      resolve(found)
    }
    child.on("error", () => over({ milliseconds: Infinity, reason: "not installed" }))
    child.on("close", (code) => {
      const milliseconds = performance.now() - started
      if (isStopped)
        over({ milliseconds, megabytes, reason: `stopped after ${limit / 1000} s, without an answer` })
      else if (code !== 0) over({ milliseconds: Infinity, reason: said.trim().split("\n")[0] })
      else over({ milliseconds, megabytes })
    })
  })
}

// The kernel keeps the most memory there ever was; other systems than Linux don't tell.
function peakMemory(pid) {
  try {
    return (
      Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024 || undefined
    )
  } catch {
    return undefined
  }
}
