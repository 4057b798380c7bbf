import { createRequire } from "node:module"

/** The command's version; all packages of ours are released together under one. */
export function version(): string {
  // By the package's own name, which leads to the same file from `src/` and from the bundle.
  const manifest = createRequire(import.meta.url)("@aludel/cli/package.json") as { readonly version: string }
  return manifest.version
}
