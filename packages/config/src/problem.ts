import { AludelError } from "@aludel/core"

/** One thing that is wrong in a configuration. */
export interface Problem {
  /** Where: keys joined by dots; empty for the whole. */
  readonly key: string
  /** What, as the end of a sentence that begins with the key. */
  readonly problem: string
}

/** The error that tells all problems of a configuration at once; they stand in `details.problems`. */
export function invalidConfig(file: string, problems: readonly Problem[]): AludelError {
  const count = problems.length === 1 ? "a problem" : `${problems.length} problems`
  const lines = problems.map(({ key, problem }) => `  ${key === "" ? "" : `${key}: `}${problem}`)
  return new AludelError("config/invalid", `${file} has ${count}:\n${lines.join("\n")}`, {
    details: { file, problems },
  })
}
