import { expect, it } from "vitest"

import { makeProgram } from "../src/program.ts"

const { commands } = makeProgram()
const whole = ["completion", "complete"] // they look at every command
const words = commands.flatMap((command) =>
  [command.name(), ...command.aliases()].map((word) => ({ word, command })),
)

it.each(words)("a line that begins with $word has the command that it names", ({ word, command }) => {
  const made = makeProgram(word).commands.map((each) => each.name())
  expect(made).toEqual(whole.includes(word) ? commands.map((each) => each.name()) : [command.name()])
})

it.each(["", "--json", "upgrad", "toString"])("a line that begins with %j has all", (word) => {
  expect(makeProgram(word).commands).toHaveLength(commands.length)
})
