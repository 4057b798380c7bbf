import { version } from "./version.ts"

/** Runs the command line and sets the exit code; answers `--version` before anything else is loaded. */
export async function main(argv: readonly string[]): Promise<void> {
  if (argv[2] === "--version") {
    process.stdout.write(`${version()}\n`)
    return
  }
  for (const stream of [process.stdout, process.stderr]) stream.on("error", survive)
  const { run } = await import("./run.ts")
  process.exitCode = await run(argv.slice(2))
  endThoughSomethingIsOpen()
}

/** Whoever reads us may stop (`aludel history | head -1`); a run goes on all the same. */
function survive(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") throw error
}

/** What the project's own modules keep open must not keep the command waiting. */
function endThoughSomethingIsOpen(): void {
  setTimeout(() => process.exit(), 500).unref()
}
