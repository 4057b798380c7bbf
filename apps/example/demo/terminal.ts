import { stripVTControlCharacters, styleText } from "node:util"

/** Prints what the story says, the commands as typed, and their output. Colours only on a terminal. */
export const terminal = {
  /** A step begins. */
  title(text: string): void {
    write(`\n${style(["bold", "cyan"], `── ${text}`)}\n`)
  },

  /** A sentence to the reader. */
  say(text: string): void {
    write(`${style(["italic"], text)}\n`)
  },

  /** A command as typed. */
  command(text: string): void {
    write(`${style(["bold"], `$ ${text}`)}\n`)
  },

  /** What a command printed, or a file holds. */
  output(text: string): void {
    if (text.trim() !== "")
      write(`${process.stdout.isTTY ? text : stripVTControlCharacters(text)}`.replace(/\n*$/, "\n"))
  },
}

function style(format: Parameters<typeof styleText>[0], text: string): string {
  return styleText(format, text, { stream: process.stdout })
}

function write(text: string): void {
  process.stdout.write(text)
}
