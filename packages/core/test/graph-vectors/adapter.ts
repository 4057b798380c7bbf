// Answers graph vectors: one JSON object per line in, one per line out.
//
//   node --conditions=@aludel/source packages/core/test/graph-vectors/adapter.ts < input.jsonl > results.jsonl

import { readFileSync } from "node:fs"
import { pathToFileURL } from "node:url"
import { answers } from "./answers.ts"
import type { InputLine } from "./vector.ts"

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const lines = readFileSync(0, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
  const answer = answers()
  for (const line of lines) {
    const result = answer(JSON.parse(line) as InputLine)
    if (result !== undefined) process.stdout.write(`${JSON.stringify(result)}\n`)
  }
}
