import { spawn, type SpawnOptions } from "node:child_process"
import { dirname, join, delimiter } from "node:path"

/** How a command ended. */
export interface CommandResult {
  readonly code: number | null
  /** What it printed on both streams; empty where they were the terminal's. */
  readonly output: string
}

/** Where a command runs. */
export interface CommandOptions {
  readonly cwd: string
  /** Whether it gets the terminal, as an editor needs it. Default: its output is kept. */
  readonly terminal?: boolean | undefined
}

/**
 * Runs a command of the person's, which may have options of its own, on files. Programs that the project has installed
 * are found, as in npm's scripts (docs.npmjs.com/cli/using-npm/scripts).
 *
 * @throws the system's error where the shell can't be started
 */
export function runCommand(
  command: string,
  paths: readonly string[],
  { cwd, terminal = false }: CommandOptions,
): Promise<CommandResult> {
  const options: SpawnOptions = {
    cwd,
    stdio: terminal ? "inherit" : ["ignore", "pipe", "pipe"],
    env: { ...process.env, PATH: [...binFolders(cwd), process.env["PATH"] ?? ""].join(delimiter) },
  }
  // The shell takes the command's own options apart; the paths are never read by it.
  const started =
    process.platform === "win32"
      ? spawn(`${command} ${paths.map((path) => `"${path}"`).join(" ")}`, { ...options, shell: true })
      : spawn("sh", ["-c", `${command} "$@"`, command, ...paths], options)
  return new Promise((resolve, reject) => {
    let output = ""
    for (const stream of [started.stdout, started.stderr])
      stream?.on("data", (data: Buffer) => (output += data.toString()))
    started.on("error", reject)
    started.on("close", (code) => resolve({ code, output }))
  })
}

function binFolders(folder: string): readonly string[] {
  const parent = dirname(folder)
  return [join(folder, "node_modules", ".bin"), ...(parent === folder ? [] : binFolders(parent))]
}
