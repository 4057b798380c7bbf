import { chmodSync, mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

/** Vitest's global setup: what a run leaves in the system's temporary folder lies in one folder, and goes away with the run. */
export default function setup(): () => void {
  const before = { TMPDIR: process.env["TMPDIR"], TEMP: process.env["TEMP"] }
  const folder = mkdtempSync(join(tmpdir(), "aludel-tests-"))
  chmodSync(folder, 0o755) // the PostgreSQL server of a run as root is another user
  process.env["TMPDIR"] = process.env["TEMP"] = folder
  return () => {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
}
