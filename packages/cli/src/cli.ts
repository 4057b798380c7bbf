#!/usr/bin/env node
// Must load on any old Node: import no name that it lacks (a missing one is a SyntaxError before the first line runs).
import module from "node:module"

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number)
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(`aludel needs Node.js 22.18 or newer; this is Node.js ${process.version}.`)
  process.exit(1)
}
module.enableCompileCache?.()
await (await import("./main.ts")).main(process.argv)
