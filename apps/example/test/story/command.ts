import { createRequire } from "node:module"
import { dirname, join } from "node:path"

const folder = dirname(createRequire(import.meta.url).resolve("@aludel/cli/package.json"))

/** What runs the command: Node and its arguments. From the sources, or (`ALUDEL_COMMAND=built`) from the build, which starts in half the time. */
export const command: readonly [string, ...string[]] =
  process.env["ALUDEL_COMMAND"] === "built"
    ? [process.execPath, join(folder, "dist/bin/cli.js")]
    : [process.execPath, "--conditions=@aludel/source", join(folder, "src/cli.ts")]
