import { createRequire } from "node:module"

/** Runs the command line: answers `--version` before anything else is loaded. */
export function main(argv: readonly string[]): Promise<void> {
  if (argv.includes("--version")) console.log(version())
  return Promise.resolve()
}

function version(): string {
  // By the package's own name, which leads to the same file from `src/` and from the bundle.
  const manifest = createRequire(import.meta.url)("@aludel/cli/package.json") as { readonly version: string }
  return manifest.version
}
