import { spawn } from "node:child_process"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

import type { Order } from "./child.ts"

/** How a process ended. */
export interface Ended {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

const compiled = mkdtempSync(join(tmpdir(), "aludel-faults-compiled-"))
process.once("exit", () => rmSync(compiled, { recursive: true, force: true }))

/** Runs a history in a process of its own. */
export function runProcess(order: Order): Promise<Ended> {
  const script = fileURLToPath(new URL("child.ts", import.meta.url))
  const child = spawn(process.execPath, ["--conditions=@aludel/source", script, JSON.stringify(order)], {
    stdio: ["ignore", "pipe", "pipe"],
    // Half of what a process does is to compile the same sources.
    env: { ...process.env, NODE_COMPILE_CACHE: compiled },
  })
  let stdout = ""
  let stderr = ""
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text))
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text))
  return new Promise((resolve, reject) => {
    child.once("error", reject)
    child.once("close", (code, signal) => resolve({ code, signal, stdout, stderr }))
  })
}

/** How many statements a process had, from what it printed. */
export function statementsOf({ stdout, stderr }: Ended): number {
  try {
    return (JSON.parse(stdout) as { readonly statements: number }).statements
  } catch {
    throw new Error(`the process told nothing: ${stderr}`)
  }
}
